"""An article from JSON: what the source's article endpoint says, with what the lists said where it says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from newsarchive.article import Article, Evidence, How, Precision
from newsarchive.endpoints import Fields, ListEndpoint
from newsarchive.extract.dates.reading import read_date
from newsarchive.extract.fields.publisher import attribution
from newsarchive.extract.found import NOT_FOUND
from newsarchive.extract.json_fields import ShapeError, items_of, missing, names, one_line, printable, words
from newsarchive.extract.junk.junk import junk_text
from newsarchive.extract.markup.clean import text_of
from newsarchive.sources import JsonSource

Value = TypeVar("Value")

MOST_OF_A_NOTICE = 4000
"""Characters of HTML. A notice is a sentence or two; what is longer need not be looked at."""


class GoneError(ShapeError):
    """The answer says that there is no such article, or that it has been taken down."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as one list of a source names it."""

    id: str
    endpoint: ListEndpoint
    item: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry of a list that cannot be followed."""

    raw_id: str
    reason: str
    item: dict[str, Any]


def read_list(source: JsonSource, endpoint: ListEndpoint, document: Any) -> tuple[list[Listed], list[Refused]]:
    """The articles that a list names, in its order, and the entries without a usable id.

    Raises:
        ShapeError: the document has no list where the source definition says, or its items have no ids there.
    """
    listed, refused = [], []
    items = items_of(document, endpoint.items)
    if items and not any(words(endpoint.fields.id, item) for item in items):
        raise missing("id", endpoint.fields.id, items)
    for item in items:
        raw_id = words(endpoint.fields.id, item) or ""
        try:
            listed.append(Listed(checked_id(source, raw_id), endpoint, item))
        except ShapeError as error:
            refused.append(Refused(raw_id, str(error), item))
    return listed, refused


def listed_date(source: JsonSource, entry: Listed) -> datetime | None:
    """When a list says that an article was published."""
    raw = words(entry.endpoint.fields.published, entry.item)
    reading = read_date(raw, zone=source.timezone) if raw is not None else None
    return reading.moment if reading else None


def checked_id(source: JsonSource, raw_id: str) -> str:
    """``raw_id``, when it has the shape of the source's ids.

    Raises:
        ShapeError: it has not: it would lead somewhere else as part of an address or of a file name.
    """
    if not source.is_id(raw_id):
        shown = repr(raw_id if len(raw_id) <= 60 else raw_id[:57] + "...")
        raise ShapeError(f"{shown} is not an id of {source.name} (expected {source.article.id_pattern})")
    return raw_id


@dataclass(frozen=True, slots=True)
class _Place:
    """Somewhere that fields can be read: the article's own JSON, or an item of a list."""

    how: How
    where: str
    fields: Fields
    document: dict[str, Any]


def read_article(source: JsonSource, article_id: str, document: Any, listed: Sequence[Listed], fetched: datetime) -> Article:
    """The article that ``document`` tells, with the fields it leaves empty taken from the lists that named it.

    The body is as the source sent it: the pipelines sanitise it. A field found nowhere is None.

    Raises:
        ShapeError: the document is no article, or is another one.
    """
    if not isinstance(document, dict):
        raise ShapeError(f"the answer is no article: it is {type(document).__name__ if document is not None else 'null'}")
    rules = source.article
    _check_identity(source, article_id, document)
    own = _Place("rule", source.article_url(article_id), rules.fields, document)
    lists = [_Place("list", source.list_url(each.endpoint), each.endpoint.fields, each.item) for each in listed]
    body = printable(words(rules.fields.body, document) or "")
    reader = _Reader([own, *lists])
    title = reader.read("title", one_line)
    if not title and not body:
        raise ShapeError(f"{source.name} has no article {article_id}: the answer has neither title nor text")
    _check_no_notice(body)
    published, precision = _published(source, article_id, reader)
    updated = reader.read("updated", lambda raw: read_date(raw, zone=source.timezone))
    publisher = reader.read("publisher", one_line) or reader.text("publisher", attribution(body))
    share = source.article_link(article_id)
    link = reader.read("link", _web_address) or share
    return Article(
        id=article_id,
        source=source.name,
        url=link,
        links=(share,) if link != share else (),
        title=title,
        summary=reader.read("summary", one_line),
        language=source.language,
        published=published,
        published_precision=precision,
        updated=updated.moment if updated else None,
        updated_precision=updated.precision if updated else None,
        publisher=publisher,
        authors=names(rules.fields.authors, document),
        section=next((each.endpoint.section for each in listed if each.endpoint.section), None) if listed else None,
        body=body,
        fetched=fetched,
        evidence=reader.evidence,
    )


class _Reader:
    """Reads fields from several places, the first that answers wins, and keeps the evidence."""

    def __init__(self, places: Iterable[_Place]) -> None:
        self._places = tuple(places)
        self.evidence: dict[str, Evidence] = {}

    def read(self, field: str, convert: Callable[[str], Value | None]) -> Value | None:
        for place in self._places:
            expression = getattr(place.fields, field)
            raw = words(expression, place.document)
            value = convert(raw) if raw is not None else None
            if value is not None:
                self.evidence[field] = Evidence(place.how, f"{place.where} {expression}", printable(raw or ""))
                return value
        return None

    def text(self, field: str, found: tuple[str, str] | None) -> str | None:
        if found:
            self.evidence[field] = Evidence("text", "body", found[1])
        return found[0] if found else None


def _check_identity(source: JsonSource, article_id: str, document: dict[str, Any]) -> None:
    """Refuse an answer that says it is another article of the same series of ids."""
    said = words(source.article.fields.id, document)
    if said and said != article_id and source.is_id(said) and len(said) == len(article_id):
        raise ShapeError(f"asked for {article_id}, answered with {said}")


def _check_no_notice(body: str) -> None:
    """Refuse a text that only says that there is none: deleted, busy, not found."""
    notice = junk_text(text_of(body)) if len(body) < MOST_OF_A_NOTICE else None
    if notice:
        kind = GoneError if notice.startswith(NOT_FOUND) else ShapeError
        raise kind(f"the text is a notice and no article: {notice}")


def _published(source: JsonSource, article_id: str, reader: _Reader) -> tuple[datetime | None, Precision | None]:
    reading = reader.read("published", lambda raw: read_date(raw, zone=source.timezone))
    if reading:
        return reading.moment, reading.precision
    day = day_of_id(source, article_id)
    if day is None:
        return None, None
    reader.evidence["published"] = Evidence("rule", "article.id_date", article_id, note="the day that the id names")
    return day, "day"


def day_of_id(source: JsonSource, article_id: str) -> datetime | None:
    """Midnight of the day that an id names, in the zone of its source; None where it names none."""
    found = re.search(source.article.id_date, article_id) if source.article.id_date else None
    try:
        return datetime(int(found["year"]), int(found["month"]), int(found["day"]), tzinfo=source.timezone) if found else None
    except ValueError:  # digits in the place of a date that are none
        return None


def _web_address(raw: str) -> str | None:
    address = raw.strip()
    return address if re.match(r"https?://[^\s/]+(/\S*)?$", address) else None
