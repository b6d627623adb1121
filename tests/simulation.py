"""An archive that lives through days in seconds: the loop of `schedule run` under a clock that jumps.

    with Simulation(folder, datetime(2026, 3, 2, 6, tzinfo=UTC)) as simulation:
        simulation.run(datetime(2026, 3, 9, 6, tzinfo=UTC), between=publish)
    simulation.of("batch-ended")

What runs is what runs in earnest: the loop, its batches in processes of their own, the network to 127.0.0.1. Only where the loop
would wait for the next source to be due, the clock (``datetime.now``, ``time.time``; ``time.monotonic`` is left alone) jumps to
that moment; while a batch is at work it goes on as clocks do. A child's clock begins at the moment at which it is started, and a
site in the test's own process sees the simulated time as well. Files have their times from the system, as ever.

``between`` is called with the moment after every jump, before what is due then is crawled: the place to publish articles, to
switch faults on and off, to look at what is there. Jumps lead from one source that is due to the next; ``stops`` adds moments at
which ``between`` is called in any case.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import time_machine

from newsarchive.cli.common import Invocation
from newsarchive.cli.schedule.run import PRELOAD as preloaded_in_earnest  # noqa: N811  # there are two of the name
from newsarchive.cli.schedule.run import work_of
from newsarchive.config import FILE
from newsarchive.schedule.children import Child, Telling
from newsarchive.schedule.due import Due
from newsarchive.schedule.loop import Loop, Work
from newsarchive.schedule.witness import Ended, Plan, Witness

PRELOAD = (*preloaded_in_earnest, "tests.simulation", "tests.schedule.acts")
"""What children in tests find imported: the same for all tests of a process, which has one place where children come from."""


class Event(NamedTuple):
    """Something that the loop said."""

    moment: datetime
    kind: str
    """``batch``, ``batch-ended``, ``batch-died``, ``due``, ``configuration``, ``configuration-broken``."""
    said: dict[str, Any]


class Simulation:
    """The loop of an archive under a clock that jumps. The clock is turned for the whole process, from entering to leaving."""

    def __init__(self, folder: Path, begin: datetime, *, work: Work | None = None) -> None:
        """``begin``: the moment at which it begins, aware. ``work``: what the children do, if not what they do in earnest."""
        self.folder = folder
        self.events: list[Event] = []
        """What the loop said, in order."""
        self.log = folder.parent / f"{folder.name}.log"
        """What the children wrote on standard output and standard error."""
        self._travel = time_machine.travel(begin.astimezone(UTC), tick=True)
        self._clock: time_machine.Coordinates | None = None
        self._work = work or replace(work_of(Invocation(str(folder), verbose=True)), preload=PRELOAD)

    def __enter__(self) -> Self:
        self._clock = self._travel.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._travel.stop()

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def run(
        self, until: datetime, between: Callable[[datetime], None] = lambda _: None, *, stops: Iterable[datetime] = ()
    ) -> None:
        """Keep the archive crawling until that (aware) moment, and let the batch that is at work then come to its end.

        It can be called again, to go on: that is a loop that was stopped and started anew.
        """
        _Jumping(self, self._work, until, between, sorted(stops)).run()

    def move_to(self, moment: datetime) -> None:
        """Turn the clock to that (aware) moment, as if the machine had slept until then."""
        assert self._clock is not None, "enter the simulation first"
        self._clock.move_to(moment.astimezone(UTC))

    def of(self, kind: str) -> list[Event]:
        """The events of one kind."""
        return [event for event in self.events if event.kind == kind]


class _Jumping(Loop):
    """The loop, jumping where it would wait with nothing to do."""

    def __init__(
        self,
        simulation: Simulation,
        work: Work,
        until: datetime,
        between: Callable[[datetime], None],
        stops: Sequence[datetime],
    ) -> None:
        super().__init__(simulation.folder, FILE, work, _Recorder(simulation))
        self._simulation, self._until, self._between, self._stops = simulation, until, between, [*stops]

    def wait(self, events: Sequence[Connection | int], seconds: float) -> None:
        if self.is_busy:
            super().wait(events, seconds)
            return
        now = self._simulation.now
        if now >= self._until:
            self.stop(signal.SIGTERM)
            return
        self._stops = [each for each in self._stops if each > now]
        moment = min([self._until, *self._stops[:1], *([self.next_turn] if self.next_turn else [])])
        if moment > now:
            self._simulation.move_to(moment)
        self._between(self._simulation.now)

    def spawn(self, work: Callable[..., None], *arguments: Any) -> Child:
        log = str(self._simulation.log)
        return super().spawn(_at, self._simulation.now.timestamp(), log, work, arguments)


def _at(telling: Telling, moment: float, log: str, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """In a child: do the work, beginning at that moment."""
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for descriptor in (1, 2):
        os.dup2(file, descriptor)
    with time_machine.travel(datetime.fromtimestamp(moment, UTC), tick=True):
        work(telling, *arguments)


class _Recorder(Witness):
    """Writes down what the loop says."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation

    def _note(self, kind: str, **said: Any) -> None:
        self._simulation.events.append(Event(self._simulation.now, kind, said))

    def began(self, batch: int, names: Sequence[str]) -> None:
        self._note("batch", number=batch, sources=list(names))

    def ended(self, batch: int, names: Sequence[str], ended: Ended, seconds: float) -> None:
        self._note("batch-ended", number=batch, sources=list(names), counts=ended.counts, broken=ended.broken, seconds=seconds)

    def died(self, batch: int, names: Sequence[str], code: int) -> None:
        self._note("batch-died", number=batch, sources=list(names), code=code)

    def scheduled(self, name: str, at: datetime, due: Due) -> None:
        self._note("due", source=name, at=at, failed=due.failed)

    def reloaded(self, plan: Plan) -> None:
        self._note("configuration", sources=list(plan.due))

    def broken(self, reason: str) -> None:
        self._note("configuration-broken", reason=reason)
