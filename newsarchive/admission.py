"""What may enter an archive: an article with a title, a text and a usable name, and a body that is safe to show."""

from __future__ import annotations

import re
from collections.abc import Collection

from newsarchive.article import Article
from newsarchive.extract.markup.clean import Clean

_NAME = re.compile(r"[\w-][\w.-]{0,127}")
MOST_TITLE = 2000
"""Characters. The longest headlines have a few hundred; what is longer is a text in the wrong place."""


class RefusedError(ValueError):
    """Something that is no article; the message says why."""


def check(article: Article) -> None:
    """Nothing, when it can be an article.

    Raises:
        RefusedError: it cannot.
    """
    if not _NAME.fullmatch(article.id):
        raise RefusedError(f"its id {article.id[:60]!r} cannot be a file name")
    if not article.url.startswith(("http://", "https://")):
        raise RefusedError(f"its address {article.url[:100]!r} is no web address")
    if not article.title:
        raise RefusedError("it has no title")
    if len(article.title) > MOST_TITLE:
        raise RefusedError(f"its title has {len(article.title)} characters; it cannot be a title")
    if not article.body.strip():
        raise RefusedError("it has no text")


def cleaned(article: Article, keep_classes: Collection[str] = ()) -> Article:
    """The article with a clean body: scripts, handlers and everything else that does not belong in an archive are gone.

    Raises:
        RefusedError: nothing readable is left.
    """
    body = article.body
    if not isinstance(body, Clean) or keep_classes:
        body = Clean.of(body, article.url, keep_classes)
    if not body.text.strip() and "<img" not in body:
        raise RefusedError("nothing readable is left of its text")
    return article if body is article.body else article.replace(body=body)
