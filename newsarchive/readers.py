"""Pages are read by processes of their own, while this one goes on asking for more.

A page that ends its reader, by a fault of a library or by taking for ever, costs itself and nothing else: the reader is
replaced, and those that waited behind the page are asked again.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from newsarchive.extract.page_article import PageArticle
from newsarchive.extract.rules.rules import Rule
from newsarchive.reading_process import LENGTH, LONGEST, message, read

_PATIENCE = 24
"""Pages that are read by the process itself first: a small crawl need not wait for another one to start."""
_BUFFER = 1 << 20
"""Bytes of answers that are taken in at once."""
_IN_HAND = 4
"""Pages that a reader has at once: the next is there when it has done with one."""


class ReaderError(Exception):
    """A page that ended the process that read it; the message says how."""


def readers_for(choice: int | None) -> int:
    """How many processes read, for what is configured; by default one fewer than there are processors for this one."""
    return len(os.sched_getaffinity(0)) - 1 if choice is None else choice


class Readers:
    """The processes that read pages. Started when there is enough to read, and gone when it is closed, or its process ends."""

    def __init__(self, most: int, rules: Callable[[], Iterable[Rule]], patience: int = _PATIENCE) -> None:
        """``most``: processes; with 0 this one reads. ``rules``: asked for the site rules when there is a page to read.

        ``patience``: pages that are read here before others are started."""
        self._most = most
        self._rules = rules
        self._patience = patience
        self._readers: list[_Reader] = []
        self._free = asyncio.Semaphore(most * _IN_HAND)

    async def read(self, **page: Any) -> PageArticle:
        """The article on a page; arguments as of :func:`newsarchive.extract.page_article.read_page`, without the rules.

        Raises:
            JunkError: there is none.
            ReaderError: nobody can read it.
        """
        if self._most < 1 or self._patience > 0:
            self._patience -= 1
            return read(page, self._rules())
        async with self._free:
            while True:
                answer = await self._reader().ask(page)
                if isinstance(answer, Exception):
                    raise answer
                if answer is not None:
                    return answer

    def close(self) -> None:
        """End the processes."""
        for reader in self._readers:
            reader.close()
        self._readers.clear()

    def _reader(self) -> _Reader:
        """The one with the least in hand; those that have ended are replaced."""
        self._readers = [each for each in self._readers if not each.ended]
        while len(self._readers) < self._most:
            self._readers.append(_Reader(tuple(self._rules())))
        return min(self._readers, key=lambda each: each.waiting)


class _Reader:
    """One process, which answers in the order in which it is asked."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "newsarchive.reading_process", str(theirs.fileno())]
            # In a session of its own: Ctrl-C is for this process, which lets what has come in be read.
            self._process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
        self.ended = False
        self._asked: deque[asyncio.Future[PageArticle | Exception | None]] = deque()
        self._speaking = asyncio.ensure_future(self._speak(ours))
        self._questions: asyncio.Queue[bytes] = asyncio.Queue()
        self._questions.put_nowait(message(rules))

    @property
    def waiting(self) -> int:
        """How many pages it has in hand."""
        return len(self._asked)

    async def ask(self, page: dict[str, Any]) -> PageArticle | Exception | None:
        """The article, or what is to be raised; None when the process ended before it came to the page."""
        answer: asyncio.Future[PageArticle | Exception | None] = asyncio.get_running_loop().create_future()
        self._asked.append(answer)
        self._questions.put_nowait(message(page))
        return await answer

    def close(self) -> None:
        """End the process, whatever it is at."""
        self._speaking.cancel()
        self._process.kill()
        self._end()

    async def _speak(self, connection: socket.socket) -> None:
        hears, says = await asyncio.open_connection(sock=connection, limit=_BUFFER)
        asking = asyncio.ensure_future(self._ask(says))
        try:
            while True:
                length = int.from_bytes(await hears.readexactly(LENGTH), "big")
                answer = pickle.loads(await hears.readexactly(length))  # noqa: S301  # written by a process of our own
                self._asked.popleft().set_result(answer)
        except (asyncio.IncompleteReadError, OSError):
            self._end()
        finally:
            asking.cancel()
            says.close()

    async def _ask(self, says: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):  # whoever listens for answers finds out as well
            while True:
                says.write(await self._questions.get())
                await says.drain()

    def _end(self) -> None:
        """The first page in hand has ended it; those behind have not been looked at."""
        self.ended = True
        try:
            status = self._process.wait(timeout=1)  # it has closed its side, and is gone in a moment
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        for number, answer in enumerate(self._asked):
            if not answer.done():
                answer.set_result(None if number else ReaderError(_how(status)))
        self._asked.clear()


def _how(status: int) -> str:
    """In words, how a process ended that had a page to read."""
    if status == -signal.SIGALRM:
        return f"the page could not be read within {LONGEST} s"
    how = f"by the signal {signal.Signals(-status).name}" if status < 0 else f"with the status {status}"
    return f"the page ended the process that read it, {how}"
