"""Pages are read by processes of their own, while this one goes on asking for more.

A page that ends its reader, by a fault of a library or by taking for ever, costs itself and nothing else: the reader is
replaced, and those that waited behind the page are asked again.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from newsarchive.questions import LENGTH, LONGEST, Answer, message

if TYPE_CHECKING:
    from newsarchive.extract.found import PageArticle
    from newsarchive.extract.rules.rules import Rule
    from newsarchive.grouping.signature import Signature

_PATIENCE = 24
"""Pages that are read by the process itself first: a small crawl need not wait for another one to start."""
_BUFFER = 1 << 17
"""Bytes of answers that are taken in at once. Room for a megabyte would be asked of the system, and given back, each time."""
_IN_HAND = 4
"""Pages that a reader has at once: the next is there when it has done with one."""
ENOUGH = 2
"""Processes that read as much as one that crawls asks for and stores: to read takes less than twice what the rest does."""
_REMEMBERED = 512
"""Signatures that are kept until somebody asks for them."""

logger = logging.getLogger(__name__)


class ReaderError(Exception):
    """A page that ended the process that read it; the message says how."""


def readers_for(choice: int | None) -> int:
    """How many processes may read, for what is configured; by default :data:`ENOUGH`, and none on a single processor."""
    if choice is not None:
        return choice
    allowed = getattr(os, "sched_getaffinity", None)  # not on macOS
    processors = len(allowed(0)) if allowed else os.cpu_count() or 1
    return ENOUGH if processors > 1 else 0


class Readers:
    """The processes that read pages. Started when there is enough to read, and gone when it is closed, or its process ends.

    There is another one only when those that are there have their hands full: a crawl that keeps its pauses needs but one.
    """

    def __init__(self, most: int, rules: Callable[[], Iterable[Rule]], patience: int = _PATIENCE) -> None:
        """``most``: processes; with 0 this one reads. ``rules``: asked for the site rules when there is a page to read.

        ``patience``: pages that are read here before others are started."""
        self._most = most
        self._rules = rules
        self._patience = patience
        self._readers: list[_Reader] = []
        self._can_start = True
        self._free = self._seats()
        self.signatures: dict[str, Signature] = {}
        """Those of the last articles that other processes have read, by their digests: what copies are found by."""

    async def read(self, *, suspect: bool = False, **page: Any) -> PageArticle:
        """The article on a page; arguments as of :func:`newsarchive.extract.page_article.read_page`, without the rules.

        ``suspect``: it may be what ended an earlier crawl, and is read by another process, if there is any way to.

        Raises:
            JunkError: there is none.
            ReaderError: the page ends whoever reads it.
        """
        self._patience -= 1
        if suspect and self._most < 1 and self._can_start:
            self._most = 1
            self._free = self._seats()
        if self._most < 1 or (self._patience >= 0 and not suspect):
            return self._read_here(page)
        free = self._free
        async with free:
            if free is not self._free:  # closed meanwhile
                raise asyncio.CancelledError
            while (reader := self._reader()) is not None:
                answer = await reader.ask(page)
                if isinstance(answer, Exception):
                    raise answer
                if answer is not None:
                    return self._noted(answer)
        return self._read_here(page)

    def _read_here(self, page: dict[str, Any]) -> PageArticle:
        # Imported here because it costs a sixth of a second, and many crawls find nothing new, or have all read by others.
        from newsarchive.reading import read  # noqa: PLC0415

        return read(page, self._rules())

    def expect(self, pages: int) -> None:
        """So many pages are to be read: where it is worth it, processes are started now, and not when the pages are there."""
        if pages > self._patience and self._most:
            self._patience = 0
            self._start()

    def _noted(self, answer: Answer) -> PageArticle:
        self.signatures[answer.digest] = answer.signature
        if len(self.signatures) > _REMEMBERED:
            del self.signatures[next(iter(self.signatures))]
        return answer.found

    def close(self) -> None:
        """End the processes. Nobody waits for a page any more that has not been read."""
        self._free = self._seats()
        for reader in self._readers:
            reader.close()
        self._readers.clear()

    def _seats(self) -> asyncio.Semaphore:
        """As many as there may be pages in hand."""
        return asyncio.Semaphore(self._most * _IN_HAND)

    def _reader(self) -> _Reader | None:
        """The one with the least in hand, when what is lacking has been started; None where none can be."""
        if self._most:
            self._start()
        return min(self._readers, key=lambda each: each.waiting) if self._most else None

    def _start(self) -> None:
        """Start a process if none has a hand free; where that cannot be, say so once, and have this one read."""
        why = next((each.never_began for each in self._readers if each.never_began), "")
        self._readers = [each for each in self._readers if not each.ended]
        try:
            if not why and len(self._readers) < self._most and all(each.waiting >= _IN_HAND for each in self._readers):
                self._readers.append(_Reader(tuple(self._rules())))
        except OSError as error:
            why = str(error)
        if why and self._readers:
            self._most = len(self._readers)  # it is slower, and no more than that
        elif why:
            logger.warning("The crawl reads the pages itself, for no process can be started that does: %s", why)
            self._most, self._can_start = 0, False


class _Reader:
    """One process, which says that it is there, and then answers in the order in which it is asked.

    Everything here is done at once, or by the event loop as it comes; so nothing is left over when that is at its end.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        """Raises OSError when no process can be started."""
        self.ended = False
        self.never_began = ""
        """How it ended, when it ended before there was a page that it could have ended by."""
        self._is_there = False
        self._loop = asyncio.get_running_loop()
        self._asked: deque[asyncio.Future[Answer | Exception | None]] = deque()
        self._unsaid, self._heard = bytearray(), bytearray()
        self._connection, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = _started(theirs)
            except OSError:
                self._connection.close()
                raise
        self._connection.setblocking(False)
        self._loop.add_reader(self._connection, self._hear)
        self._say(message(rules))

    @property
    def waiting(self) -> int:
        """How many pages it has in hand."""
        return len(self._asked)

    async def ask(self, page: dict[str, Any]) -> Answer | Exception | None:
        """The article, or what is to be raised; None when the process ended before it came to the page."""
        question = message(page)
        answer: asyncio.Future[Answer | Exception | None] = self._loop.create_future()
        self._asked.append(answer)
        self._say(question)
        return await answer

    def close(self) -> None:
        """End the process, whatever it is at."""
        while self._asked:
            answer = self._asked.popleft()
            if not self._loop.is_closed():
                answer.cancel()
        self._process.kill()
        self._end()

    def _say(self, question: bytes = b"") -> None:
        """Send as much as there is room for; the rest when there is."""
        self._unsaid += question
        try:
            del self._unsaid[: self._connection.send(self._unsaid)]
        except BlockingIOError:
            pass
        except OSError:  # whoever listens for answers finds out as well
            self._unsaid.clear()
        if self._unsaid:
            self._loop.add_writer(self._connection, self._say)
        else:
            self._loop.remove_writer(self._connection)

    def _hear(self) -> None:
        try:
            data = self._connection.recv(_BUFFER)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._end()
            return
        self._heard += data
        while len(self._heard) >= (end := LENGTH + int.from_bytes(self._heard[:LENGTH], "big")):
            try:
                answer = pickle.loads(self._heard[LENGTH:end])  # noqa: S301  # written by a process of our own
            except Exception:  # noqa: BLE001  # what it writes is of no use, whatever is wrong with it
                self._process.kill()
                self._end()
                return
            del self._heard[:end]
            if self._is_there:
                _answer(self._asked.popleft(), answer)
            self._is_there = True

    def _end(self) -> None:
        """The first page in hand has ended it, once it was there; those behind have not been looked at."""
        if self.ended:
            return
        self.ended = True
        if not self._loop.is_closed():
            self._loop.remove_reader(self._connection)
            self._loop.remove_writer(self._connection)
        self._connection.close()
        try:
            status = self._process.wait(timeout=1)  # it has closed its side, and is gone in a moment
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self.never_began = "" if self._is_there else f"it ended {_how(status)}"
        if self._asked and self._is_there:
            _answer(self._asked.popleft(), ReaderError(_blame(status)))
        while self._asked:
            _answer(self._asked.popleft(), None)


def _started(theirs: socket.socket) -> subprocess.Popen[bytes]:
    """A process that serves ``theirs``, and finds what this one finds."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "newsarchive.reading_process", str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for this process, which lets what has come in be read
    )


def _answer(asked: asyncio.Future[Answer | Exception | None], answer: Answer | Exception | None) -> None:
    if not asked.done():  # whoever asked may have been told to stop
        asked.set_result(answer)


def _blame(status: int) -> str:
    """In words, what a page did to the process that had it to read."""
    if status == -signal.SIGALRM:
        return f"the page could not be read within {LONGEST} s"
    return f"the page ended the process that read it, {_how(status)}"


def _how(status: int) -> str:
    return f"by the signal {signal.Signals(-status).name}" if status < 0 else f"with the status {status}"
