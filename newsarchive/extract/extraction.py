"""What was read from one page: every field with its evidence and how sure the reading is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.article import Evidence, Image, Precision
from newsarchive.extract.markup.content import Content


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading that was considered for a field; ``--explain`` shows them all."""

    field: str
    value: str
    score: float
    why: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The fields of one page. A field that the page does not say is None (or empty), never a guess."""

    url: str | None = None
    """The canonical URL, as far as the page names one that can be believed."""
    title: str | None = None
    summary: str | None = None
    language: str | None = None
    published: datetime | None = None
    """Aware; the time is 00:00 where ``published_precision`` is ``day``."""
    published_precision: Precision | None = None
    updated: datetime | None = None
    updated_precision: Precision | None = None
    publisher: str | None = None
    """The medium the piece comes from, which need not be the site that shows it."""
    authors: tuple[str, ...] = ()
    text: str = ""
    """The body, a paragraph a line."""
    content: Content = field(default_factory=lambda: Content.of(""))
    """The body as markup."""
    image: Image | None = None
    """The lead image."""
    images: tuple[Image, ...] = ()
    next_page: str | None = None
    """Where the article goes on, if it is cut into pages."""
    single_page: str | None = None
    """Where all of it stands on one page, if it is cut into pages and the page says so."""
    twins: tuple[str, ...] = ()
    """Where the page says that it is shown for other devices."""
    junk: str | None = None
    """Why this page is no article (a captcha, a list, an error in disguise), or None."""
    rule: str | None = None
    """The site rule that was tried, if there is one for the site."""
    rule_misses: tuple[str, ...] = ()
    """What the rule did not find, such as ``authors: .byline finds nothing``: the site has changed."""
    confidence: Mapping[str, float] = field(default_factory=dict)
    """Field name to a number from 0 to 1."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """Field name to evidence."""
    candidates: Sequence[Candidate] = ()
    """Everything that was considered."""

    @property
    def html(self) -> str:
        """The body, sanitised."""
        return self.content.html

    @property
    def markdown(self) -> str:
        """The body as Markdown."""
        return self.content.markdown
