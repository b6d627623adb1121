"""One article as a Markdown document with front matter: what `fetch` prints when there is no archive."""

from __future__ import annotations

import functools

from newsarchive.article import Article
from newsarchive.export.front_matter import quoted
from newsarchive.extract.markup.clean import markdown_of


@functools.lru_cache(maxsize=1)
def markdown(html: str) -> str:
    """A body as Markdown. The last one is remembered: a post is read back as soon as it is made, and this takes the longest."""
    return markdown_of(html)


def document(article: Article) -> str:
    """The article as Markdown; a field that is not known is not there."""
    fields = {
        "title": article.title,
        "date": article.published.isoformat() if article.published else None,
        "updated": article.updated.isoformat() if article.updated else None,
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
    }
    lines = [f"{name}: {quoted(value)}" for name, value in fields.items() if value]
    if article.authors:
        lines.append(f"authors: [{', '.join(quoted(author) for author in article.authors)}]")
    return "\n".join(["---", *lines, "---", "", markdown_of(article.body).strip(), ""])
