"""The demo site with misbehaviours, each switched on for a path or for the id of a story.

    with HostileSite(content) as site:
        site.misbehave("NW202601050001", ServerError())
        site.misbehave("/web/webapi?type=45", Once(Silence()))

A key that begins with a slash stands for all requests whose path and query begin with it, any other key for the
article and the share page of that id. The last one set wins. ``site.behave()`` takes everything back.
"""

from __future__ import annotations

import gzip
import json
import sys
import threading
import time
import zlib
from collections import Counter
from dataclasses import dataclass, replace
from email.utils import formatdate
from functools import partial
from typing import Protocol
from urllib.parse import urlencode

import brotli

from newsarchive.demo import Answer, Request, Site, Wire
from newsarchive.demo.content import HTML, NOT_FOUND, Content

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BUSY_PAGE = "<!doctype html><html><head><title>提示</title></head><body><p>系统繁忙，请稍后再试。</p></body></html>"


class Misbehaviour(Protocol):
    """One way of answering badly."""

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        """Put something on the wire instead of the answer that is due; ``turn`` is 1 at the first request."""


class HostileSite(Site):
    """The same site, misbehaving where it is told to."""

    def __init__(self, content: Content, port: int = 0) -> None:
        self._tricks: dict[str, Misbehaviour] = {}
        self._turns: Counter[str] = Counter()
        self._tricks_lock = threading.Lock()
        super().__init__(content, port)

    def misbehave(self, key: str, trick: Misbehaviour) -> None:
        """Switch a misbehaviour on, counting its turns from the beginning."""
        with self._tricks_lock:
            self._tricks.pop(key, None)
            self._tricks[key] = trick
            self._turns[key] = 0

    def asked(self, key: str) -> int:
        """How often something was asked for under a key since its misbehaviour was switched on."""
        with self._tricks_lock:
            return self._turns[key]

    def behave(self, key: str | None = None) -> None:
        """Take one misbehaviour back, or all of them."""
        with self._tricks_lock:
            for each in [key] if key is not None else list(self._tricks):
                self._tricks.pop(each, None)

    def respond(self, request: Request, wire: Wire) -> None:
        answer = self.content.answer(request.path, request.query)
        with self._tricks_lock:
            key = next((key for key in reversed(self._tricks) if _meant(key, request)), None)
            if key is not None:
                self._turns[key] += 1
                trick, turn = self._tricks[key], self._turns[key]
        if key is None:
            wire.send(answer)
        else:
            trick.play(answer, wire, turn)


def _meant(key: str, request: Request) -> bool:
    if key.startswith("/"):
        return request.target.startswith(key)
    return key in (request.query.get("id"), request.query.get("infoCode"))


# --- when ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Once:
    """Misbehaves the first time, or the first few times, and answers properly from then on."""

    trick: Misbehaviour
    times: int = 1

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        if turn <= self.times:
            self.trick.play(answer, wire, turn)
        else:
            wire.send(answer)


@dataclass(frozen=True)
class Later:
    """Answers properly the first time and misbehaves from then on: the article that was archived, then spoilt."""

    trick: Misbehaviour
    good: int = 1

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        if turn <= self.good:
            wire.send(answer)
        else:
            self.trick.play(answer, wire, turn - self.good)


# --- refusals --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ServerError:
    """An error page under a status that says so."""

    status: int = 500

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        wire.send(Answer.of("<h1>Internal Server Error</h1>", HTML, self.status))


@dataclass(frozen=True)
class TooManyRequests:
    """Asks to be left alone for a number of seconds; or, with ``as_date``, until the moment that this comes to."""

    retry_after: int = 1
    as_date: bool = False
    status: int = 429

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        when = formatdate(time.time() + self.retry_after, usegmt=True) if self.as_date else str(self.retry_after)
        wire.send(Answer(self.status, {"Content-Type": HTML, "Retry-After": when}, b"slow down"))


@dataclass(frozen=True)
class NotFound:
    """Nothing here any more."""

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        wire.send(NOT_FOUND)


@dataclass(frozen=True)
class RedirectLoop:
    """Sends the client from one address to the next for ever; every hop falls under the same key."""

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        query = urlencode(dict(wire.request.query) | {"hop": str(turn)})
        wire.send(Answer(302, {"Location": f"{wire.request.path}?{query}"}))


@dataclass(frozen=True)
class SlowRedirectLoop(RedirectLoop):
    """The same, and each time it thinks for a while."""

    seconds: float = 0.6

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        wire.closing.wait(self.seconds)
        super().play(answer, wire, turn)


@dataclass(frozen=True)
class RedirectTo:
    """Sends the client to another address, which may be one it should not go to."""

    url: str
    status: int = 302

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        wire.send(Answer(self.status, {"Location": self.url}))


# --- trouble on the wire ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Silence:
    """Takes the request and never answers."""

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        wire.closing.wait()
        wire.hang_up()


@dataclass(frozen=True)
class Slow:
    """Thinks for a while, and answers properly."""

    seconds: float = 0.4

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        wire.closing.wait(self.seconds)
        wire.send(answer)


@dataclass(frozen=True)
class Drip:
    """Sends one byte at a time, so that no time-out between two bytes ever strikes."""

    pause: float = 0.05

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        wire.head(answer.status, dict(answer.headers) | {"Content-Length": str(len(answer.body))})
        for byte in answer.body:
            wire.write(bytes([byte]))
            if wire.closing.wait(self.pause):
                break
        wire.hang_up()


@dataclass(frozen=True)
class CutOff:
    """Promises the whole body, sends the first part of it and closes the connection."""

    share: float = 0.5

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        wire.head(answer.status, dict(answer.headers) | {"Content-Length": str(len(answer.body))})
        wire.write(answer.body[: int(len(answer.body) * self.share)])
        wire.hang_up()


@dataclass(frozen=True)
class HangUp:
    """Closes the connection without a word."""

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        wire.hang_up()


@dataclass(frozen=True)
class Packed:
    """The answer as it was, compressed: ``gzip``, ``deflate``, ``br`` or ``zstd``; and in chunks, where that is wanted."""

    coding: str = "gzip"
    chunk: int = 0
    """Bytes of a chunk; with 0 the body comes whole, under its length."""

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        body = self.body(answer)
        headers = dict(answer.headers) | ({"Content-Encoding": self.coding} if self.coding else {})
        if not self.chunk:
            wire.send(Answer(answer.status, headers, body))
            return
        wire.head(answer.status, headers | {"Transfer-Encoding": "chunked"})
        for start in range(0, len(body), self.chunk):
            piece = body[start : start + self.chunk]
            wire.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        wire.write(b"0\r\n\r\n")

    def body(self, answer: Answer) -> bytes:
        """What is sent of an answer, chunks aside."""
        packers = {
            "gzip": partial(gzip.compress, mtime=0),
            "deflate": zlib.compress,
            "br": brotli.compress,
            "zstd": zstd.compress,
        }
        return packers[self.coding](answer.body) if self.coding else answer.body


@dataclass(frozen=True)
class BrokenGzip:
    """A compressed body that breaks off inside, under a length that fits it."""

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        packed = gzip.compress(answer.body)
        headers = dict(answer.headers) | {"Content-Encoding": "gzip"}
        wire.send(Answer(answer.status, headers, packed[: len(packed) // 2]))


@dataclass(frozen=True)
class GzipBomb:
    """A few bytes that unpack to very many: here to megabytes of zeros, wrapped again if so desired."""

    megabytes: int = 64
    layers: int = 1

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        packer = zlib.compressobj(wbits=31)
        packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(self.megabytes)) + packer.flush()
        for _ in range(self.layers - 1):
            packed = gzip.compress(packed)
        encoding = ", ".join(["gzip"] * self.layers)
        wire.send(Answer(answer.status, dict(answer.headers) | {"Content-Encoding": encoding}, packed))


# --- a proper response with something else in it ---------------------------------------------------------------------


@dataclass(frozen=True)
class HtmlInstead:
    """A page for people where a program expects JSON, as if all were well."""

    page: str = BUSY_PAGE

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        wire.send(Answer.of(self.page, HTML))


@dataclass(frozen=True)
class BrokenJson:
    """The JSON that was due, without its end, under a length that fits it."""

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        wire.send(replace(answer, body=answer.body.decode()[:-20].encode()))


@dataclass(frozen=True)
class WrongCharset:
    """The bytes are GBK, the header says UTF-8."""

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        wire.send(replace(answer, body=answer.body.decode().encode("gb18030")))


@dataclass(frozen=True)
class BodyIs:
    """The article as it was, but for its text."""

    text: str

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        reply = json.loads(answer.body)
        for key in reply:
            if key.lower() in ("text", "content"):
                reply[key] = self.text
        wire.send(replace(answer, body=json.dumps(reply, ensure_ascii=False).encode()))


EMPTY_TEXT = BodyIs("")
"""A title, a time, a medium, and no text."""

DELETED_TEXT = BodyIs("<p>该文章已删除</p>")
"""A withdrawn article that says so where its text was."""


@dataclass(frozen=True)
class Huge:
    """An article of five megabytes; or of another size."""

    size: int = 5 * 1024 * 1024

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        paragraph = "<p>" + "长篇累牍，" * 100 + "</p>"
        BodyIs(paragraph * (self.size // len(paragraph.encode()) + 1)).play(answer, wire, turn)


@dataclass(frozen=True)
class Withdrawn:
    """A withdrawn article as the endpoint puts it: every field is empty, or ``null``."""

    value: str | None = ""

    def play(self, answer: Answer, wire: Wire, turn: int) -> None:
        reply = dict.fromkeys(json.loads(answer.body), self.value)
        wire.send(replace(answer, body=json.dumps(reply).encode()))
