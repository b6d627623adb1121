"""The loop as users start it, in processes of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

SECONDS = 120
"""After which something is taken not to happen."""


class Running:
    """A `newsarchive schedule run`, with its children."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "newsarchive", "-C", str(folder), "--json", "schedule", "run"]
        self.folder = folder
        self.out = (folder.parent / "schedule.out").open("ab")
        self.process = subprocess.Popen(command, stdout=self.out, stderr=subprocess.STDOUT, env=os.environ)
        self._known: dict[int, psutil.Process] = {self.process.pid: psutil.Process(self.process.pid)}

    @property
    def said(self) -> str:
        """What was said, by those before as well."""
        return (self.folder.parent / "schedule.out").read_text(encoding="utf-8")

    def until(self, happens: Callable[[], Any]) -> None:
        """Wait until something is so; and remember who is there meanwhile."""
        end = time.monotonic() + SECONDS
        while not happens():
            assert time.monotonic() < end, self.said
            assert self.process.poll() is None, self.said
            self.family()
            time.sleep(0.02)

    def family(self) -> list[psutil.Process]:
        """All processes that are there, the loop the first."""
        try:
            children = self._known[self.process.pid].children(recursive=True)
        except psutil.NoSuchProcess:
            children = []
        self._known.update((each.pid, each) for each in children)
        return [each for each in self._known.values() if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]

    def end(self, number: signal.Signals) -> int:
        """Send a signal to the loop; its exit code, when all that it had started is gone."""
        self.family()
        self.process.send_signal(number)
        code = self.process.wait(SECONDS)
        self.gone()
        return code

    def kill_all(self) -> None:
        """Kill the loop and all that it has started, as when the machine stops."""
        for each in self.family():
            each.kill()
        self.process.wait(SECONDS)
        self.gone()

    def gone(self) -> None:
        """Wait until all that it had started is gone."""
        end = time.monotonic() + SECONDS
        while left := self.family():
            assert time.monotonic() < end, [each.cmdline() for each in left]
            time.sleep(0.02)

    def close(self) -> None:
        """Leave nothing behind, whatever a test has come to."""
        for each in self.family():
            each.kill()
        self.process.wait(SECONDS)
        self.out.close()


@pytest.fixture
def start() -> Iterator[Callable[[Path], Running]]:
    """Starts loops, and ends them with the test."""
    running: list[Running] = []

    def begin(folder: Path) -> Running:
        running.append(Running(folder))
        return running[-1]

    yield begin
    for each in running:
        each.close()


class Heard:
    """In place of the way that a child has to tell the loop something."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Any]] = []
        self.is_stopped = False

    def say(self, kind: str, content: Any = None) -> None:
        """Write it down."""
        self.said.append((kind, content))
