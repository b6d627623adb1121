"""Whose turn it is when: APScheduler, without a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers.date import DateTrigger

logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it has a line for every job that it is given


class Turns(BaseScheduler):  # type: ignore[misc]  # it has no types
    """Sources, each with its next turn. A turn that was slept through comes once, as soon as somebody asks."""

    def __init__(self, take: Callable[[str], None]) -> None:
        """``take``: called with the name of each source whose turn it is, by :meth:`take_due`."""
        super().__init__(
            timezone=UTC,
            executors={"default": DebugExecutor()},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        self._take = take
        self.start()

    def put(self, name: str, at: datetime) -> None:
        """The next turn of a source is at that (aware) moment, and at no other."""
        self.add_job(self._take, DateTrigger(at), args=(name,), id=name, name=name, replace_existing=True)

    def drop(self, name: str) -> None:
        """A source has no turn any more."""
        if self.get_job(name) is not None:
            self.remove_job(name)

    def take_due(self) -> None:
        """Take those whose turn it is."""
        self._process_jobs()

    def next(self) -> tuple[str, datetime] | None:
        """Whose turn is next, and when."""
        jobs = self.get_jobs()
        return (jobs[0].id, jobs[0].next_run_time) if jobs else None

    def wakeup(self) -> None:
        """Nothing waits in here: the loop asks when it is at it."""

    def shutdown(self, wait: bool = True) -> None:
        """Forget all turns."""
        super().shutdown(wait)
