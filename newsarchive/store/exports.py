"""What each export has written: where it stands, what is its own, and what it had to hold back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, select, tuple_, update

from newsarchive.store.database import Database
from newsarchive.store.schema import exports, held_back, written

_BATCH = 400

# Made once: to build a statement takes longer than to run it, and there is one for each file.
_THIS_PATH = (written.c.export == bindparam("of")) & (written.c.path == bindparam("at"))
_ENTER_COMMITTED = update(written).where(_THIS_PATH, written.c.blob == bindparam("what")).values(committed=True)
_DROP = delete(written).where(_THIS_PATH)


@dataclass(frozen=True, slots=True)
class ExportState:
    """Where an export stands: all changes up to ``sequence`` are in ``commit``."""

    sequence: int
    commit: str | None
    fingerprint: str


class ExportStore:
    """Reads and writes the state of the exports.

    The journal of what was written is filled *before* anything is: after a crash, whatever is found half done is known to be
    ours and not the user's.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self, export: str) -> ExportState | None:
        """Where the export stands; None when it never ran to its end."""
        with self._database.read() as connection:
            row = connection.execute(select(exports).where(exports.c.name == export)).first()
        return ExportState(row.sequence, row.commit, row.fingerprint) if row else None

    def journal(self, export: str, paths: list[str]) -> dict[str, dict[str, bool]]:
        """For each path, the contents we ever gave it (as git blobs), and whether they were committed."""
        found: dict[str, dict[str, bool]] = {path: {} for path in paths}
        with self._database.read() as connection:
            for start in range(0, len(paths), _BATCH):
                query = select(written).where(written.c.export == export, written.c.path.in_(paths[start : start + _BATCH]))
                for row in connection.execute(query):
                    found[row.path][row.blob] = row.committed
        return found

    def committed_paths(self, export: str) -> list[str]:
        """Every path that holds something of ours."""
        query = select(written.c.path).where(written.c.export == export, written.c.committed).distinct()
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def written_files(self, export: str) -> int:
        """How many paths hold something of ours."""
        query = select(func.count(written.c.path.distinct())).where(written.c.export == export, written.c.committed)
        with self._database.read() as connection:
            return connection.execute(query).scalar() or 0

    def intend(self, export: str, files: Iterable[tuple[str, str]]) -> None:
        """Enter what is about to be written, as ``(path, blob)``."""
        pairs = list(files)
        with self._database.write() as connection:
            for start in range(0, len(pairs), _BATCH):
                some = pairs[start : start + _BATCH]
                here = (written.c.export == export) & tuple_(written.c.path, written.c.blob).in_(some)
                there = {(row.path, row.blob) for row in connection.execute(select(written.c.path, written.c.blob).where(here))}
                new = [
                    {"export": export, "path": path, "blob": blob, "committed": False}
                    for path, blob in some
                    if (path, blob) not in there
                ]
                if new:
                    connection.execute(insert(written), new)

    def finish(self, export: str, state: ExportState, files: Mapping[str, str | None]) -> None:
        """Remember that ``files`` (path to blob, None for a removed one) are committed and that all is up to ``state``."""
        with self._database.write() as connection:
            _enter_committed(connection, export, {path: blob for path, blob in files.items() if blob is not None})
            gone = [{"of": export, "at": path} for path, blob in files.items() if blob is None]
            if gone:
                connection.execute(_DROP, gone)
            values = {"sequence": state.sequence, "commit": state.commit, "fingerprint": state.fingerprint}
            if not connection.execute(update(exports).where(exports.c.name == export).values(values)).rowcount:
                connection.execute(insert(exports).values(name=export, **values))

    def adopt(self, export: str, files: Mapping[str, str]) -> None:
        """Take these files (path to blob) of the last commit for ours: another index of the same archive had them written."""
        self.intend(export, files.items())
        with self._database.write() as connection:
            _enter_committed(connection, export, files)

    def look_at_all(self, export: str) -> None:
        """Have the next export look at every file, and remove those of ours that are not to be there."""
        with self._database.write() as connection:
            connection.execute(delete(exports).where(exports.c.name == export))

    def forget(self, export: str) -> None:
        """Start anew with an export whose repository is no longer the one we wrote."""
        with self._database.write() as connection:
            connection.execute(delete(exports).where(exports.c.name == export))
            connection.execute(update(written).where(written.c.export == export).values(committed=False))

    def hold(self, export: str, reasons: Mapping[int, str]) -> None:
        """Keep articles for the next export, each with the reason why it could not go out."""
        if not reasons:
            return
        with self._database.write() as connection:
            for article, reason in reasons.items():
                here = (held_back.c.export == export) & (held_back.c.article == article)
                if not connection.execute(update(held_back).where(here).values(reason=reason)).rowcount:
                    connection.execute(insert(held_back).values(export=export, article=article, reason=reason))

    def release(self, export: str, article_keys: list[int]) -> None:
        """The articles have gone out."""
        if not article_keys:
            return
        with self._database.write() as connection:
            for start in range(0, len(article_keys), _BATCH):
                some = article_keys[start : start + _BATCH]
                connection.execute(delete(held_back).where(held_back.c.export == export, held_back.c.article.in_(some)))

    def held(self, export: str) -> dict[int, str]:
        """The articles held back, with the reasons."""
        query = select(held_back.c.article, held_back.c.reason).where(held_back.c.export == export)
        with self._database.read() as connection:
            return {row.article: row.reason for row in connection.execute(query)}


def _enter_committed(connection: Connection, export: str, files: Mapping[str, str]) -> None:
    if files:
        connection.execute(_ENTER_COMMITTED, [{"of": export, "at": path, "what": blob} for path, blob in files.items()])
