"""The demo's server serves, remembers what it was asked, and closes at once."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsarchive.demo import Answer, Site, serve
from tests.client import get


class Echo:
    """Answers with the path it was asked for."""

    def answer(self, path: str, query: Mapping[str, str]) -> Answer:
        return Answer.of(path, "text/plain; charset=utf-8", 404 if path == "/none" else 200)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve(Echo()) as running:
        yield running


def test_it_serves_on_this_machine_only(site: Site) -> None:
    assert site.url.startswith("http://127.0.0.1:")
    assert get(f"{site.url}/a").body == b"/a"
    assert get(f"{site.url}/none").status == 404


def test_it_remembers_what_it_was_asked_and_by_whom(site: Site) -> None:
    get(f"{site.url}/a?type=45&empty=", user_agent="tester")
    get(f"{site.url}/b")
    first, second = site.requests
    assert (first.method, first.path, first.query) == ("GET", "/a", {"type": "45", "empty": ""})
    assert first.user_agent == "tester"
    assert first.time <= second.time
    assert site.requests_for("/a?type=45") == [first]
    site.forget_requests()
    assert site.requests == []


def test_a_client_that_has_it_already_is_told_so(site: Site) -> None:
    tag = get(f"{site.url}/a").headers["ETag"]
    again, other = (get(f"{site.url}{path}", if_none_match=tag) for path in ("/a", "/b"))
    assert (again.status, again.body) == (304, b"")
    assert (other.status, other.body) == (200, b"/b")


def test_head_has_no_body(site: Site) -> None:
    connection = http.client.HTTPConnection(site.url.removeprefix("http://"), timeout=5)
    connection.request("HEAD", "/abc")
    response = connection.getresponse()
    assert (response.read(), response.getheader("Content-Length")) == (b"", "4")
    connection.request("GET", "/kept-alive")
    assert connection.getresponse().read() == b"/kept-alive"
    connection.close()


def test_many_at_once_are_all_answered_and_logged(site: Site) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda number: get(f"{site.url}/{number}").body, range(100)))
    assert answers == [f"/{number}".encode() for number in range(100)]
    assert len(site.requests) == 100


def test_closing_does_not_wait_for_a_client_that_keeps_its_connection() -> None:
    site = serve(Echo())
    connection = http.client.HTTPConnection(site.url.removeprefix("http://"), timeout=5)
    connection.request("GET", "/a")
    connection.getresponse().read()
    begin = time.monotonic()
    site.close()
    site.close()  # once more does no harm
    assert time.monotonic() - begin < 1
    assert connection.sock.recv(1) == b"", "the other end is closed, not merely silent"
    assert not any(thread.name == "demo-site" for thread in threading.enumerate())
    with pytest.raises(OSError):
        get(f"{site.url}/a")
    connection.close()
