"""An article from a web page: the record that :func:`extract_article` reads, named and addressed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from newsarchive.article import Article, id_from_url
from newsarchive.extract import extract_article
from newsarchive.extract.junk.notices import NOT_FOUND
from newsarchive.extract.rules.rules import Rule


class JunkError(ValueError):
    """A page that is no article; the message says what it is instead."""

    def __init__(self, junk: str) -> None:
        super().__init__(junk)
        self.says_gone = junk.startswith(NOT_FOUND)
        """Whether it says that the article does not exist, or does not any more."""

    def __str__(self) -> str:
        return f"the page is no article: {self.args[0]}"


@dataclass(frozen=True, slots=True)
class PageArticle:
    """The article on a page, and what a site rule that was meant for the page did not find there."""

    article: Article
    rule_misses: tuple[str, ...] = ()
    """Each with the rule's name: the site has changed, or the rule is wrong."""
    next_page: str | None = None
    """Where the article goes on, if it is cut into pages."""
    single_page: str | None = None
    """Where all of it stands on one page, if it is cut into pages and the page says so."""
    confidence: Mapping[str, float] = field(default_factory=dict)
    """Field name to how sure the reading is, from 0 to 1."""


def read_page(
    body: bytes,
    *,
    url: str,
    headers: Mapping[str, str],
    fetched: datetime,
    source: str,
    zone: tzinfo | None = None,
    rules: Iterable[Rule] | None = None,
) -> PageArticle:
    """The article on a page, read by the site rules where one is meant for it (by default, those that ship).

    ``zone`` is that of the site's clock, where it is known.

    Raises:
        JunkError: there is none.
    """
    found = extract_article(body, url=url, fetched=fetched, zone=zone, headers=headers, rules=rules)
    if found.junk:
        raise JunkError(found.junk)
    address = found.url or url
    links = dict.fromkeys([url, *found.twins])
    links.pop(address, None)
    article = Article(
        id=id_from_url(address),
        source=source,
        url=address,
        links=tuple(links),
        title=found.title,
        summary=found.summary,
        language=found.language,
        published=found.published,
        published_precision=found.published_precision,
        updated=found.updated,
        updated_precision=found.updated_precision,
        publisher=found.publisher,
        authors=found.authors,
        body=found.html,
        images=found.images,
        fetched=fetched,
        evidence=found.evidence,
    )
    misses = tuple(f"rule {found.rule}: {miss}" for miss in found.rule_misses)
    return PageArticle(article, misses, found.next_page, found.single_page, found.confidence)
