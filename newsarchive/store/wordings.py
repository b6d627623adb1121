"""The articles that have not been compared with the others since they changed, and the words of those that have been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, select

from newsarchive.article import Article
from newsarchive.store.schema import articles, revisions, wordings


class Waiting(NamedTuple):
    """An article that is to be compared."""

    key: int
    sequence: int
    digest: str
    """Of what a reader reads, and so of all that it is compared by."""
    moment: str
    """When it was published, or fetched where that is not known; as the index keeps times."""


class Kept(NamedTuple):
    """The words of an article that has been compared."""

    period: int
    """The period in which it is found."""
    words: bytes


# Made once: to build a statement takes longer than to run it.
_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_WAITING = (
    select(articles.c.key, articles.c.sequence, articles.c.digest, func.coalesce(articles.c.published, articles.c.fetched))
    .where(articles.c.sequence > bindparam("after"))
    .order_by(articles.c.sequence)
    .limit(bindparam("most"))
)
_RECORDS = (
    select(articles.c.key, revisions.c.record)
    .join(revisions, (revisions.c.article == articles.c.key) & (revisions.c.revision == articles.c.revision))
    .where(articles.c.key.in_(_KEYS))
)
_WORDINGS = select(wordings.c.article, wordings.c.period, wordings.c.words).where(wordings.c.article.in_(_KEYS))
_PUT = insert(wordings).prefix_with("OR REPLACE")


class Wordings:
    """Reads and writes the words of articles, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def waiting(self, after: int, most: int) -> list[Waiting]:
        """The articles that changed after this number, so many at the most, oldest change first."""
        return [Waiting(*row) for row in self._connection.execute(_WAITING, {"after": after, "most": most})]

    def articles(self, keys: Sequence[int]) -> dict[int, Article]:
        """The articles of these keys."""
        if not keys:
            return {}
        return {key: Article.from_json(record) for key, record in self._connection.execute(_RECORDS, {"keys": keys})}

    def of(self, keys: Sequence[int]) -> dict[int, Kept]:
        """The words of those of these articles that have been compared."""
        if not keys:
            return {}
        return {key: Kept(*rest) for key, *rest in self._connection.execute(_WORDINGS, {"keys": keys})}

    def keep(self, words: Mapping[int, Kept]) -> None:
        """Keep the words of articles, in place of those that they had."""
        rows = [{"article": key, **kept._asdict()} for key, kept in words.items()]
        if rows:
            self._connection.execute(_PUT, rows)
