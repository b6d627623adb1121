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


class Question(NamedTuple):
    """What a process that reads is asked."""

    page: dict[str, Any]
    """As of :func:`read`."""
    sign: bool
    """Whether the article is wanted with its signature, because whoever asks has more to do than whoever reads."""


class Answer(NamedTuple):
    """What it says."""

    found: PageArticle
    digest: str | None = None
    """Of what a reader reads of the article, and so of all that the signature was made from."""
    signature: Signature | None = None


def answer(question: Question, rules: Iterable[Rule]) -> Answer:
    """As :func:`read`, with the signature of the article where that is wanted.

    Raises:
        JunkError: there is none.
    """
    found = read(question.page, rules)
    if not question.sign:
        return Answer(found)
    # Imported here because the process that crawls need not have it before there is something to compare.
    from newsarchive.grouping.signature import signature_of  # noqa: PLC0415

    title, text = found.article.title, text_of(found.article.body)
    return Answer(found, digest_of(title, text), signature_of(title, text))
