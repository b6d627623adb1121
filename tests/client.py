"""The plainest of HTTP clients: what it is given is what was sent, nothing followed, mended or unpacked."""

from __future__ import annotations

import http.client
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def get(url: str, *, timeout: float = 5, **headers: str) -> Reply:
    """Ask once; ``user_agent="x"`` sends the header ``User-Agent``."""
    split = urlsplit(url)
    with closing(http.client.HTTPConnection(split.netloc, timeout=timeout)) as connection:
        target = split.path + (f"?{split.query}" if split.query else "")
        connection.request("GET", target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        with connection.getresponse() as response:
            return Reply(response.status, response.headers, response.read())
