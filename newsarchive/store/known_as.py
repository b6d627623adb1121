"""What an article is known under in the index: its ids at its source, and its URLs."""

from __future__ import annotations

from newsarchive.article import Article


def address_of_id(source: str, article_id: str) -> str:
    """The address under which a source's own id is remembered."""
    return f"id:{source}:{article_id}"


def address_of_url(url: str) -> str:
    """The address under which a URL is remembered."""
    return f"url:{url}"


def addresses_of(article: Article) -> list[str]:
    """Everything the article is known under."""
    ids = (address_of_id(article.source, each) for each in (article.id, *article.other_ids))
    urls = (address_of_url(url) for url in (article.url, *article.links))
    return list(dict.fromkeys([*ids, *urls]))
