"""One slow call for many who wait for it: made in a thread, so that nothing else stands still meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Shared:
    """Makes a call again and again, one at a time. Who asks while one is being made waits for the next, with all the others."""

    def __init__(self, prepare: Callable[[], Callable[[], None]]) -> None:
        """``prepare`` is called at once, when it is time for the next call, and answers with what is to be called in a thread."""
        self._prepare = prepare
        self._running: asyncio.Future[None] | None = None
        self._next: asyncio.Future[None] | None = None

    async def made(self) -> None:
        """Wait for a call that begins after this. What it raises is raised here."""
        if self._next is None:
            self._next = asyncio.ensure_future(self._after(self._running))
        await asyncio.shield(self._next)

    async def _after(self, running: asyncio.Future[None] | None) -> None:
        if running is not None and not running.done():
            await asyncio.wait([running])
        self._running, self._next = self._next, None
        await asyncio.to_thread(self._prepare())
