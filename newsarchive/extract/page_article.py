"""An article from a web page: the record that :func:`extract_article` reads, named and addressed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from newsarchive.article import Article, id_from_url
from newsarchive.extract import extract_article


class JunkError(ValueError):
    """A page that is no article; the message says what it is instead."""


def read_page(
    body: bytes, *, url: str, headers: Mapping[str, str], fetched: datetime, source: str, zone: tzinfo | None = None
) -> Article:
    """The article on a page; ``zone`` is that of the site's clock, where it is known.

    Raises:
        JunkError: there is none.
    """
    found = extract_article(body, url=url, fetched=fetched, zone=zone, headers=headers)
    if found.junk:
        raise JunkError(f"the page is no article: {found.junk}")
    address = found.url or url
    return Article(
        id=id_from_url(address),
        source=source,
        url=address,
        links=(url,) if url != address else (),
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
