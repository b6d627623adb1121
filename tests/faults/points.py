"""The places where the program touches the world, counted; and, where that is wanted, the end of the process at one of them.

Nothing in the product knows of this: the seams are those of the standard library, of SQLAlchemy and of Scrapy.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
from collections import Counter
from collections.abc import Callable
from typing import Any

DEAD = 86
"""The exit code of a process that was ended here."""


class Points:
    """Counts the places that are passed; dies at the one it is told to."""

    def __init__(self) -> None:
        self.die_at: int | None = None
        self.passed = 0
        self.kinds: Counter[str] = Counter()
        self.armed = False

    def arm(self, die_at: int | None) -> None:
        """Begin to count."""
        self.die_at, self.armed = die_at, True

    def at(self, kind: str, last_act: Callable[[], object] | None = None) -> None:
        """A place is passed; ``last_act`` is done there only by a process that dies of it."""
        if not self.armed:
            return
        self.passed += 1
        self.kinds[kind] += 1
        if self.passed == self.die_at:
            if last_act is not None:
                last_act()
            os._exit(DEAD)


POINTS = Points()


def install() -> None:
    """Put the seams in place; call it before the program is imported."""
    for name, kind in (
        ("rename", "rename"),
        ("replace", "rename"),
        ("fsync", "fsync"),
        ("fdatasync", "fsync"),
        ("unlink", "remove"),
    ):
        setattr(os, name, _around(getattr(os, name), kind))
    os.fdopen = _fdopen
    io.FileIO = _FileIO  # type: ignore[misc]
    subprocess.Popen = _Popen  # type: ignore[misc]
    _install_commits()
    _install_responses()


def _around(call: Callable[..., Any], kind: str) -> Callable[..., Any]:
    """The same call, with a place before and a place behind it."""

    def counted(*arguments: Any, **named: Any) -> Any:
        POINTS.at(f"before a {kind}")
        result = call(*arguments, **named)
        POINTS.at(f"after a {kind}")
        return result

    return counted


class _FileIO(io.FileIO):
    """An unbuffered file whose writes can be torn."""

    def write(self, data: Any) -> int:
        view = memoryview(data).cast("B")
        POINTS.at("in a write", lambda: super(_FileIO, self).write(view[: len(view) // 2]))
        return super().write(view)


class _Torn:
    """A file that is written in two halves, with a place between them."""

    def __init__(self, file: Any, kind: str) -> None:
        self._file, self._kind = file, kind

    def write(self, data: bytes) -> int:
        def tear() -> None:
            self._file.write(data[: len(data) // 2])
            self._file.flush()

        POINTS.at(self._kind, tear)
        return self._file.write(data)

    def __enter__(self) -> _Torn:
        return self

    def __exit__(self, *of: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


_open_handle = os.fdopen


def _fdopen(handle: int, mode: str = "r", *arguments: Any, **named: Any) -> Any:
    file = _open_handle(handle, mode, *arguments, **named)
    return _Torn(file, "in a write") if mode == "wb" else file


class _Popen(subprocess.Popen):  # type: ignore[type-arg]
    """A child whose parent dies before it starts, while it works, or takes it along."""

    def __init__(self, args: Any, *rest: Any, **named: Any) -> None:
        is_git = isinstance(args, list) and args[:1] == ["git"]
        if is_git:
            POINTS.at("before a git call")
        super().__init__(args, *rest, **named)
        if is_git:
            POINTS.at("during a git call")
            POINTS.at("during a git call, killed", lambda: self.send_signal(signal.SIGKILL))
            if "fast-import" in args:
                self.stdin = _Torn(self.stdin, "in a write to git")

    def communicate(self, *arguments: Any, **named: Any) -> Any:
        result = super().communicate(*arguments, **named)
        if isinstance(self.args, list) and self.args[:1] == ["git"]:
            POINTS.at("after a git call")
        return result


def _install_commits() -> None:
    from sqlalchemy.engine.default import DefaultDialect

    DefaultDialect.do_commit = _around(DefaultDialect.do_commit, "commit")
    execute = DefaultDialect.do_execute

    def do_execute(self: Any, cursor: Any, statement: str, *rest: Any) -> None:
        execute(self, cursor, statement, *rest)
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            POINTS.at("after a statement")

    DefaultDialect.do_execute = do_execute


def _install_responses() -> None:
    from scrapy import signals
    from scrapy.signalmanager import SignalManager

    send = SignalManager.send_catch_log

    def send_catch_log(self: Any, signal: Any, **named: Any) -> Any:
        if signal is signals.response_downloaded:
            POINTS.at("at a response")
        return send(self, signal, **named)

    SignalManager.send_catch_log = send_catch_log
