"""The sitemaps of the news site: an index, plain ones, and the kind with titles for news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.site.news import Piece

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def index(parts: Mapping[str, tuple[datetime, Sequence[Piece]]], url: str) -> str:
    """The sitemap of the sitemaps: each part with its last change, and the news."""
    rows = "".join(
        f"<sitemap><loc>{url}{path}</loc><lastmod>{changed.isoformat()}</lastmod></sitemap>\n"
        for path, (changed, _) in parts.items()
    )
    news_part = f"<sitemap><loc>{url}/sitemaps/news.xml</loc></sitemap>\n"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{_SCHEMA}">\n{rows}{news_part}</sitemapindex>\n'


def urls(articles: Sequence[Piece], url: str) -> str:
    """A plain sitemap: addresses, each with its last change."""
    rows = "".join(
        f"<url><loc>{escape(url + each.path)}</loc><lastmod>{(each.updated or each.published).isoformat()}</lastmod></url>\n"
        for each in articles
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SCHEMA}">\n{rows}</urlset>\n'


def news(articles: Sequence[Piece], url: str) -> str:
    """A news sitemap: titles and dates of publication besides."""
    rows = "".join(
        f"<url><loc>{escape(url + each.path)}</loc><news:news><news:publication><news:name>Harbour Courier</news:name>"
        f"<news:language>en</news:language></news:publication>"
        f"<news:publication_date>{each.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(each.title)}</news:title></news:news></url>\n"
        for each in articles
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SCHEMA}" xmlns:news="{_NEWS}">\n{rows}</urlset>\n'
