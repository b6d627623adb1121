"""Which articles are copies of one piece: in tables, nothing of it in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, select, update

from newsarchive.store.bands import Bands
from newsarchive.store.counters import next_number
from newsarchive.store.database import Database
from newsarchive.store.schema import articles, counters, groups
from newsarchive.store.wordings import Wordings

_GROUPED = "grouped"
"""The counter that says up to which change articles have been grouped."""


# Made once: to build a statement takes longer than to run it.
_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_UPTO = select(counters.c.value).where(counters.c.name == _GROUPED)
_PENDING = select(articles.c.key).where(articles.c.sequence > func.coalesce(_UPTO.scalar_subquery(), 0)).limit(bindparam("most"))
_NUMBER = select(groups.c.number).where(groups.c.article == bindparam("of"))
_MEMBERS = select(groups.c.article).where(groups.c.number == bindparam("of")).order_by(groups.c.article)
_IN_GROUPS = select(groups.c.article).where(groups.c.article.in_(_KEYS), groups.c.number.is_not(None))


class GroupStore:
    """Reads and writes groups."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def grouped(self) -> int:
        """All articles changed up to this one's sequence number have been compared with the others."""
        with self._database.read() as connection:
            return _grouped(connection)

    def pending(self, most: int) -> int:
        """How many articles have not been compared with the others since they changed; counted up to ``most``."""
        with self._database.read() as connection:
            return len(connection.execute(_PENDING, {"most": most}).all())

    def of(self, article: int) -> list[int]:
        """The keys of an article's group, in the order in which they came in; none for one that is alone."""
        with self._database.read() as connection:
            return _members(connection, _number(connection, article))

    def changed_since(self, sequence: int, upto: int) -> Iterator[int]:
        """The keys of articles whose group changed after ``sequence`` and not after ``upto``, in the order of the changes."""
        while True:
            query = (
                select(groups.c.article, groups.c.sequence)
                .where(groups.c.sequence > sequence, groups.c.sequence <= upto)
                .order_by(groups.c.sequence, groups.c.article)
            )
            with self._database.read() as connection:
                # A group changes as a whole, under one number, so a batch never ends within one.
                batch = connection.execute(query.limit(500)).all()
                if len(batch) == 500:
                    batch = connection.execute(query.where(groups.c.sequence <= batch[-1].sequence)).all()
            if not batch:
                return
            yield from (row.article for row in batch)
            sequence = batch[-1].sequence

    @contextmanager
    def change(self) -> Iterator[Change]:
        """Changes to groups that are committed together with how far they go, or not at all."""
        with self._database.write() as connection:
            yield Change(connection)


class Change:
    """One transaction over groups."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.bands = Bands(connection)
        self.wordings = Wordings(connection)

    def in_groups(self, keys: Sequence[int]) -> set[int]:
        """Those of these articles that have copies."""
        return set(self._connection.execute(_IN_GROUPS, {"keys": keys}).scalars()) if keys else set()

    def members(self, article: int) -> list[int]:
        """The keys of an article's group, itself included, in the order in which they came in; itself, if it is alone."""
        return _members(self._connection, _number(self._connection, article)) or [article]

    def join(self, article: int, other: int) -> None:
        """Make an article a copy of another one, and of all that are."""
        number = _number(self._connection, other)
        if number is None:
            number = next_number(self._connection, "group")
            self._put(other, number)
        self._put(article, number)
        self.touch(article)

    def unite(self, article: int, other: int) -> None:
        """Make one group of those of two articles."""
        into, out_of = _number(self._connection, article), _number(self._connection, other)
        if out_of is None:
            self.join(other, article)
        elif into is None:
            self.join(article, other)
        else:
            self._connection.execute(update(groups).where(groups.c.number == out_of).values(number=into))
            self.touch(article)

    def leave(self, article: int) -> None:
        """Make an article one that is alone; so is who had no other copy."""
        self.touch(article)
        rest = [member for member in self.members(article) if member != article]
        for each in [article, *rest] if len(rest) == 1 else [article]:
            self._connection.execute(update(groups).where(groups.c.article == each).values(number=None))

    def touch(self, article: int) -> None:
        """Say that an article's group has changed, to those that show it."""
        number = _number(self._connection, article)
        if number is not None:
            sequence = next_number(self._connection)
            self._connection.execute(update(groups).where(groups.c.number == number).values(sequence=sequence))

    def grouped(self) -> int:
        """As :meth:`GroupStore.grouped`."""
        return _grouped(self._connection)

    def done(self, sequence: int) -> None:
        """All articles changed up to this number have been compared."""
        before = _grouped(self._connection)
        if sequence > before:
            here = counters.c.name == _GROUPED
            if not self._connection.execute(update(counters).where(here).values(value=sequence)).rowcount:
                self._connection.execute(insert(counters).values(name=_GROUPED, value=sequence))

    def _put(self, article: int, number: int) -> None:
        values = {"number": number, "sequence": 0}
        if not self._connection.execute(update(groups).where(groups.c.article == article).values(values)).rowcount:
            self._connection.execute(insert(groups).values(article=article, **values))


def _grouped(connection: Connection) -> int:
    return connection.execute(_UPTO).scalar() or 0


def _number(connection: Connection, article: int) -> int | None:
    return connection.execute(_NUMBER, {"of": article}).scalar()


def _members(connection: Connection, number: int | None) -> list[int]:
    if number is None:
        return []
    return list(connection.execute(_MEMBERS, {"of": number}).scalars())
