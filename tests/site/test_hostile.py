"""Each misbehaviour of the hostile site, as a plain client sees it."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

import pytest

from newsarchive.demo import Content, Listing, Story
from tests.client import Reply, get
from tests.site import hostile
from tests.site.hostile import HostileSite, Misbehaviour

CONTENT = Content(
    Story(
        title=f"第{number}篇：🚀",
        medium="甲报",
        published=f"2026-01-05 08:0{number}:00",
        body="<p>" + "正文的一句话。" * 40 + "</p>",
        listings=(Listing(list="media", id=f"NW{number}"),),
    )
    for number in range(3)
)
LIST = "/web/webapi?type=45&count=100"


@pytest.fixture
def site() -> Iterator[HostileSite]:
    with HostileSite(CONTENT) as running:
        yield running


def article(site: HostileSite, name: str = "NW0", timeout: float = 5) -> Reply:
    return get(f"{site.url}/NewsData/GetNewsText.do?id={name}", timeout=timeout)


def well(reply: Reply) -> bool:
    return reply.status == 200 and "正文的一句话" in json.loads(reply.body)["text"]


def test_only_the_story_that_is_meant_misbehaves_and_every_request_is_logged(site: HostileSite) -> None:
    site.misbehave("NW1", hostile.ServerError())
    assert [article(site, f"NW{number}").status for number in range(3)] == [200, 500, 200]
    assert [request.query["id"] for request in site.requests_for("/NewsData/")] == ["NW0", "NW1", "NW2"]


def test_a_path_stands_for_everything_below_it_and_the_last_word_wins(site: HostileSite) -> None:
    site.misbehave("/web/webapi?type=45", hostile.ServerError(503))
    assert get(site.url + LIST).status == 503
    assert get(f"{site.url}/web/webapi?type=102").status == 200
    site.misbehave("/", hostile.NotFound())
    assert get(site.url + LIST).status == 404
    site.behave("/")
    assert get(site.url + LIST).status == 503
    site.behave()
    assert get(site.url + LIST).status == 200


def test_once_and_later(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.Once(hostile.ServerError(), times=2))
    assert [article(site).status for _ in range(4)] == [500, 500, 200, 200]
    site.misbehave("NW0", hostile.Later(hostile.NotFound()))
    assert [article(site).status for _ in range(3)] == [200, 404, 404]


def test_server_error_for_ever(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.ServerError())
    assert {article(site).status for _ in range(3)} == {500}


def test_too_many_requests_says_when_to_come_back(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.TooManyRequests(7))
    reply = article(site)
    assert (reply.status, reply.headers["Retry-After"]) == (429, "7")
    site.misbehave("NW0", hostile.TooManyRequests(7, as_date=True, status=503))
    reply = article(site)
    wait = parsedate_to_datetime(reply.headers["Retry-After"]) - parsedate_to_datetime(reply.headers["Date"])
    assert (reply.status, wait.total_seconds()) == (503, pytest.approx(7, abs=1))


def test_redirect_loop_never_repeats_an_address(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.RedirectLoop())
    target, seen = "/NewsData/GetNewsText.do?id=NW0", set()
    for _ in range(5):
        reply = get(site.url + target)
        assert reply.status == 302
        target = reply.headers["Location"]
        seen.add(target)
    assert len(seen) == 5


def test_redirect_to_leads_where_it_is_told(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.RedirectTo("http://127.1:22/"))
    reply = article(site)
    assert (reply.status, reply.headers["Location"]) == (302, "http://127.1:22/")


def test_silence_lets_the_client_wait(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.Silence())
    with pytest.raises(TimeoutError):
        article(site, timeout=0.2)
    assert well(article(site, "NW1"))
    assert len(site.requests) == 2


def test_drip_defeats_a_time_out_between_bytes(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.Drip(pause=0.02))
    connection = socket.create_connection(("127.0.0.1", int(site.url.rpartition(":")[2])), timeout=0.5)
    with connection:
        connection.sendall(b"GET /NewsData/GetNewsText.do?id=NW0 HTTP/1.1\r\nHost: x\r\n\r\n")
        begin, body = time.monotonic(), b""
        while time.monotonic() - begin < 0.6:
            body += connection.recv(4096)
    _, _, body = body.partition(b"\r\n\r\n")
    assert 5 <= len(body) <= 40


def test_cut_off_sends_less_than_it_promised(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.CutOff())
    with pytest.raises(http.client.IncompleteRead):
        article(site)


def test_hang_up_says_nothing(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.HangUp())
    with pytest.raises(http.client.RemoteDisconnected):
        article(site)


def test_broken_gzip_cannot_be_unpacked(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.BrokenGzip())
    reply = article(site)
    assert reply.headers["Content-Encoding"] == "gzip"
    with pytest.raises(EOFError):
        gzip.decompress(reply.body)


@pytest.mark.parametrize("trick", [hostile.HtmlInstead(), hostile.BrokenJson()])
@pytest.mark.parametrize("target", [LIST, "/NewsData/GetNewsText.do?id=NW0"])
def test_what_should_be_json_is_not(site: HostileSite, trick: Misbehaviour, target: str) -> None:
    site.misbehave(target, trick)
    reply = get(site.url + target)
    assert reply.status == 200
    with pytest.raises(json.JSONDecodeError):
        json.loads(reply.body)


def test_wrong_charset_is_gbk_that_calls_itself_utf_8(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.WrongCharset())
    reply = article(site)
    assert reply.headers.get_content_charset() == "utf-8"
    with pytest.raises(UnicodeDecodeError):
        reply.body.decode()
    assert "正文的一句话" in reply.body.decode("gb18030")


def test_empty_text_keeps_title_and_time(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.EMPTY_TEXT)
    reply = json.loads(article(site).body)
    assert (reply["title"], reply["date"], reply["text"]) == ("第0篇：🚀", "2026-01-05 08:00:00", "")


def test_deleted_text_says_so(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.DELETED_TEXT)
    assert "已删除" in json.loads(article(site).body)["text"]


@pytest.mark.parametrize("value", ["", None])
def test_withdrawn_has_every_key_and_nothing_in_it(site: HostileSite, value: str | None) -> None:
    site.misbehave("NW0", hostile.Withdrawn(value))
    reply = json.loads(article(site).body)
    assert "text" in reply
    assert set(reply.values()) == {value}


def test_huge_is_a_proper_article_of_five_megabytes(site: HostileSite) -> None:
    site.misbehave("NW0", hostile.Huge())
    reply = article(site)
    assert len(reply.body) > 5_000_000
    assert json.loads(reply.body)["text"].endswith("</p>")


@pytest.mark.parametrize("trick", [hostile.Silence(), hostile.Drip(pause=60)])
def test_closing_is_prompt_while_a_client_is_still_waiting(trick: Misbehaviour) -> None:
    site = HostileSite(CONTENT)
    site.misbehave("NW0", trick)
    ended = threading.Event()

    def wait_for_it() -> None:
        with pytest.raises((http.client.HTTPException, ConnectionError)):
            article(site, timeout=30)
        ended.set()

    client = threading.Thread(target=wait_for_it, daemon=True)
    client.start()
    while not site.requests:
        time.sleep(0.01)
    begin = time.monotonic()
    site.close()
    assert ended.wait(2)
    assert time.monotonic() - begin < 2
    client.join()
