"""Where a site may name its articles: what a page declares, and the addresses that are usual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from newsarchive.extract.lists.anchors import base_of, site_of
from newsarchive.extract.lists.web_address import web_address
from newsarchive.extract.page import Page

MOST_FEEDS = 8
"""Feeds of one page that are asked for."""
FEED_NAMES = ("feed", "rss.xml", "atom.xml", "index.xml", "feed.xml", "feed.json")
"""Where feeds usually are, below a front page or a section."""
SITEMAP_NAMES = ("sitemap.xml", "sitemap_index.xml", "news-sitemap.xml")
"""Where sitemaps usually are, when robots.txt names none."""

_FEED_TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "text/xml")
)
_FEED_LINK = re.compile(r"(?:/(?:rss|feed|atom)/?|(?:rss|feed|atom|rdf)[\w-]*\.(?:xml|json|rdf)|\.rss)$", re.IGNORECASE)
_COMMENTS = re.compile(r"/comments?(?:[/.-]|$)|[?&]feed=comments", re.IGNORECASE)
_FRONT = re.compile(r"/(?:(?:index|default|home)\.\w+)?")


def is_front_page(url: str) -> bool:
    """Whether an address is that of a site's front page."""
    parts = urlsplit(url)
    return _FRONT.fullmatch(parts.path or "/") is not None and not parts.query


def declared_feeds(page: Page, url: str) -> list[str]:
    """The feeds that a page declares in its head or links to, save for those of comments."""
    base, site = base_of(page, url), site_of(url)
    found = dict.fromkeys(filter(None, (web_address(href, base) for href in _feed_links(page))))
    links = (web_address(node.get("href"), base) for node in page.nodes if node.tag == "a" and node.get("href"))
    found |= dict.fromkeys(each for each in links if each and _FEED_LINK.search(urlsplit(each).path) and site_of(each) == site)
    return [each for each in found if not _COMMENTS.search(each)][:MOST_FEEDS]


def _feed_links(page: Page) -> Iterator[str]:
    for node in page.links:
        kind = node.get("type").partition(";")[0].strip().lower()
        if "alternate" in node.get("rel").lower().split() and kind in _FEED_TYPES and node.get("href"):
            yield node.get("href")


def navigation(html: str, url: str) -> set[str]:
    """Where the navigation and the footer of a page lead. A page as it is read has no navigation any more."""
    tree = LexborHTMLParser(html.encode("utf-8", "replace"))
    links = tree.css("nav a[href], header a[href], footer a[href]")
    return {found for node in links if (found := web_address(node.attributes.get("href") or "", url))}


def usual_feeds(url: str) -> list[str]:
    """Where the feeds of a front page or of a section may be, when it declares none."""
    return [urljoin(folder_of(url), name) for name in FEED_NAMES]


def usual_sitemaps(url: str) -> list[str]:
    """Where the sitemaps of a site may be."""
    return [urljoin(url, f"/{name}") for name in SITEMAP_NAMES]


def folder_of(url: str) -> str:
    """The address below which whatever belongs to a page is: ``/world/`` for ``/world`` and for ``/world/index.html``."""
    parts = urlsplit(url)
    *above, last = parts.path.split("/")
    path = "/".join(above if "." in last else [*above, last]).strip("/")
    return f"{parts.scheme}://{parts.netloc}/{path + '/' if path else ''}"
