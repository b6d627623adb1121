"""A local web server that plays the hosts of the demo's news source, and remembers what it was asked."""

from __future__ import annotations

import contextlib
import hashlib
import socket
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any, Protocol, Self
from urllib.parse import parse_qsl, urlsplit

from newsarchive.demo.content import Answer


class Answering(Protocol):
    """Whatever can say what a path and a query are answered with."""

    def answer(self, path: str, query: Mapping[str, str]) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it arrived."""

    method: str
    target: str
    """Path and query, as they stood in the request line."""
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """By names in lower case."""
    time: float
    """Seconds on the monotonic clock: good for intervals between two requests."""

    @property
    def user_agent(self) -> str:
        return self.headers.get("user-agent", "")


class Wire:
    """The connection that one response goes out on. A misbehaving site writes to it by hand."""

    def __init__(self, handler: BaseHTTPRequestHandler, request: Request, closing: threading.Event) -> None:
        self._handler = handler
        self.request = request
        self.closing = closing
        """Set when the site is being closed: wait on it, never merely sleep."""

    def send(self, answer: Answer) -> None:
        """Send a whole response, or ``304`` to a client that has it already."""
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        headers = {"ETag": tag} | dict(answer.headers) if answer.status == 200 else dict(answer.headers)
        if answer.status == 200 and self._handler.headers.get("If-None-Match") == tag:
            self.head(304, {"ETag": tag})
            return
        self.head(answer.status, {"Content-Length": str(len(answer.body))} | headers)
        if self._handler.command != "HEAD":
            self.write(answer.body)

    def head(self, status: int, headers: Mapping[str, str]) -> None:
        """Send the status line and the headers."""
        self._handler.send_response(status)
        for name, value in headers.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()

    def write(self, data: bytes) -> None:
        """Send bytes of the body, at once."""
        self._handler.wfile.write(data)

    def hang_up(self) -> None:
        """Close the connection after this response, whatever was promised."""
        self._handler.close_connection = True


class Site:
    """A running site on a free port of 127.0.0.1, until it is closed."""

    def __init__(self, content: Answering, port: int = 0) -> None:
        self.content = content
        self.closing = threading.Event()
        self._requests: list[Request] = []
        self._lock = threading.Lock()
        self._server = _Server(self, port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="demo-site", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """``http://127.0.0.1:PORT``, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def requests(self) -> list[Request]:
        """What was asked so far, in the order of arrival."""
        with self._lock:
            return list(self._requests)

    def requests_for(self, target_prefix: str) -> list[Request]:
        """The requests whose path and query begin so: ``/web/webapi?type=45``."""
        return [request for request in self.requests if request.target.startswith(target_prefix)]

    def forget_requests(self) -> None:
        """Start the log afresh, as between two crawls."""
        with self._lock:
            self._requests.clear()

    def respond(self, request: Request, wire: Wire) -> None:
        """Answer one request; a site that misbehaves does so here."""
        wire.send(self.content.answer(request.path, request.query))

    def close(self) -> None:
        """Stop at once: connections are cut, whatever is still going on in them."""
        if self.closing.is_set():
            return
        self.closing.set()
        self._server.shutdown()
        self._server.cut_connections()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _log(self, request: Request) -> None:
        with self._lock:
            self._requests.append(request)


def serve(content: Answering, port: int = 0) -> Site:
    """Start a site with this content; use it in a ``with`` statement, or close it."""
    return Site(content, port)


class _Server(ThreadingHTTPServer):
    """Knows its open connections, so that closing does not wait for a client that keeps one alive."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, site: Site, port: int) -> None:
        self.site = site
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def cut_connections(self) -> None:
        with self._open_lock:
            for connection in self._open:
                with contextlib.suppress(OSError):  # the other side was faster
                    connection.shutdown(socket.SHUT_RDWR)

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer's asks the name service who 127.0.0.1 is, which can take seconds
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that went away early: a test of time-outs looks like this from here."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "demo"
    disable_nagle_algorithm = True  # headers and body are two writes, and would wait 40 ms for each other
    server: _Server

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        request = Request(
            method=self.command,
            target=self.path,
            path=split.path,
            query=dict(parse_qsl(split.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            time=time.monotonic(),
        )
        site = self.server.site
        site._log(request)
        site.respond(request, Wire(self, request, site.closing))

    do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing; the site keeps its own log."""
