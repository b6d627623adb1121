"""Title, dates, publisher and authors of a page, read in the order in which one helps the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from newsarchive.article import Evidence
from newsarchive.extract.dates.reading import Reading
from newsarchive.extract.extraction import Candidate
from newsarchive.extract.fields.authors import read_authors
from newsarchive.extract.fields.byline import Byline, byline_of
from newsarchive.extract.fields.published import read_dates
from newsarchive.extract.fields.publisher import read_publisher
from newsarchive.extract.fields.reading import Read
from newsarchive.extract.fields.title import Headline, read_title
from newsarchive.extract.page import Block, Page


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about its article besides the text."""

    title: Read[str]
    published: Read[Reading]
    updated: Read[Reading]
    publisher: Read[str]
    authors: Read[tuple[str, ...]]
    byline: Byline
    """Where it was looked for."""

    def _fields(self) -> dict[str, Read[str] | Read[Reading] | Read[tuple[str, ...]]]:
        return {
            "title": self.title,
            "published": self.published,
            "updated": self.updated,
            "publisher": self.publisher,
            "authors": self.authors,
        }

    @property
    def evidence(self) -> Mapping[str, Evidence]:
        """The evidence of every field that the page says."""
        return {name: read.evidence for name, read in self._fields().items() if read.evidence is not None}

    @property
    def confidence(self) -> Mapping[str, float]:
        """How sure each of them is, from 0 to 1."""
        return {name: round(read.confidence, 2) for name, read in self._fields().items() if read.evidence is not None}

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Everything that was considered."""
        return tuple(candidate for read in self._fields().values() for candidate in read.candidates)


def read_metadata(
    page: Page,
    body: tuple[Block, ...] = (),
    *,
    headline: Headline | None = None,
    zone: tzinfo | None = None,
    fetched: datetime | None = None,
    source: str = "",
) -> Metadata:
    """Read everything but the body.

    Args:
        page: the page.
        body: the blocks of the article's text, as far as they are known.
        headline: the headline, where it has been read already.
        zone: the zone of the site's clock, for dates that name none.
        fetched: when the page was fetched; relative times are read against it.
        source: the page's markup, for a date that stands in its scripts only.
    """
    headline = headline or read_title(page)
    byline = byline_of(page, headline.block, body)
    published, updated = read_dates(page, byline, zone=zone, fetched=fetched, source=source)
    publisher = read_publisher(page, byline)
    authors = read_authors(page, byline, publisher.value)
    return Metadata(headline.read, published, updated, publisher, authors, byline)
