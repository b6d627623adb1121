"""An article from a web page: the record that :func:`extract_article` reads, named and addressed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from newsarchive.article import Article, id_from_url
from newsarchive.extract.article import extract_article
from newsarchive.extract.found import JunkError, PageArticle
from newsarchive.extract.rules.rules import Rule


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
