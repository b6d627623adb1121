"""Work done in processes of its own, forked from one that has imported everything: fresh memory each, and an end with each.

The process that is forked is that of :mod:`multiprocessing`; it ends when those do that use it. A child has a session of its own,
so that Ctrl-C on a terminal is for the loop, which decides what its children do; and it notices when the loop is gone.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

PATIENCE = 30.0
"""Seconds for the answers on their way, after which a child that was told to stop is told so again."""
LAST_WORD = 15.0
"""Seconds after that, when it is killed."""
_UP = "up"

logger = logging.getLogger(__name__)


class Message(NamedTuple):
    """What a child says on its way, or at its end."""

    kind: str
    content: Any


class Telling:
    """A child's way to say something to the loop, which may be gone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self.is_stopped = False
        """The loop has asked for an end."""

    def say(self, kind: str, content: Any = None) -> None:
        """Tell the loop."""
        with self._lock:
            try:
                self._connection.send(Message(kind, content))
            except OSError:
                logger.info("the loop is gone, and is not told of %s", kind)


class Child:
    """One process, as the loop sees it."""

    def __init__(self, context: multiprocessing.context.ForkServerContext, work: Callable[..., None], arguments: Any) -> None:
        """Start it: ``work(telling, *arguments)``; both must be picklable."""
        self.connection, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_live, args=(theirs, work, arguments))
        self.process.start()
        theirs.close()
        self._said: list[Message] = []
        self.is_up = False
        """It has begun to work, and can be told to stop."""
        self._is_over = False
        self._told = 0.0
        self._stops = 0

    @property
    def pid(self) -> int:
        """Its number."""
        return self.process.pid or 0

    def stop(self, *, harder: bool = False) -> None:
        """Tell it to come to an end: the answers on their way are waited for; harder, they are not."""
        self._stops = max(self._stops + 1, 2 if harder else 1)
        self._told = time.monotonic()
        self._listen()
        if self._stops > 2 or not self.is_up:
            self.process.kill()
        elif self.process.is_alive():
            os.kill(self.pid, signal.SIGINT)

    def urge(self) -> None:
        """Stop it harder, when it was told to stop and has taken too long."""
        if self._stops and time.monotonic() > self._told + (PATIENCE if self._stops == 1 else LAST_WORD):
            logger.warning("process %d takes too long to stop, and is stopped harder", self.pid)
            self.stop()

    def messages(self) -> tuple[Sequence[Message], bool]:
        """What it has said since, and whether that was all, for it has ended."""
        self._listen()
        found, self._said = self._said, []
        return found, self._is_over

    def _listen(self) -> None:
        while not self._is_over and self.connection.poll():
            try:
                message = self.connection.recv()
            except EOFError:
                self._is_over = True
            else:
                if message.kind == _UP:
                    self.is_up = True
                else:
                    self._said.append(message)

    def end(self) -> None:
        """Stop it, and kill it where that takes too long."""
        self.stop(harder=True)
        self.process.join(LAST_WORD)
        self.process.kill()
        self.close()

    def close(self) -> int:
        """Wait for its end; the exit code, negative for the signal that ended it."""
        self.process.join()
        code = self.process.exitcode or 0
        self.process.close()
        self.connection.close()
        return code


def nursery(preload: Sequence[str]) -> multiprocessing.context.ForkServerContext:
    """Where children come from; ``preload`` are the modules that they find imported."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


def settle() -> None:
    """Make what was imported so far stay as it is, shared by all children: to be called by the last module that is preloaded."""
    gc.collect()
    gc.freeze()


def _live(connection: Connection, work: Callable[..., None], arguments: Any) -> None:
    """The life of a child."""
    os.setsid()
    telling = Telling(connection)

    def noted(_number: int, _frame: object) -> None:
        telling.is_stopped = True

    # Scrapy takes these over while it crawls. What is before and after is short, and is done to its end.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, noted)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    threading.Thread(target=_watch_the_loop, daemon=True).start()
    telling.say(_UP)
    work(telling, *arguments)


def _watch_the_loop() -> None:
    """Come to an end, as if told to, when the loop is not there any more; if that takes too long, at once."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    wait([parent.sentinel])
    for seconds in (PATIENCE, LAST_WORD):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(seconds)
    os._exit(1)
