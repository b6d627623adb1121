"""The feeds of the news site, one function for each kind."""

from __future__ import annotations

import json
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.site.news import Piece


def rss(articles: Sequence[Piece], url: str, *, whole: bool = False) -> str:
    """RSS 2.0, with summaries only or with the whole text beside them."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Courier</title>'
        f"<link>{url}/</link><description>News</description>\n"
        + "\n".join(_rss_item(each, url, whole=whole) for each in articles)
        + "\n</channel></rss>\n"
    )


def _rss_item(each: Piece, url: str, *, whole: bool) -> str:
    link = escape(url + each.path)
    content = f"<content:encoded><![CDATA[{each.html}]]></content:encoded>" if whole else ""
    author = f"<dc:creator>{escape(each.author)}</dc:creator>" if each.author else ""
    return (
        f'<item><title>{escape(each.title)}</title><link>{link}</link><guid isPermaLink="false">piece-{each.number}</guid>'
        f"<pubDate>{format_datetime(each.published)}</pubDate>{author}"
        f"<description>{escape(each.summary)}</description>{content}</item>"
    )


def atom(articles: Sequence[Piece], url: str) -> str:
    """Atom 1.0 with summaries, and with the time of the last change."""
    entries = "\n".join(
        f"<entry><title>{escape(each.title)}</title><id>tag:courier,2026:{each.number}</id>"
        f'<link rel="alternate" href="{escape(url + each.path)}"/><published>{each.published.isoformat()}</published>'
        f"<updated>{(each.updated or each.published).isoformat()}</updated><summary>{escape(each.summary)}</summary>"
        + (f"<author><name>{escape(each.author)}</name></author>" if each.author else "")
        + "</entry>"
        for each in articles
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Courier</title>'
        f"<id>{url}/</id><updated>2026-11-01T00:00:00Z</updated>\n{entries}\n</feed>\n"
    )


def rdf(articles: Sequence[Piece], url: str) -> str:
    """RSS 1.0, whose only date is that of Dublin Core."""
    items = "\n".join(
        f'<item rdf:about="{escape(url + each.path)}"><title>{escape(each.title)}</title><link>{escape(url + each.path)}</link>'
        f"<description>{escape(each.summary)}</description><dc:date>{each.published.isoformat()}</dc:date></item>"
        for each in articles
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{url}/"><title>Harbour Courier</title><link>{url}/</link></channel>\n{items}\n</rdf:RDF>\n'
    )


def json_feed(articles: Sequence[Piece], url: str) -> str:
    """JSON Feed 1.1."""
    items = [
        {
            "id": str(each.number),
            "url": url + each.path,
            "title": each.title,
            "summary": each.summary,
            "date_published": each.published.isoformat(),
            "date_modified": (each.updated or each.published).isoformat(),
            "authors": [{"name": each.author}] if each.author else [],
        }
        for each in articles
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Courier", "items": items})
