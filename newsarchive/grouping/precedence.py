"""Which of several copies was first, and whose piece is it? By what the records say of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from newsarchive.article import Article
from newsarchive.extract.fields.credits import dateline
from newsarchive.extract.fields.outlets import is_agency
from newsarchive.extract.markup.clean import text_of

_UNKNOWN = {"second": timedelta(), "minute": timedelta(minutes=1), "day": timedelta(days=1)}
"""How much of the time of publication is not known."""
_NEVER = datetime.max.replace(tzinfo=UTC)
_OPENING = 3
"""Paragraphs that an agency's line can open."""


def origin_of(copies: Sequence[Article]) -> str | None:
    """The medium that a piece comes from: the agency that the first of the copies credits, else the publisher of the first one.

    An agency is credited as the publisher, or in the line before the text: ``新华社北京4月13日电``.
    """
    ordered = in_order(copies)
    credited = [agency for agency in map(_agency, ordered) if agency]
    return next(iter(credited), None) or next((each.publisher for each in ordered if each.publisher), None)


def in_order(copies: Sequence[Article]) -> list[Article]:
    """The copies, the first one first: an agency's own, then by the time of publication, then by that of fetching.

    A time of which only the day is known is taken to be the end of that day: one that is known to be earlier comes first. What
    has no date comes last.
    """
    return sorted(copies, key=_turn)


def _turn(copy: Article) -> tuple[bool, datetime, datetime, str, str]:
    by_agency = copy.publisher is not None and is_agency(copy.publisher)
    return not by_agency, _published_by(copy), copy.fetched, copy.source, copy.id


def _published_by(copy: Article) -> datetime:
    """The moment by which it was published for certain."""
    if copy.published is None:
        return _NEVER
    return copy.published + _UNKNOWN[copy.published_precision or "second"]


def _agency(copy: Article) -> str | None:
    if copy.publisher is not None and is_agency(copy.publisher):
        return copy.publisher
    for paragraph in text_of(copy.body).splitlines()[:_OPENING]:
        found = dateline(paragraph)
        if found and is_agency(found[0]):
            return found[0]
    return None
