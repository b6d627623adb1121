"""What is made of a page: its article, cleaned, and what copies of that are found by. Whichever process does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from newsarchive.admission import RefusedError, cleaned
from newsarchive.article import digest_of
from newsarchive.extract.found import PageArticle
from newsarchive.extract.markup.clean import text_of
from newsarchive.extract.page_article import read_page
from newsarchive.extract.rules.rules import Rule
from newsarchive.grouping.signature import signature_of
from newsarchive.questions import Answer


def read(page: dict[str, Any], rules: Iterable[Rule]) -> PageArticle:
    """The article on a page, with a clean body where there is one; arguments as of :func:`read_page`.

    Raises:
        JunkError: there is none.
    """
    found = read_page(rules=rules, **page)
    try:
        return replace(found, article=cleaned(found.article))
    except RefusedError:  # the pipelines will say so, when all of the article is there
        return found


def answer(page: dict[str, Any], rules: Iterable[Rule]) -> Answer:
    """As :func:`read`, with the signature of the article."""
    found = read(page, rules)
    title, text = found.article.title, text_of(found.article.body)
    return Answer(found, digest_of(title, text), signature_of(title, text))
