"""`newsarchive schedule run`: keep crawling, each source when it is due."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.place import FILE, STATE
from newsarchive.schedule.due import Due
from newsarchive.schedule.lock import LoopLock, RunningError
from newsarchive.schedule.loop import Loop, LoopError, Work
from newsarchive.schedule.witness import Ended, Plan, Witness

PRELOAD = ("newsarchive.cli.schedule.preload",)


@click.command("run")
@common_options
def command(invocation: Invocation) -> int:
    """Keep crawling, each source when it is due, until it is stopped.

    SIGTERM and Ctrl-C let the answers that are on their way come in, and stop; a second one does not wait for them. SIGHUP reads
    the configuration anew, which happens by itself when its files change.
    """
    folder = invocation.locate()
    try:
        with LoopLock(folder / STATE):
            number = Loop(folder, FILE, work_of(invocation), Announcer(invocation)).run()
    except (LoopError, RunningError) as error:
        invocation.note(f"Error: {error}")
        return error.code if isinstance(error, LoopError) else exit_codes.USAGE
    return exit_codes.INTERRUPTED if number == signal.SIGINT else exit_codes.WELL


def work_of(invocation: Invocation) -> Work:
    """What the children of the loop do."""
    return Work(partial(_plan, invocation), partial(_batch, invocation), PRELOAD)


def _plan(invocation: Invocation, telling: Any, folder: Path) -> None:
    from newsarchive.cli.schedule.work import read_plan

    read_plan(telling, folder, invocation=invocation)


def _batch(invocation: Invocation, telling: Any, folder: Path, names: Sequence[str], definitions: bytes) -> None:
    from newsarchive.cli.schedule.work import crawl_batch

    crawl_batch(telling, folder, names, definitions, invocation=invocation)


class Announcer(Witness):
    """Tells people on standard error what they must know, and programs everything."""

    def __init__(self, invocation: Invocation) -> None:
        self._invocation = invocation

    def began(self, batch: int, names: Sequence[str]) -> None:
        """A batch of sources is crawled."""
        super().began(batch, names)
        self._invocation.emit("batch", number=batch, sources=list(names))

    def ended(self, batch: int, names: Sequence[str], ended: Ended, seconds: float) -> None:
        """A batch has come to its end."""
        super().ended(batch, names, ended, seconds)
        self._invocation.emit(
            "batch-ended", number=batch, sources=list(names), counts=ended.counts, seconds=round(seconds, 3), broken=ended.broken
        )
        if ended.broken:
            self._say(f"Error: {ended.broken}. What was archived by then is kept, and the rest is tried again.")

    def died(self, batch: int, names: Sequence[str], code: int) -> None:
        """The process of a batch ended without a word."""
        super().died(batch, names, code)
        self._invocation.emit("batch-died", number=batch, sources=list(names), code=code)
        how = f"by signal {-code}" if code < 0 else f"with {code}"
        self._say(f"Error: the process that crawled {', '.join(names)} ended {how}; they are tried again later.")

    def scheduled(self, name: str, at: datetime, due: Due) -> None:
        """A source is due next at that time."""
        super().scheduled(name, at, due)
        self._invocation.emit("due", source=name, at=at.isoformat(timespec="seconds"), failed=due.failed)

    def reloaded(self, plan: Plan) -> None:
        """The configuration was read."""
        super().reloaded(plan)
        self._invocation.emit("configuration", sources=list(plan.due))
        self._say(f"crawling {plural(len(plan.due), 'source')} when they are due")

    def broken(self, reason: str) -> None:
        """The configuration cannot be used."""
        super().broken(reason)
        self._invocation.emit("configuration-broken", reason=reason)
        self._say(f"Error: {reason}. What was configured before goes on until that is mended.")

    def stopping(self, running: int, why: str) -> None:
        """The loop comes to its end."""
        super().stopping(running, why)
        self._invocation.emit("stopping", batches=running, why=why)
        self._say(f"stopping: {plural(running, 'batch', 'batches')} to wait for" if running else "stopping")

    def _say(self, words: str) -> None:
        if not self._invocation.verbose:  # the log is shown then, and has it
            self._invocation.note(words)
