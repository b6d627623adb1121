"""One loop an archive: a second one is told which process is the first."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

NAME = "schedule.lock"
PID = "schedule.pid"
"""The file beside it that names the process, for people and service managers."""


class RunningError(Exception):
    """Another loop keeps the archive crawling."""


class LoopLock:
    """Held while a loop runs. The system takes it away from a process that dies, however it dies; so none is ever stale."""

    def __init__(self, state: Path) -> None:
        """``state``: the archive's folder of that name."""
        self._lock = FileLock(state / NAME)
        self._pid = state / PID

    def __enter__(self) -> Self:
        """Take it.

        Raises:
            RunningError: another process has it.
        """
        self._pid.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            who = running(self._pid.parent)
            process = f" (process {who})" if who else ""
            raise RunningError(
                f"another `schedule run`{process} keeps this archive crawling; stop it before you start one, "
                "or crawl beside it with `newsarchive crawl`"
            ) from None
        self._pid.write_text(f"{os.getpid()}\n", encoding="ascii")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pid.unlink(missing_ok=True)
        self._lock.release()


def running(state: Path) -> int | None:
    """The process that says to be the loop of an archive."""
    try:
        return int((state / PID).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
