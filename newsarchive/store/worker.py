"""Workers: processes that hold leases, and that others must be able to tell dead from alive."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout


class Worker:
    """This process, holding a lock that the system takes away from it when it dies, however it dies."""

    def __init__(self, folder: Path) -> None:
        """Begin to be alive; ``folder`` is where the workers of an archive have their locks."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.name = f"{os.getpid()}-{uuid4().hex[:12]}"
        self._lock = FileLock(self._file(self.name))
        self._lock.acquire()

    def is_alive(self, name: str) -> bool:
        """Whether the worker of that name is still there; one that has no lock is not."""
        if name == self.name:
            return True
        file = self._file(name)
        if not file.exists():
            return False
        try:
            with FileLock(file, timeout=0):
                file.unlink(missing_ok=True)
                return False
        except Timeout:
            return True

    def close(self) -> None:
        """Cease to be."""
        self._file(self.name).unlink(missing_ok=True)
        self._lock.release()

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.lock"


def living(folder: Path) -> list[str]:
    """The workers that are alive at this moment, of those that have their locks in ``folder``."""
    found = []
    for file in sorted(folder.glob("*.lock")):
        try:
            with FileLock(file, timeout=0):
                continue
        except Timeout:
            found.append(file.stem)
    return found
