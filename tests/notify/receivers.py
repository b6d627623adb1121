"""Those who are told: a server of web hooks and one of mail, on this machine."""

from __future__ import annotations

import json
import socket
import threading
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


class Hook:
    """Takes what is posted to it, or answers with an error while it is told to."""

    def __init__(self) -> None:
        self.posts: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.status = 200
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if hook.status == 200:
                    hook.posts.append(json.loads(body))
                    hook.paths.append(self.path)
                self.send_response(hook.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self._server.server_address[1]}/hook"

    @property
    def titles(self) -> list[str]:
        return [each["title"] for each in self.posts]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Mailbox:
    """Takes mail of whoever knows the password."""

    def __init__(self, password: str) -> None:
        self.mails: list[Any] = []
        mailbox = self

        class Handler:
            async def handle_DATA(self, _server: SMTP, _session: object, envelope: Any) -> str:
                mailbox.mails.append(message_from_bytes(envelope.content, policy=policy.default))
                return "250 taken"

        def authenticated(_server: SMTP, _session: object, _envelope: object, _mechanism: str, data: Any) -> AuthResult:
            return AuthResult(success=data.password == password.encode())

        self._controller = Controller(
            Handler(),
            hostname="127.0.0.1",
            port=_free_port(),
            authenticator=authenticated,
            auth_require_tls=False,
            auth_required=True,
            server_hostname="localhost",
        )
        self._controller.start()

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def close(self) -> None:
        self._controller.stop()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
