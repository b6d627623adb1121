"""What is made of a page: its article, cleaned, and what copies of that are found by. Whichever process does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from newsarchive.admission import RefusedError, cleaned
from newsarchive.article import digest_of
from newsarchive.extract.markup.clean import text_of
from newsarchive.extract.page_article import PageArticle, read_page
from newsarchive.extract.rules.rules import Rule

if TYPE_CHECKING:
    from newsarchive.grouping.signature import Signature


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


class Answer(NamedTuple):
    """An article, and its signature, for whoever compares it with others: that is work for this process as well."""

    found: PageArticle
    digest: str
    """Of what a reader reads of it, and so of all that the signature was made from."""
    signature: Signature


def answer(page: dict[str, Any], rules: Iterable[Rule]) -> Answer:
    """As :func:`read`, with the signature of the article."""
    # Imported here because the process that crawls need not have it before there is something to compare.
    from newsarchive.grouping.signature import signature_of  # noqa: PLC0415

    found = read(page, rules)
    title, text = found.article.title, text_of(found.article.body)
    return Answer(found, digest_of(title, text), signature_of(title, text))
