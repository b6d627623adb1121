"""The spider of captures: which of them are articles, read as of their day, and why the others are not."""

from __future__ import annotations

import asyncio
from io import BytesIO

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsarchive.archive import Archive
from newsarchive.capture.exchange import Message
from newsarchive.capture.record import new_id, records
from newsarchive.run import Run
from spiders.capture import CaptureSpider
from tests.capture.conftest import exchange
from tests.site.hostile import BUSY_PAGE
from tests.site.news import article_page, piece

PAGE = article_page(piece(1), "http://courier.example.org").encode()
URL = f"http://courier.example.org{piece(1).path}"


class Warc:
    """A WARC file as other programs write it."""

    def __init__(self):
        self._out = BytesIO()
        self._writer = WARCWriter(self._out, warc_version="1.1")
        self._writer.write_record(self._writer.create_warcinfo_record("x", {"software": "theirs"}))

    def page(self, url=URL, body=PAGE, date="2026-11-05T10:00:00Z", status="200 OK", headers=(("Content-Type", "text/html"),)):
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            url, "response", payload=BytesIO(body), length=len(body), http_headers=http, warc_headers_dict={"WARC-Date": date}
        )
        self._writer.write_record(record)
        return record.rec_headers.get_header("WARC-Payload-Digest")

    def revisit(self, digest, url=URL, date="2026-11-06T10:00:00Z"):
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = self._writer.create_revisit_record(url, digest, URL, "2026-11-05T10:00:00Z", http, {"WARC-Date": date})
        self._writer.write_record(record)

    def save(self, path):
        path.write_bytes(self._out.getvalue())
        return path


@pytest.fixture
def read(make_archive):
    """The articles in WARC files; the run is left in ``read.run``."""
    folder = make_archive("http://127.0.0.1:1").folder
    with Archive(folder) as archive:
        run = Run(archive)

        def do(*files):
            async def collect():
                return [each async for each in spider.start()]

            spider = CaptureSpider(files, run=run)
            found = asyncio.run(collect())
            do.passed_over = spider._passed_over
            return found

        do.run, do.folder = run, folder
        yield do
        run.captures.close()


@pytest.fixture
def warc():
    return Warc()


def test_a_page_is_read_as_of_the_day_it_was_captured(read, warc, tmp_path):
    warc.page()
    (article,) = read(warc.save(tmp_path / "a.warc.gz"))
    assert (article.url, article.title, article.source) == (URL, piece(1).title, "capture")
    assert article.fetched.isoformat() == "2026-11-05T10:00:00+00:00"


def test_times_that_depend_on_the_day_are_those_of_the_capture(read, warc, tmp_path):
    body = PAGE.replace(b'datetime="2026-11-01T08:07:00+00:00">01 November 2026, 08:07 UTC', b">2 hours ago")
    body = body.replace(b'<meta property="article:published_time" content="2026-11-01T08:07:00+00:00">', b"")
    assert b"2 hours ago" in body
    warc.page(body=body)
    (article,) = read(warc.save(tmp_path / "a.warc.gz"))
    assert article.published is not None
    assert article.published.isoformat().startswith("2026-11-05T08:00")


RULE = """\
hosts: [courier.example.org]
versions:
  - {body: .story, title: .byline}
  - {from: 2026-11-10, body: .story, title: h1}
"""


@pytest.mark.parametrize(("day", "title"), [("05", "By Ada Linwood"), ("15", piece(1).title)])
def test_the_site_rule_is_that_of_its_day(day, title, read, warc, tmp_path):
    (read.folder / "rules").mkdir()
    (read.folder / "rules" / "courier.yaml").write_text(RULE, encoding="utf-8")
    warc.page(date=f"2026-11-{day}T10:00:00Z")
    (article,) = read(warc.save(tmp_path / "a.warc.gz"))
    assert article.title.startswith(title)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ({"status": "404 Not Found"}, "the server answered 404 (Not Found)"),
        ({"headers": [("Content-Type", "image/png")]}, "image/png is no page, and the address is of no known source"),
        (
            {"headers": [("Content-Type", "application/json")]},
            "application/json is no page, and the address is of no known source",
        ),
        ({"headers": []}, "no kind is no page, and the address is of no known source"),
        ({"url": "dns:courier.example.org"}, "it is no web page"),
        ({"body": BUSY_PAGE.encode()}, "the page is no article: "),
    ],
)
def test_what_is_no_article_is_passed_over_with_the_reason(page, why, read, warc, tmp_path):
    warc.page(**page)
    assert read(warc.save(tmp_path / "a.warc.gz")) == []
    ((reason, urls),) = read.passed_over.items()
    assert reason.startswith(why)
    assert urls == [page.get("url", URL)]
    assert read.run.failures == []


def test_a_list_of_our_own_is_no_article_though_it_may_look_like_one(read, tmp_path):
    page = Message(b"HTTP/1.1 200 OK", ((b"Content-Type", b"text/html"),), PAGE)
    for name, is_list in (("a", True), ("b", False)):
        _, written = records(new_id(), exchange(url=URL, response=page, is_list=is_list))
        (tmp_path / f"{name}.warc.gz").write_bytes(b"".join(written))
    assert read(tmp_path / "a.warc.gz") == []
    assert list(read.passed_over) == ["it is a list"]
    assert [each.source for each in read(tmp_path / "b.warc.gz")] == ["courier"]


def test_a_page_of_our_own_that_is_no_article_any_more_is_a_failure(read, tmp_path):
    page = Message(b"HTTP/1.1 200 OK", ((b"Content-Type", b"text/html"),), BUSY_PAGE.encode())
    (tmp_path / "a.warc.gz").write_bytes(b"".join(records(new_id(), exchange(url=URL, response=page))[1]))
    assert read(tmp_path / "a.warc.gz") == []
    (failure,) = read.run.failures
    assert (failure.address, failure.stage) == (URL, "extract")


def test_a_body_that_cannot_be_unpacked_is_a_failure(read, warc, tmp_path):
    warc.page(headers=[("Content-Type", "text/html"), ("Content-Encoding", "br")])
    assert read(warc.save(tmp_path / "a.warc.gz")) == []
    (failure,) = read.run.failures
    assert (failure.address, failure.stage, failure.reason) == (URL, "capture", "its brotli body is broken")


def test_a_file_that_is_none_is_a_failure_and_the_others_are_read(read, warc, tmp_path):
    broken = tmp_path / "b.wacz"
    broken.write_bytes(b"no zip")
    warc.page()
    assert len(read(broken, tmp_path / "missing.warc", warc.save(tmp_path / "a.warc.gz"))) == 1
    assert len(read.run.failures) == 2


def test_a_repetition_is_read_from_what_it_repeats(read, warc, tmp_path):
    digest = warc.page()
    warc.revisit(digest)
    first, again = read(warc.save(tmp_path / "a.warc.gz"))
    assert first.body == again.body
    assert again.fetched > first.fetched


def test_a_repetition_of_what_is_not_there_is_passed_over(read, warc, tmp_path):
    warc.revisit("sha1:AAAA")
    assert read(warc.save(tmp_path / "a.warc.gz")) == []
    assert list(read.passed_over) == ["it repeats a capture that is not in these files"]


def test_the_oldest_file_is_read_first(read, tmp_path):
    paths = []
    for number, day in enumerate(("07", "05", "06")):
        warc = Warc()
        warc.page(date=f"2026-11-{day}T10:00:00Z")
        paths.append(warc.save(tmp_path / f"{number}.warc.gz"))
    assert [each.fetched.day for each in read(*paths)] == [5, 6, 7]


def test_what_was_passed_over_is_said_by_reason(read, warc, tmp_path):
    spider = CaptureSpider([], run=read.run)
    spider._passed_over = {"it is a list": [f"http://x/{number}" for number in range(5)]}
    spider.crawler = type("Crawler", (), {"stats": None})
    spider._closed("finished")
    assert read.run.report("capture").notes == ["5 passed over: it is a list: http://x/0, http://x/1, http://x/2, ..."]


def test_files_may_come_as_one_text_as_scrapy_s_command_gives_them(read):
    assert [str(path) for path in CaptureSpider("a.warc b.warc", run=read.run)._files] == ["a.warc", "b.warc"]
