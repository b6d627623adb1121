"""The loop that keeps an archive crawling: sources that are due are crawled in batches, each in a process of its own.

The loop itself knows no more than whose turn it is when. What has to be read for that (the configuration, the index) is read by
its children, so that it stays small however long it runs.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from newsarchive.schedule.children import Child, nursery
from newsarchive.schedule.due import Due
from newsarchive.schedule.service import Service
from newsarchive.schedule.signals import Signals
from newsarchive.schedule.turns import Turns
from newsarchive.schedule.watch import State, state_of_files
from newsarchive.schedule.witness import Ended, Plan, Witness

TICK = 5.0
"""Seconds after which the loop looks at the files, and at the clock, which may have gone on while the machine slept."""
TOGETHER = timedelta(seconds=10)
"""Sources that would be due within that time are crawled with those that are due, where their pace allows."""
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
"""After a batch that could not go on, or whose process died; twice as long each time."""


class LoopError(Exception):
    """The loop cannot begin."""

    def __init__(self, reason: str, code: int) -> None:
        super().__init__(reason)
        self.code = code
        """The exit code that says so."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the children do. Each is called with a :class:`~newsarchive.schedule.children.Telling`, and can be pickled."""

    plan: Callable[..., None]
    """``plan(telling, folder)`` says ``plan`` with a :class:`Plan`, or ``ended`` with what is wrong."""
    batch: Callable[..., None]
    """``batch(telling, folder, names, definitions)`` says ``closed`` with a source and when it is due, and at last ``ended``."""
    preload: Sequence[str] = ()
    """Modules that they import."""


@dataclass(eq=False, slots=True)
class _Batch:
    number: int
    names: tuple[str, ...]
    child: Child
    began: float = field(default_factory=time.monotonic)
    open: set[str] = field(default_factory=set)
    """Its sources that are not closed yet: they are in no other batch meanwhile."""
    ended: Ended | None = None


class Loop:
    """Keeps the sources of one archive crawling, until it is told to stop."""

    def __init__(self, folder: Path, configuration: str, work: Work, witness: Witness) -> None:
        """``configuration``: the name of the file in ``folder`` that says what is crawled."""
        self._folder, self._configuration = folder, configuration
        self._work, self._witness = work, witness
        self._nursery = nursery(work.preload)
        self._service = Service()
        self._due: set[str] = set()
        """Sources whose turn has come, and that are in no batch yet."""
        self._turns = Turns(self._due.add)
        self._dues: dict[str, Due] = {}
        self._troubles: dict[str, int] = {}
        """Source to the number of batches in a row that broke, or died, with it."""
        self._batches: list[_Batch] = []
        self._begun = 0
        self._planning: Child | None = None
        self._is_read = False
        """The child that reads the files has said what they come to."""
        self._plan: Plan | None = None
        self._files: State = frozenset()
        self._stop: signal.Signals | None = None

    def run(self) -> signal.Signals:
        """Crawl until a signal says to stop; which one it was.

        Raises:
            LoopError: the configuration, or the index, cannot be used to begin with.
        """
        with Signals() as signals:
            try:
                while not (self._stop and not self._children()):
                    self._obey(signals)
                    self._step(signals)
            finally:
                for child in self._children():  # an error of our own: they are not left behind
                    child.end()
        return self._stop

    def _step(self, signals: Signals) -> None:
        if not self._stop:
            self._look_at_files()
            self._turns.take_due()
            self._start_batches()
        self.wait([signals.connection, *(child.connection for child in self._children())], self._seconds())
        for child in self._children():
            child.urge()
        self._hear()
        self._service.alive(self._status())

    def wait(self, events: Sequence[Connection | int], seconds: float) -> None:
        """Wait for a signal or a child, so long at the most."""
        wait(events, seconds)

    def spawn(self, work: Callable[..., None], *arguments: Any) -> Child:
        """A child that does that."""
        return Child(self._nursery, work, arguments)

    @property
    def next_turn(self) -> datetime | None:
        """When the next source is due."""
        found = self._turns.next()
        return found[1] if found else None

    @property
    def is_busy(self) -> bool:
        """Whether a child runs."""
        return bool(self._children())

    def _seconds(self) -> float:
        """To wait at the most."""
        following = self.next_turn
        if following is None or self._stop or not self._has_room():
            return TICK
        return min(TICK, max(0.0, (following - datetime.now(UTC)).total_seconds()))

    def _children(self) -> list[Child]:
        return [batch.child for batch in self._batches] + ([self._planning] if self._planning else [])

    def _has_room(self) -> bool:
        return self._plan is not None and len(self._batches) < self._plan.batches

    def _status(self) -> str:
        following = self._turns.next()
        then = f"; next is {following[0]} at {following[1].isoformat(timespec='seconds')}" if following else ""
        return f"{len(self._batches)} batches at work{then}"

    # --- what it is told ----------------------------------------------------------------------------------------------

    def _obey(self, signals: Signals) -> None:
        for number in signals.taken():
            if number == signal.SIGHUP:
                self._service.reloading()
                self._files = frozenset()
            else:
                self.stop(number)

    def stop(self, number: signal.Signals) -> None:
        """Begin no batch any more, and let those that run come to their end; the second time, do not wait for them."""
        for child in self._children():
            child.stop(harder=self._stop is not None)
        if self._stop is None:
            self._stop = number
            self._service.stopping()
            self._witness.stopping(len(self._batches), number.name)

    def _look_at_files(self) -> None:
        if self._planning:
            return
        files = state_of_files(self._folder, self._configuration)
        if files != self._files:
            self._files = files
            self._planning, self._is_read = self.spawn(self._work.plan, self._folder), False

    def _take_plan(self, plan: Plan) -> None:
        if not plan.due and self._plan is None:
            raise LoopError(f"no sources: name some under `sources` in {self._configuration}", 2)
        self._plan = plan
        at_work = {name for batch in self._batches for name in batch.open}
        for name in [*self._dues]:
            if name not in plan.due:
                self._turns.drop(name)
                self._due.discard(name)
                del self._dues[name]
        for name, due in plan.due.items():
            self._dues[name] = due
            if name not in at_work and name not in self._due:
                self._schedule(name, due)
        self._witness.reloaded(plan)
        self._service.ready()

    def _refuse_plan(self, why: Ended) -> None:
        if self._plan is None:
            raise LoopError(why.broken or "", why.code)
        self._witness.broken(why.broken or "")
        self._service.ready()

    # --- batches ------------------------------------------------------------------------------------------------------

    def _schedule(self, name: str, due: Due) -> None:
        if self._plan is None or name not in self._plan.due:  # left out meanwhile
            return
        self._dues[name] = due
        at = due.at
        if troubles := self._troubles.get(name):
            pause = min(_FIRST_PAUSE * 2 ** min(troubles - 1, 10), _LONGEST_PAUSE)
            at = max(at, datetime.now(UTC) + pause)
        self._turns.put(name, at)
        self._witness.scheduled(name, at, due)

    def _start_batches(self) -> None:
        """Crawl those whose turn it is, together; but each alone that was in a batch that broke: one of them may do it again."""
        if self._plan is None:
            return
        well = [name for name in sorted(self._due) if not self._troubles.get(name)]
        alone = [[name] for name in sorted(self._due) if self._troubles.get(name)]
        for names in [*([well] if well else []), *alone]:
            if self._has_room():
                self._start_batch(names, self._plan.definitions)

    def _start_batch(self, turns: Sequence[str], definitions: bytes) -> None:
        now = datetime.now(UTC)
        at_work = {name for batch in self._batches for name in batch.open}
        nearly = [
            name
            for name, due in self._dues.items()
            if name not in at_work and not self._troubles.get(name) and due.is_now(now) and due.at <= now + TOGETHER
        ]
        names = tuple(dict.fromkeys([*turns, *([] if self._troubles.get(turns[0]) else nearly)]))
        for name in names:
            self._turns.drop(name)
        self._due.difference_update(names)
        self._begun += 1
        child = self.spawn(self._work.batch, self._folder, names, definitions)
        self._batches.append(_Batch(self._begun, names, child, open=set(names)))
        self._witness.began(self._begun, names)

    def _hear(self) -> None:
        """Take in what the children have said, and those that have ended."""
        if self._planning:
            self._hear_plan(self._planning)
        for batch in [*self._batches]:
            messages, is_over = batch.child.messages()
            for message in messages:
                if message.kind == "closed":
                    name, due = message.content
                    batch.open.discard(name)
                    self._troubles.pop(name, None)
                    self._schedule(name, due)
                else:
                    batch.ended = message.content
            if is_over:
                self._batches.remove(batch)
                self._end(batch, batch.child.close())

    def _hear_plan(self, child: Child) -> None:
        messages, is_over = child.messages()
        for message in messages:
            self._is_read = True
            if isinstance(message.content, Plan):
                self._take_plan(message.content)
            else:
                self._refuse_plan(message.content)
        if is_over:
            self._planning = None
            code = child.close()
            if not self._is_read and not self._stop:
                if self._plan is None:
                    raise LoopError(f"the process that reads the configuration ended with {code}", 1)
                self._files = frozenset()  # it is read again

    def _end(self, batch: _Batch, code: int) -> None:
        ended = batch.ended
        if ended is None and (batch.child.is_up or not self._stop):
            self._witness.died(batch.number, batch.names, code)
        elif ended is not None:
            self._witness.ended(batch.number, batch.names, ended, time.monotonic() - batch.began)
        now = datetime.now(UTC)
        for name in batch.open:
            if ended is None or ended.broken:
                self._troubles[name] = self._troubles.get(name, 0) + 1
            else:
                self._troubles.pop(name, None)
            self._schedule(name, (ended.due.get(name) if ended else None) or Due(now, now))
