"""The index as a whole: its parts, on one database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from newsarchive.store.articles import ArticleStore
from newsarchive.store.captures import CaptureStore
from newsarchive.store.checks import CheckStore
from newsarchive.store.chosen import ChosenStore
from newsarchive.store.database import Database, StoreError
from newsarchive.store.exports import ExportStore
from newsarchive.store.frontier import FrontierStore
from newsarchive.store.groups import GroupStore
from newsarchive.store.integrity import IntegrityView, integrity_view
from newsarchive.store.pictures import PictureStore
from newsarchive.store.quarantine import QuarantineStore
from newsarchive.store.robots import RobotsStore
from newsarchive.store.runs import RunStore
from newsarchive.store.spent import SpentStore
from newsarchive.store.troubles import TroubleStore
from newsarchive.store.visits import VisitStore


class Index:
    """Everything an archive remembers, in one SQLite file."""

    def __init__(self, path: Path) -> None:
        """Open the index at ``path``, which is made where there is none.

        Raises:
            DamagedError: it cannot be used.
            StoreError: it cannot be used at present.
        """
        self._database = Database(path)
        self.articles = ArticleStore(self._database)
        self.quarantine = QuarantineStore(self._database)
        self.runs = RunStore(self._database)
        self.exports = ExportStore(self._database)
        self.robots = RobotsStore(self._database)
        self.spent = SpentStore(self._database)
        self.visits = VisitStore(self._database)
        self.frontier = FrontierStore(self._database)
        self.captures = CaptureStore(self._database)
        self.checks = CheckStore(self._database)
        self.chosen = ChosenStore(self._database)
        self.groups = GroupStore(self._database)
        self.pictures = PictureStore(self._database)
        self.troubles = TroubleStore(self._database)

    def keep_articles_in(self, store: type[ArticleStore]) -> None:
        """Have the articles read and written by another store than the ordinary one."""
        self.articles = store(self._database)

    def when_unusable(self, call: Callable[[StoreError], None]) -> None:
        """Have ``call`` told as soon as the index cannot be used any more, whoever finds that out."""
        self._database.when_unusable = call

    def integrity(self) -> AbstractContextManager[IntegrityView]:
        """The index as it stands at this moment, row by row, to be checked."""
        return integrity_view(self._database)

    def copy_to(self, path: Path) -> None:
        """Write one moment of the index to a file of its own, while others may go on reading and writing."""
        self._database.copy_to(path)

    def together(self) -> AbstractContextManager[None]:
        """Have what one thread reads and writes within committed at once, or not at all."""
        return self._database.together()

    def close(self) -> None:
        """Close the database."""
        self._database.close()
