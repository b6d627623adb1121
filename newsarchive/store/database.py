"""Opening the index: connections, transactions, and the migration to the schema of today."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError

from newsarchive.store import schema

BUSY_SECONDS = 30
"""How long a writer waits for another one before it gives up."""


class DamagedError(Exception):
    """The index cannot be read, or is not one that this program understands."""


class Database:
    """The index of one archive, in SQLite.

    A write is one transaction that begins by taking the writers' lock, so that what it read stays true until it commits.
    """

    def __init__(self, path: Path) -> None:
        """Open the index at ``path``, made or brought to today's schema where necessary.

        Raises:
            DamagedError: it is no index, is damaged, or was written by a newer program.
        """
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
            reason = error.orig if isinstance(error, DatabaseError) else error
            raise DamagedError(f"{path} cannot be used as the index: {reason}") from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the index throughout."""
        if self._shared is not None:
            yield self._shared
            return
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are committed together at the end, or not at all."""
        if self._shared is not None:
            with self._shared.begin_nested():
                yield self._shared
            return
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

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
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

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


def batches(items: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Pieces small enough for one statement: SQLite takes at most 999 parameters in older versions."""
    return (items[start : start + size] for start in range(0, len(items), size))
