"""The program called as a user does, in a process of its own: a fork of one that has imported everything.

A call costs what it does, and not the second of CPU time that it takes to import what it needs. The process that is forked
(`python -m tests.program SOCKET`) is started when it is first needed, and ends when nobody holds its standard input any more.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import json
import os
import pkgutil
import random
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).parent.parent
SECONDS = 120.0
"""After which a call is taken to hang."""
_LONGEST_ORDER = 1 << 20
_REACTOR = "twisted.internet.reactor"
"""Belongs to one process: whoever forks must not have imported it."""
_OF_SCRAPY = tuple(
    f"scrapy.{name}" for name in ("core", "core.downloader", "extensions", "downloadermiddlewares", "spidermiddlewares")
)
"""What Scrapy imports when it begins."""


def python(code: str, *arguments: str) -> str:
    """What ``python -c CODE ARGUMENTS`` prints, where the code ends well."""
    returned, out, err = call(list(arguments), stdin="", cwd=None, environment=os.environ, code=code)
    assert returned == 0, err
    return out


def call(
    arguments: list[str], *, stdin: str, cwd: Path | None, environment: Mapping[str, str], code: str | None = None
) -> tuple[int, str, str]:
    """The exit code, the output and the complaints of ``newsarchive ARGUMENTS``, or of ``python -c CODE ARGUMENTS``."""
    with tempfile.TemporaryDirectory() as temporary, socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as connection:
        folder = Path(temporary)
        (folder / "in").write_text(stdin, encoding="utf-8")
        order = {
            "arguments": arguments,
            "code": code,
            "folder": temporary,
            "cwd": str(cwd or Path.cwd()),
            "environment": dict(environment),
        }
        connection.connect(address())
        connection.settimeout(SECONDS)
        connection.send(json.dumps(order).encode())
        pid = int(connection.recv(100))
        try:
            returned = int(connection.recv(100))
        except TimeoutError as error:
            os.kill(pid, signal.SIGKILL)
            raise subprocess.TimeoutExpired(["newsarchive", *arguments], SECONDS) from error
        return returned, *((folder / name).read_text(encoding="utf-8") for name in ("out", "err"))


class _Server:
    """The process that is forked, of this test process."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.address = str(Path(self._folder.name) / "socket")
        command = [sys.executable, "-m", "tests.program", self.address]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment, start_new_session=True
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"ready\n"

    def end(self) -> None:
        """End it."""
        self._process.communicate()
        self._folder.cleanup()


_addresses: list[str] = []


def address() -> str:
    """Where the process that is forked takes its orders; it is started when that is first asked."""
    if not _addresses:
        server = _Server()
        atexit.register(server.end)
        _addresses.append(server.address)
    return _addresses[0]


def use(address: str) -> None:
    """Have the process forked that another test process has started, and listens there."""
    _addresses.append(address)


def _import_everything() -> None:
    for name in ("newsarchive", "spiders", "pipelines"):
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    for name in ("alembic.command", "PIL.Image"):
        importlib.import_module(name)
    for name in _OF_SCRAPY:
        package = importlib.import_module(name)
        for module in pkgutil.iter_modules(package.__path__, f"{name}."):
            with contextlib.suppress(ImportError), warnings.catch_warnings(action="ignore"):  # what is old, or not installed
                importlib.import_module(module.name)
    assert _REACTOR not in sys.modules, "something imports the reactor when it is imported itself"


def _serve(address: str) -> None:
    """Fork for each order, until standard input ends."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(address)
        listening.listen()
        print("ready", flush=True)
        while True:
            ready, _, _ = select.select([listening, sys.stdin], [], [])
            if sys.stdin in ready:
                return
            connection, _ = listening.accept()
            with connection:
                if os.fork() == 0:
                    listening.close()
                    _obey(connection)
            _reap()


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def _obey(connection: socket.socket) -> None:
    """Run one order in another fork, and say how it ended."""
    order = json.loads(connection.recv(_LONGEST_ORDER))
    pid = os.fork()
    if pid == 0:
        connection.close()
        _become(order)
        _run(order["code"], order["arguments"])
    connection.send(str(pid).encode())
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    try:
        connection.send(str(code).encode())
    finally:
        os._exit(0)


def _run(code: str | None, arguments: list[str]) -> NoReturn:
    if code is None:
        from newsarchive.cli.main import main

        main(arguments)
    else:
        sys.argv = ["-c", *arguments]
        exec(compile(code, "<code>", "exec"), {"__name__": "__main__"})  # noqa: S102  # of our own tests, as `python -c` would
    sys.exit()


def _become(order: dict[str, object]) -> None:
    """Be as a process that was started with this environment, in this folder."""
    os.environ.clear()
    os.environ.update(order["environment"])  # type: ignore[call-overload]
    os.chdir(str(order["cwd"]))
    for descriptor, name, flags in (
        (0, "in", os.O_RDONLY),
        (1, "out", os.O_WRONLY | os.O_CREAT),
        (2, "err", os.O_WRONLY | os.O_CREAT),
    ):
        handle = os.open(Path(str(order["folder"])) / name, flags)
        os.dup2(handle, descriptor)
        os.close(handle)
    time.tzset()
    random.seed()


if __name__ == "__main__":
    _import_everything()
    _serve(sys.argv[1])
