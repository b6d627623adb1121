"""Opening the index: connections, transactions, and the migration to the schema of today."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError

from newsarchive.disk import InTheWayError, make_room
from newsarchive.store import schema

Item = TypeVar("Item")

BUSY_SECONDS = 30
"""How long a writer waits for another one before it gives up."""


_IN_THE_WAY = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk does not do what it is told",
    sqlite3.SQLITE_READONLY: "it may not be written to",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened for writing",
    sqlite3.SQLITE_PERM: "it may not be written to",
    sqlite3.SQLITE_BUSY: f"another process has kept it locked for over {BUSY_SECONDS} s",
    sqlite3.SQLITE_LOCKED: "another process keeps it locked",
}
"""SQLite's primary code to what stands in the way of everything that is to be written, whatever it is."""


class DamagedError(Exception):
    """The index cannot be read, or is not one that this program understands."""


class StoreError(InTheWayError):
    """The index is sound, and cannot be used at present: a full disk, a read-only folder. The message names both."""


class Database:
    """The index of one archive, in SQLite.

    A write is one transaction that begins by taking the writers' lock, so that what it read stays true until it commits.
    """

    def __init__(self, path: Path) -> None:
        """Open the index at ``path``, made or brought to today's schema where necessary.

        Raises:
            DamagedError: it is no index, is damaged, or was written by a newer program.
            StoreError: it cannot be used at present.
        """
        self.when_unusable: Callable[[StoreError], None] = lambda _: None
        """Told, before anybody else, of what stands in the way of everything that is to be read or written."""
        self.path = path
        self._shared: Connection | None = None
        path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = _engine(path)
        try:
            self._migrate()
        except BaseException as error:
            self.close()
            if not isinstance(error, DatabaseError | sqlite3.DatabaseError):
                raise
            trouble = _trouble(path, error)
            if trouble is not None:
                raise trouble from error
            reason = error.orig if isinstance(error, DatabaseError) else error
            raise DamagedError(f"{path} cannot be used as the index: {reason}") from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the index throughout.

        Raises:
            StoreError: it cannot be used at present.
        """
        if self._shared is not None:
            yield self._shared
            return
        with self._explained(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """As :meth:`read`, of an index that may be damaged: leaving it does not fail upon that a second time."""
        connection = self._engine.connect()
        try:
            yield connection
        finally:
            with suppress(DatabaseError):
                connection.invalidate()
                connection.close()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are committed together at the end, or not at all.

        Raises:
            StoreError: it cannot be used at present; nothing was changed.
        """
        if self._shared is not None:
            with self._shared.begin_nested():
                yield self._shared
            return
        with self._explained(), self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def copy_to(self, path: Path) -> None:
        """Write one moment of the index to a file of its own, while others may go on reading and writing."""
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that one thread reads and writes within is one transaction: a write alone costs more than what it writes.

        Others that write wait meanwhile: not for much at a time, then.
        """
        with self.write() as connection:
            self._shared = connection
            try:
                yield
            finally:
                self._shared = None

    def close(self) -> None:
        """Close all connections; SQLite then folds its log into the file."""
        self._engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, sqlite3.DatabaseError) as error:
            trouble = _trouble(self.path, error)
            if trouble is None:
                raise
            self.when_unusable(trouble)
            raise trouble from error

    def _migrate(self) -> None:
        version = self._version()
        if version == schema.VERSION:
            return
        # Imported here because it costs a tenth of a second that no other start needs to pay.
        from alembic import command  # noqa: PLC0415
        from alembic.config import Config  # noqa: PLC0415
        from alembic.util import CommandError  # noqa: PLC0415

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
        with self.write() as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                raise DamagedError(
                    f"{self.path} has the schema {version}, which this version of newsarchive does not know; upgrade newsarchive"
                ) from error

    def _version(self) -> str | None:
        with self.read() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _trouble(path: Path, error: BaseException) -> StoreError | None:
    """What stands in the way of using the index, if that is what the error says."""
    code = getattr(error.orig if isinstance(error, DatabaseError) else error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary not in _IN_THE_WAY or path.is_dir():
        return None
    remedy = f"; {make_room(path)}" if primary == sqlite3.SQLITE_FULL else ""
    return StoreError(f"the index {path} cannot be used: {_IN_THE_WAY[primary]}{remedy}")


def _engine(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: Any) -> None:
        # Python's module would begin transactions by itself, late and without the lock; `_begin` does it instead.
        connection.isolation_level = None
        _use_wal(connection)
        # In WAL mode this survives a kill at any moment; a power cut can only lose the last commits, never tear one,
        # and an article that was lost so is found and fetched again by the next crawl.
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        # Past SQLAlchemy, whose bookkeeping of a statement takes longer than what SQLite does here.
        sqlite: Any = connection.connection.dbapi_connection
        sqlite.execute("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log, which is waited for here: SQLite itself does not wait where two switch at once."""
    patience = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > patience:
                raise
            time.sleep(0.02)
        else:
            return


def batches(items: Sequence[Item], size: int = 500) -> Iterator[Sequence[Item]]:
    """Pieces small enough for one statement: SQLite takes at most 999 parameters in older versions."""
    return (items[start : start + size] for start in range(0, len(items), size))
