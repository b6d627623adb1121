"""Why an address would be asked for or not: the source that it belongs to, and what its host allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsarchive.archive import Archive
from newsarchive.fetch.guest import Guest
from newsarchive.fetch.hosts import Hosts
from newsarchive.fetch.permission import permissions
from newsarchive.links import recognise


@dataclass(frozen=True, slots=True)
class Explanation:
    """One address as someone gave it, and what would become of it."""

    url: str
    asked: str
    """Where the article would be asked for: elsewhere, where the address is a share link of a known source."""
    source: str | None
    allowed: bool
    why: str
    delay: float
    """Seconds between two requests to the host."""
    delay_why: str


def explain(archive: Archive, urls: Sequence[str]) -> list[Explanation]:
    """What would become of each address, in their order; nothing is asked for but robots.txt, and nothing is stored but that."""
    sources = archive.known_sources()
    overridden = {name: choice.hosts for name, choice in archive.config.sources.items()}
    links = [recognise(url, sources, overridden) for url in urls]
    asked = [link.source.article_url(link.article_id) if link else url for link, url in zip(links, urls, strict=True)]
    named = [*urls, *(address for source in sources for address in source.addresses())]
    guest = Guest(Hosts(archive.config.politeness), named, archive.index.robots)
    return [
        Explanation(url, each.url, link.source.name if link else None, each.allowed, each.why, each.delay, each.delay_why)
        for url, link, each in zip(urls, links, permissions(asked, guest), strict=True)
    ]
