"""An archive to try something on: it knows all that the real one knows, and what it is given goes nowhere."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from newsarchive.archive import Archive

_INDEX = "index.sqlite3"


@contextmanager
def rehearsal(folder: Path) -> Iterator[Archive]:
    """The archive in ``folder``, with a copy of its index that is thrown away in the end. Exports are not to be made of it."""
    with tempfile.TemporaryDirectory(prefix="newsarchive-") as state:
        index = folder / "state" / _INDEX
        if index.is_file():
            with closing(sqlite3.connect(index)) as there, closing(sqlite3.connect(Path(state) / _INDEX)) as copy:
                there.backup(copy)
        with Archive(folder, state=Path(state)) as archive:
            yield archive
