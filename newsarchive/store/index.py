"""The index as a whole: its parts, on one database."""

from __future__ import annotations

from pathlib import Path

from newsarchive.store.articles import ArticleStore
from newsarchive.store.captures import CaptureStore
from newsarchive.store.checks import CheckStore
from newsarchive.store.database import Database
from newsarchive.store.exports import ExportStore
from newsarchive.store.frontier import FrontierStore
from newsarchive.store.groups import GroupStore
from newsarchive.store.quarantine import QuarantineStore
from newsarchive.store.robots import RobotsStore
from newsarchive.store.runs import RunStore
from newsarchive.store.visits import VisitStore


class Index:
    """Everything an archive remembers, in one SQLite file."""

    def __init__(self, path: Path) -> None:
        """Open the index at ``path``, which is made where there is none.

        Raises:
            DamagedError: it cannot be used.
        """
        self._database = Database(path)
        self.articles = ArticleStore(self._database)
        self.quarantine = QuarantineStore(self._database)
        self.runs = RunStore(self._database)
        self.exports = ExportStore(self._database)
        self.robots = RobotsStore(self._database)
        self.visits = VisitStore(self._database)
        self.frontier = FrontierStore(self._database)
        self.captures = CaptureStore(self._database)
        self.checks = CheckStore(self._database)
        self.groups = GroupStore(self._database)

    def keep_articles_in(self, store: type[ArticleStore]) -> None:
        """Have the articles read and written by another store than the ordinary one."""
        self.articles = store(self._database)

    def close(self) -> None:
        """Close the database."""
        self._database.close()
