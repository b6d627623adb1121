"""The hosts of a run, each with its own pace: whose turn it is, how long to wait, and when to leave a host alone.

All spiders of a run share them. What is decided here is decided for the host, and not for the one request that met with it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

from scrapy.exceptions import IgnoreRequest

from newsarchive.config.politeness import Politeness
from newsarchive.fetch.reach import host_of
from newsarchive.fetch.reasons import answer

TROUBLE = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
"""Statuses that speak of the server's state, and not of the page."""
BUSY = frozenset({429, 503})
"""Statuses by which a server asks for a pause."""
_GLANCE = 0.2
"""Seconds after which whoever waits looks again whether it is worth waiting."""


class LeftError(IgnoreRequest):
    """Not asked for in this run and left for the next one: no failure."""


class HostOffError(IgnoreRequest):
    """The host is being left alone."""


class _Off(NamedTuple):
    until: float
    why: str


class Host:
    """One host: a line in which requests wait, a few seats, and a switch."""

    def __init__(self, politeness: Politeness, now: Callable[[], float] = time.monotonic) -> None:
        self._politeness = politeness
        self._now = now
        self._seats = asyncio.Semaphore(politeness.concurrency)
        self._line = asyncio.Lock()
        self._least = self.delay = politeness.delay.total_seconds()
        """Seconds between two requests: at the least, and at present."""
        self._free_at = 0.0
        self._failed: set[str] = set()
        """The addresses that could not be had since the last good answer; one that is tried again counts once."""
        self._off: _Off | None = None
        self._probing = False

    @asynccontextmanager
    async def turn(self, stopped: Callable[[], bool] = lambda: False) -> AsyncIterator[None]:
        """Wait for a turn, and have it.

        Raises:
            HostOffError: the host is being left alone; nobody waits for that to end.
            LeftError: ``stopped`` says that the crawl is being stopped.
        """
        async with self._seats:
            async with self._line:
                await self._wait(stopped)
                self._free_at = self._now() + self.delay
                probe = self._probing = self._off is not None
            try:
                yield
            finally:
                if probe:
                    self._probing = False

    def at_least(self, seconds: float) -> None:
        """Let no less than this pass between two requests, as the site's robots.txt asks."""
        self._least = max(self._least, seconds)
        self.delay = max(self.delay, self._least)

    def answered(self, address: str, status: int, latency: float, retry_after: float | None) -> None:
        """The host has answered: after ``latency`` seconds, perhaps asking for a pause."""
        if status in TROUBLE:
            self.failed(address, answer(status))
            if status in BUSY:
                self._pause(retry_after)
            return
        self._failed.clear()
        self._off = None
        # At this delay half of the seats are in use; a server that slows down is asked less often.
        fitting = 2 * latency / self._politeness.concurrency
        self.delay = max(self._least, (self.delay + min(fitting, self._patience)) / 2)

    def failed(self, address: str, why: str) -> None:
        """There was no answer, or none that speaks of a server in good health."""
        self._failed.add(address)
        if self._off or len(self._failed) >= self._politeness.failures:
            words = f"{len(self._failed)} addresses in a row could not be had, the last because {why}"
            self._off = _Off(self._now() + self._politeness.rest.total_seconds(), words)

    @property
    def _patience(self) -> float:
        return self._politeness.patience.total_seconds()

    def _pause(self, seconds: float | None) -> None:
        seconds = self._politeness.backoff.total_seconds() if seconds is None else seconds
        if seconds > self._patience:
            words = f"the server asks for a pause of {seconds:.0f} s, longer than `politeness.patience`"
            self._off = _Off(self._now() + seconds, words)
        self._free_at = max(self._free_at, self._now() + min(seconds, self._patience))

    async def _wait(self, stopped: Callable[[], bool]) -> None:
        """Wait until the next request may go, however often that is put off meanwhile."""
        while True:
            if stopped():
                raise LeftError("the crawl was interrupted")
            now = self._now()
            if self._off and (now < self._off.until or self._probing):
                raise HostOffError(f"the host is left alone for now: {self._off.why}")
            if now >= self._free_at:
                return
            await asyncio.sleep(min(self._free_at - now, _GLANCE))


class Hosts:
    """The hosts that a run has to do with."""

    def __init__(self, politeness: Politeness) -> None:
        self.politeness = politeness
        self._hosts: dict[str, Host] = {}

    def of(self, url: str) -> Host:
        """The host of an address; HTTP and HTTPS on their ordinary ports are one."""
        key = host_of(url)
        if key not in self._hosts:
            self._hosts[key] = Host(self.politeness)
        return self._hosts[key]
