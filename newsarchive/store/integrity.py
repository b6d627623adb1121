"""The index looked at as a database: what SQLite says of it, and its rows as they stand, whatever they say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select, text

from newsarchive.store.database import Database, batches
from newsarchive.store.schema import addresses, articles, captures, counters, pictures, pruned, revisions

_BATCH = 200
"""Articles read together."""


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A row of the table of revisions."""

    revision: int
    sequence: int
    digest: str
    record: str


@dataclass(slots=True)
class ArticleRow:
    """A row of the table of articles, with those that belong to it; nothing of it has been checked."""

    key: int
    source: str
    id: str
    columns: dict[str, str | None]
    """What is kept beside the record for searching: ``url``, ``title``, ``publisher``, ``section``, ``published``, ..."""
    digest: str
    revision: int
    sequence: int
    revisions: list[RevisionRow] = field(default_factory=list)
    known_as: set[str] = field(default_factory=set)
    """The addresses that lead to it."""


class IntegrityView:
    """One moment of the index, however long it is looked at."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def complaints(self) -> Iterator[str]:
        """What SQLite finds wrong with the file, and rows that refer to others which are not there."""
        for (line,) in self._connection.execute(text("PRAGMA integrity_check(100)")):
            if line != "ok":
                yield str(line)
        for table, row, parent, _ in self._connection.execute(text("PRAGMA foreign_key_check")):
            yield f"row {row} of {table} refers to a row of {parent} that is not there"

    def last_change(self) -> tuple[int, int]:
        """The number of the last change as the index counts it, and the greatest that an article has."""
        counted = self._connection.execute(select(counters.c.value).where(counters.c.name == "sequence")).scalar() or 0
        return counted, self._connection.execute(select(func.max(articles.c.sequence))).scalar() or 0

    def articles(self) -> Iterator[ArticleRow]:
        """Every article in the order in which they came in, a few at a time."""
        key = -1
        while True:
            query = select(articles).where(articles.c.key > key).order_by(articles.c.key).limit(_BATCH)
            some = {row.key: _article_row(row._mapping) for row in self._connection.execute(query)}
            if not some:
                return
            belonging = select(revisions).where(revisions.c.article.in_(list(some))).order_by(revisions.c.revision)
            for row in self._connection.execute(belonging):
                some[row.article].revisions.append(RevisionRow(row.revision, row.sequence, row.digest, row.record))
            for row in self._connection.execute(select(addresses).where(addresses.c.article.in_(list(some)))):
                some[row.article].known_as.add(row.address)
            yield from some.values()
            key = max(some)

    def known(self, known_as: list[str]) -> set[str]:
        """Which of these addresses lead to an article at all."""
        found: set[str] = set()
        for some in batches(known_as):
            found.update(self._connection.execute(select(addresses.c.address).where(addresses.c.address.in_(some))).scalars())
        return found

    def captures(self, record_ids: list[str]) -> dict[str, tuple[str, int]]:
        """Where these captures are, as far as they are known: the name of the file, and the byte behind their end."""
        found: dict[str, tuple[str, int]] = {}
        for some in batches(record_ids):
            for row in self._connection.execute(select(captures).where(captures.c.record_id.in_(some))):
                found[row.record_id] = (row.file, row.offset + row.length)
        return found

    def pruned(self, record_ids: list[str]) -> set[str]:
        """Which of these captures were removed on request."""
        found: set[str] = set()
        for some in batches(record_ids):
            found.update(self._connection.execute(select(pruned.c.record_id).where(pruned.c.record_id.in_(some))).scalars())
        return found

    def picture_size(self, file: str) -> int | None:
        """The bytes that a kept picture had when it was kept; None where that is not known."""
        return self._connection.execute(select(pictures.c.size).where(pictures.c.file == file).limit(1)).scalar()

    def capture_files(self) -> dict[str, int]:
        """The files in which captures are known, each with the byte behind the last of them."""
        query = select(captures.c.file, func.max(captures.c.offset + captures.c.length).label("end")).group_by(captures.c.file)
        return {row.file: row.end for row in self._connection.execute(query)}


@contextmanager
def integrity_view(database: Database) -> Iterator[IntegrityView]:
    """A view of the index as it stands now; who writes to it meanwhile is neither seen nor kept waiting."""
    with database.look() as connection:
        yield IntegrityView(connection)


def _article_row(row: object) -> ArticleRow:
    columns = dict(row)  # type: ignore[call-overload]  # a mapping of SQLAlchemy's, which mypy does not see
    known = {name: columns.pop(name) for name in ("key", "source", "id", "digest", "revision", "sequence")}
    return ArticleRow(columns=columns, **known)
