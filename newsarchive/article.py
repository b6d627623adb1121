"""The record that everything passes: one article, frozen and typed, with the evidence for what it says.

A field that could not be read is ``None``: never a guess, never today's date.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, Self

from pydantic import TypeAdapter, ValidationError

How = Literal["json-ld", "meta", "rule", "list", "text", "url"]
"""How a field was read: structured data in the page, a ``<meta>``, a rule of the source, the list that named the
article, the visible text, or the address."""

Precision = Literal["second", "minute", "day"]

READ_FIELDS = ("title", "published", "updated", "publisher", "authors", "summary", "language", "body")
"""The fields that are read from what a source sends, and that may be missing from it."""


class RecordError(ValueError):
    """A stored or imported record that is not one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How one field was read, from where, and the raw words it was read from."""

    how: How
    where: str
    """The place: a JSON path, a selector, the name of a meta element, a list's address."""
    raw: str
    """The words as they stood there, before any normalisation."""
    note: str | None = None
    """What a reader should know besides: ``zone assumed: Asia/Shanghai``."""

    def __reduce__(self) -> tuple[type[Evidence], tuple[object, ...]]:
        # Every article takes some of these from one process to another: the way of dataclasses takes four times as long.
        return Evidence, (self.how, self.where, self.raw, self.note)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article: its address, its caption, and the local file where one is kept."""

    url: str
    caption: str | None = None
    file: str | None = None
    """What it is called where pictures are kept: ``ab/abcd….jpg``."""

    def with_file(self, file: str | None) -> Image:
        """The same picture, kept in that file."""
        return replace(self, file=file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as one source shows it. All datetimes are aware; ``body`` is HTML."""

    id: str
    """The source's own id, else a hash of the canonical URL (:func:`id_from_url`); safe as a file name."""
    source: str
    """The name of the source definition that found it."""
    url: str
    """The canonical URL: what a reader is given."""
    links: tuple[str, ...] = ()
    """Other addresses the same article is known under."""
    other_ids: tuple[str, ...] = ()
    """Other ids under which the same source has it."""
    title: str | None = None
    summary: str | None = None
    language: str | None = None
    """BCP 47, as far as it is known: ``zh``, ``zh-Hant``, ``en``."""
    published: datetime | None = None
    published_precision: Precision | None = None
    updated: datetime | None = None
    updated_precision: Precision | None = None
    publisher: str | None = None
    """The medium the piece comes from, which need not be the site that shows it."""
    authors: tuple[str, ...] = ()
    """People only; desks and agencies belong to ``publisher``."""
    section: str | None = None
    """The column or list of the source that it belongs to, where the source makes a difference of it."""
    body: str = ""
    """HTML; sanitised once it has passed the pipelines. Markdown and text are derived from it."""
    images: tuple[Image, ...] = ()
    fetched: datetime
    withdrawn: datetime | None = None
    """When it was noticed that the source does not show it any more. The archive does."""
    revision: int = 1
    digest: str = ""
    """:func:`digest_of` what a reader reads; set when it is stored."""
    capture: str | None = None
    """The WARC record it was read from."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """Field name to evidence."""

    def replace(self, **changes: object) -> Self:
        """A copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # dataclasses.replace cannot type its keywords

    @property
    def pages(self) -> list[str]:
        """The addresses of all its pages, where it was cut into several."""
        evidence = self.evidence.get("body")
        return evidence.raw.split() if evidence and evidence.where == "pages" else []

    def to_json(self) -> str:
        """One line of JSON that :meth:`from_json` reads back into an equal record."""
        return _ADAPTER.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Article:
        """Read what :meth:`to_json` wrote.

        Raises:
            RecordError: the text is not JSON, or not a record; the message names the field.
        """
        try:
            return _ADAPTER.validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"]) or "record"
            raise RecordError(f"{place}: {first['msg']}") from error


_ADAPTER = TypeAdapter(Article)


def digest_of(title: str | None, text: str) -> str:
    """A SHA-256 over what a reader reads, as 64 hex digits; white space makes no difference."""
    words = "".join((title or "").split()) + "\n" + "".join(text.split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def id_from_url(url: str) -> str:
    """A short stable id for an article whose source gives none: 16 hex digits of the URL's SHA-256."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:16]
