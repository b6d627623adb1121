"""One question and its answer, as they went over the wire: what a capture keeps."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

Headers = tuple[tuple[bytes, bytes], ...]
"""Names and values, in their order; a name may come more than once."""

_LINE_END = re.compile(rb"[\r\n]+")


def phrase(status: int) -> str:
    """What a status is called."""
    return next((each.phrase for each in HTTPStatus if each == status), "Unknown")


@dataclass(frozen=True, slots=True)
class Message:
    """An HTTP message: a request or a response."""

    start: bytes
    """Its first line: ``GET /1.html HTTP/1.1`` or ``HTTP/1.1 200 OK``. Empty for what is no HTTP message."""
    headers: Headers
    body: bytes
    """As it was sent: compressed if it was, but not cut into chunks."""

    @property
    def head(self) -> bytes:
        """The first line and the headers, up to and with the empty line."""
        lines = [self.start, *(name + b": " + _LINE_END.sub(b" ", value) for name, value in self.headers), b"", b""]
        return b"\r\n".join(lines)

    def header(self, name: bytes) -> bytes | None:
        """The first header of that name, in lower case."""
        return next((value for each, value in self.headers if each.lower() == name), None)

    def without(self, names: Collection[bytes]) -> Message:
        """The same without the headers of these names, in lower case."""
        return replace(self, headers=tuple(each for each in self.headers if each[0].lower() not in names))


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response."""

    url: str
    date: datetime
    """When it was asked: aware, to the second, as are the dates of records and the `fetched` of articles."""
    response: Message
    request: Message | None = None
    """None where only the answer is known, as of a capture that somebody else made."""
    source: str | None = None
    """The source of the archive that asked."""
    is_list: bool = False
    """It was asked for as something that names articles, and not as one."""
    address: str | None = None
    """The IP address that answered."""
    rendered: bool = False
    """The body is what a browser made of the page, and no server sent it so: it is kept as a resource, not as a response."""
