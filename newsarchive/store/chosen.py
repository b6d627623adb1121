"""Articles chosen by date, source and medium, in the order of their dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, select

from newsarchive.article import Article
from newsarchive.store.database import Database, batches
from newsarchive.store.moments import moment_of, utc
from newsarchive.store.schema import articles, revisions


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles are meant; without a word, all of them."""

    since: datetime | None = None
    """Not what was published before."""
    until: datetime | None = None
    """Not what was published then or after."""
    undated: bool = False
    """Those alone of which no date is known."""
    sources: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    newest: int | None = None
    """So many at the most, the newest first; without it all, the oldest first."""

    def within(self, other: Choice) -> Choice | None:
        """Those of this choice that are in the other one as well; None when there can be none."""
        sources, publishers = _both(self.sources, other.sources), _both(self.publishers, other.publishers)
        if sources is None or publishers is None:
            return None
        return replace(
            self,
            since=max(filter(None, (self.since, other.since)), default=None),
            until=min(filter(None, (self.until, other.until)), default=None),
            sources=sources,
            publishers=publishers,
        )

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same for the database."""
        found: list[ColumnElement[bool]] = []
        if self.undated:
            found.append(articles.c.published.is_(None))
        if self.since:
            found.append(articles.c.published >= utc(self.since))
        if self.until:
            found.append(articles.c.published < utc(self.until))
        if self.sources:
            found.append(articles.c.source.in_(self.sources))
        if self.publishers:
            found.append(articles.c.publisher.in_(self.publishers))
        return found


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...] | None:
    """The names in both, where none at all means every name; None when they have none in common."""
    if not one or not other:
        return one or other
    return tuple(name for name in one if name in other) or None


class ChosenStore:
    """Reads articles by choice; nothing is written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def outline(self, choice: Choice) -> Iterator[tuple[datetime | None, str | None]]:
        """When and by which medium the chosen articles were published, each pair once."""
        query = select(articles.c.published, articles.c.publisher).where(*choice.conditions()).distinct()
        with self._database.read() as connection:
            for row in connection.execute(query):
                yield (moment_of(row.published) if row.published else None), row.publisher

    def read(self, choice: Choice) -> Iterator[Article]:
        """The chosen articles as they are now, a few at a time. Equal dates: by source and id."""
        column = articles.c.published
        order = (column.asc() if choice.newest is None else column.desc()), articles.c.source, articles.c.id
        query = select(articles.c.key).where(*choice.conditions()).order_by(*order).limit(choice.newest)
        with self._database.read() as connection:
            keys = list(connection.execute(query).scalars())
        for some in batches(keys):
            records = (
                select(articles.c.key, revisions.c.record)
                .join(revisions, (revisions.c.article == articles.c.key) & (revisions.c.revision == articles.c.revision))
                .where(articles.c.key.in_(some))
            )
            with self._database.read() as connection:
                found = {row.key: row.record for row in connection.execute(records)}
            yield from (Article.from_json(found[key]) for key in some)
