"""Exchanges to capture, and an archive's table to remember them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive.capture.exchange import Exchange, Message
from newsarchive.capture.keeper import Keeper, about
from newsarchive.config.capture import CaptureChoice
from newsarchive.config.politeness import Politeness
from newsarchive.store.captures import CaptureStore
from newsarchive.store.index import Index

DATE = datetime(2026, 11, 1, 8, 0, 30, tzinfo=UTC)
MOST = 1 << 20


def exchange(number: int = 1, **changes: Any) -> Exchange:
    """A page that was asked for and answered, no two alike."""
    body = f"<html><title>第{number}页</title><p>澜州第{number}号工厂恢复生产。</p></html>".encode()
    fields: dict[str, Any] = {
        "url": f"http://news.example.org/{number}.html",
        "date": DATE,
        "request": Message(
            f"GET /{number}.html HTTP/1.1".encode(), ((b"Host", b"news.example.org"), (b"User-Agent", b"newsarchive")), b""
        ),
        "response": Message(
            b"HTTP/1.1 200 OK",
            (
                (b"Content-Type", b"text/html"),
                (b"Content-Length", b"%d" % len(body)),
                (b"X-Twice", b"a"),
                (b"X-Twice", b"b"),
            ),
            body,
        ),
        "source": "courier",
        "address": "192.0.2.1",
    }
    return Exchange(**{**fields, **changes})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaptureStore]:
    index = Index(tmp_path / "index.sqlite3")
    yield index.captures
    index.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "warc"


@pytest.fixture
def make_keeper(folder: Path, store: CaptureStore) -> Iterator[Callable[..., Keeper]]:
    """Makes keepers of one archive, and closes them when the test ends."""
    made: list[Keeper] = []

    def make(**choice: Any) -> Keeper:
        made.append(Keeper(folder, store, CaptureChoice(**choice), about(Politeness()), MOST))
        return made[-1]

    yield make
    for each in made:
        each.close()


def keep(keeper: Keeper, what: Exchange) -> str | None:
    """Take an exchange and keep it; the name of its record."""
    request = type("Request", (), {})()
    keeper.take(request, what)
    return keeper.keep(keeper.taken(request))


def warcs(folder: Path) -> list[Path]:
    """The WARC files there are, open ones included."""
    return sorted(folder.glob("*.warc.gz*"))
