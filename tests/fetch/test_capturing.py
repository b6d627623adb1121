"""What went over the wire is what is captured: byte for byte, by a real crawl of a real server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import Response
from warcio.archiveiterator import ArchiveIterator

from newsarchive.archive import Archive
from newsarchive.capture.warcfile import captures_in
from newsarchive.fetch.capturing import exchange_of
from newsarchive.store.index import Index
from tests.conftest import newsarchive
from tests.fetch.replay import replayed
from tests.services import need
from tests.site.hostile import Packed, RedirectTo, ServerError, Silence
from tests.site.news import article_page, pieces

MOST = 1 << 24


def configured(archive, capture):
    """The archive, told what to capture."""
    path = archive.folder / "newsarchive.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}capture: {capture}\n", encoding="utf-8")
    return archive


def files(archive):
    return sorted((archive.folder / "state" / "warc").glob("*"))


def captured(archive):
    """Every capture in the archive's files, by warcio's own judgement of the digests too."""
    found = []
    for path in files(archive):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                record.raw_stream.read()
        with path.open("rb") as file:
            found += captures_in(file, MOST)
    return found


def by_path(archive, site):
    return {each.url.removeprefix(site.url): each for each in captured(archive)}


# --- what is captured -------------------------------------------------------------------------------------------------


def test_the_pages_of_articles_are_captured_and_their_records_say_where(news, courier):
    site = news(pieces(12))
    archive = courier(site, "feed", "/rss.xml")
    archive.crawl()
    found = by_path(archive, site)
    assert set(found) == {each.path for each in site.news.articles}
    with Archive(archive.folder) as opened:
        for path, article in archive.articles().items():
            capture = opened.captures.read(article.capture)
            assert capture.url == f"{site.url}/{path}" == article.url
            assert capture.date == article.fetched
            assert capture.body(MOST) == article_page(site.news._by_path[f"/{path}"], site.url).encode()
            assert (capture.source, capture.status) == ("courier", 200)


CODINGS = [Packed("gzip"), Packed("deflate"), Packed("br"), Packed("zstd"), Packed("gzip", chunk=100), Packed("", chunk=333)]


def test_a_body_is_captured_as_it_was_sent_however_it_was_packed(news, courier):
    site = news(pieces(len(CODINGS)))
    for each, trick in zip(site.news.articles, CODINGS, strict=True):
        site.misbehave(each.path, trick)
    archive = courier(site, "feed", "/rss.xml")
    archive.crawl()
    found = by_path(archive, site)
    for each, trick in zip(site.news.articles, CODINGS, strict=True):
        answer = site.news.answer(*_target(each.path))
        assert found[each.path].payload == trick.body(answer), trick
        assert found[each.path].body(MOST) == answer.body
        assert found[each.path].header("content-encoding") == (trick.coding or None)
        assert found[each.path].header("transfer-encoding") is None


def _target(path):
    name, _, query = path.partition("?")
    return name, dict([query.split("=")]) if query else {}


def test_everything_is_captured_where_that_is_chosen(news, courier):
    site = news(pieces(3))
    moved, gone = site.news.articles[:2]
    site.misbehave(moved.path, RedirectTo(f"{site.url}/amp{moved.path}"))
    site.misbehave(gone.path, ServerError(500))
    archive = configured(courier(site, "feed", "/rss.xml"), "all")
    assert archive.run("crawl", "courier").code == 1
    statuses = sorted((each.url.removeprefix(site.url), each.status) for each in captured(archive))
    assert statuses == sorted(
        [
            ("/robots.txt", 200),
            ("/rss.xml", 200),
            (moved.path, 302),
            (f"/amp{moved.path}", 200),
            (gone.path, 500),
            (gone.path, 500),  # asked again
            (site.news.articles[2].path, 200),
        ]
    )
    assert [each.is_list for each in captured(archive) if each.url.endswith("/rss.xml")] == [True]


def test_nothing_is_captured_where_nothing_is_to_be(news, courier):
    archive = configured(courier(news(pieces(3)), "feed", "/rss.xml"), "none")
    archive.crawl()
    assert not (archive.folder / "state" / "warc").exists()
    assert {article.capture for article in archive.articles().values()} == {None}


def test_a_crawl_that_finds_nothing_new_captures_nothing(news, courier):
    archive = courier(news(pieces(3)), "feed", "/rss.xml")
    archive.crawl()
    before = {path: path.read_bytes() for path in files(archive)}
    archive.crawl()
    assert {path: path.read_bytes() for path in files(archive)} == before


def test_a_text_that_is_whole_in_its_feed_has_the_feed_for_its_capture(news, courier):
    site = news(pieces(5))
    archive = courier(site, "feed", "/full.xml")
    archive.crawl()
    (feed,) = captured(archive)
    assert feed.url == f"{site.url}/full.xml"
    assert {article.capture for article in archive.articles().values()} == {feed.record_id}


def test_an_article_that_has_changed_is_captured_again_and_one_that_has_not_is_not(news, courier):
    site = news(pieces(2))
    archive = courier(site, "sitemap", "/sitemap.xml")
    archive.crawl()
    first = {each.path: archive.articles()[each.path[1:]].capture for each in site.news.articles}
    later = datetime.now(UTC) + timedelta(hours=1)
    changed, same = site.news.articles
    corrected = replace(changed, paragraphs=(*changed.paragraphs, "An earlier version gave a wrong number."), updated=later)
    site.publish(corrected, replace(same, updated=later))
    archive.crawl()
    assert len(captured(archive)) == 3
    assert archive.articles()[same.path[1:]].capture == first[same.path]
    assert archive.articles()[changed.path[1:]].capture != first[changed.path]


def test_the_same_page_twice_is_kept_once(news, courier):
    site = news(pieces(2))
    archive = configured(courier(site, "feed", "/rss.xml"), "all")
    url = site.url + site.news.articles[0].path
    assert archive.run("fetch", url).code == 0
    assert archive.run("fetch", url).code == 0
    first, again = [each for each in captured(archive) if each.url == url]
    assert {first.kind, again.kind} == {"response", "revisit"}
    with Archive(archive.folder) as opened:
        assert opened.captures.read(first.record_id).payload == opened.captures.read(again.record_id).payload != b""


def test_a_page_that_is_only_shown_is_kept_by_nobody(news, tmp_path):
    site = news(pieces(1))
    result = newsarchive("extract", site.url + site.news.articles[0].path, cwd=tmp_path)
    assert result.code == 0, result.err


# --- what other programs make of it -----------------------------------------------------------------------------------


def test_the_field_s_own_indexer_finds_every_capture(news, courier):
    site = news(pieces(4))
    archive = configured(courier(site, "feed", "/rss.xml"), "all")
    archive.crawl()
    archive.crawl("--all")
    indexer = need(str(Path(sys.executable).with_name("cdxj-indexer")), "pip install cdxj-indexer")
    done = subprocess.run([indexer, "--sort", *map(str, files(archive))], capture_output=True, text=True, check=True)
    rows = [json.loads(line.split(" ", 2)[2]) for line in done.stdout.splitlines()]
    found = captured(archive)
    assert sorted(row["url"] for row in rows) == sorted(each.url for each in found)
    places = {(row["filename"], int(row["offset"]), int(row["length"])) for row in rows}
    index = Index(archive.folder / "state" / "index.sqlite3")
    ours = [index.captures.find(each.record_id) for each in found]
    index.close()
    assert {(each.file, each.offset, each.length) for each in ours} == places


def test_it_is_replayed_byte_for_byte(news, courier, tmp_path):
    wayback = need("wayback", "pip install pywb cdxj-indexer setuptools, in an environment of its own")
    site = news(pieces(len(CODINGS)))
    for each, trick in zip(site.news.articles, CODINGS, strict=True):
        site.misbehave(each.path, trick)
    archive = configured(courier(site, "feed", "/rss.xml"), "all")
    archive.crawl()
    archive.crawl("--all")
    url = site.url + site.news.articles[0].path
    assert archive.run("fetch", url).code == 0  # a repetition, which is to be resolved
    assert [each.kind for each in captured(archive) if each.url == url] == ["response", "revisit"]
    with replayed(wayback, files(archive), tmp_path / "replay") as base:
        for each, trick in zip(site.news.articles, CODINGS, strict=True):
            answer = site.news.answer(*_target(each.path))
            with urllib.request.urlopen(f"{base}/id_/{site.url}{each.path}", timeout=20) as reply:  # noqa: S310  # our own
                assert reply.read() in (trick.body(answer), answer.body), trick


# --- trouble ----------------------------------------------------------------------------------------------------------


def start(archive, *arguments):
    """A crawl in a process of its own, that goes on while the test does something."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "newsarchive", "-C", str(archive.folder), *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def until(condition):
    """Wait for something that another process does."""
    while not condition():
        time.sleep(0.02)


def test_after_a_kill_the_next_run_goes_on_and_all_files_read_clean(news, courier):
    site = news(pieces(30))
    archive = courier(site, "feed", "/rss.xml")
    last = site.news.articles[-1]
    site.misbehave(last.path, Silence())  # so that the crawl does not end before it is killed
    with start(archive, "crawl", "courier") as process:
        until(lambda: files(archive) and files(archive)[0].stat().st_size > 10_000)
        process.send_signal(signal.SIGKILL)
    assert files(archive)[0].name.endswith(".open")
    with files(archive)[0].open("ab") as file:
        file.write(b"\x1f\x8b\x08\x00 a record that was being written")
    site.behave()
    result = archive.run("crawl", "courier")
    assert result.code == 0, result.out
    assert "left open by a run that was killed, is closed, without the 36 bytes" in result.out
    assert all(path.name.endswith(".warc.gz") for path in files(archive))
    found = {each.record_id for each in captured(archive)}
    articles = archive.articles()
    assert len(articles) == 30
    assert {article.capture for article in articles.values()} <= found


def test_two_crawls_at_once_have_files_of_their_own(news, courier):
    site = news(pieces(20))
    archive = courier(site, "feed", "/rss.xml")
    with start(archive, "crawl", "courier") as one, start(archive, "crawl", "courier") as two:
        assert [one.wait(60), two.wait(60)] == [0, 0], one.stderr.read() + two.stderr.read()
    found = {each.record_id for each in captured(archive)}
    assert {article.capture for article in archive.articles().values()} <= found
    assert len(archive.articles()) == 20


@pytest.mark.parametrize("feed", ["/rss.xml", "/full.xml"])
def test_a_folder_that_takes_nothing_ends_the_crawl_with_the_reason(feed, news, courier):
    site = news(pieces(20))
    archive = courier(site, "feed", feed)
    (archive.folder / "state").mkdir()
    (archive.folder / "state" / "warc").write_text("no folder", encoding="utf-8")
    result = archive.run("crawl", "courier")
    assert result.code == 1
    assert "Error: the capture could not be written to" in result.err
    assert "Traceback" not in result.err
    assert archive.articles() == {}
    index = Index(archive.folder / "state" / "index.sqlite3")
    assert index.frontier.waiting() == ({"courier": 20} if feed == "/rss.xml" else {})  # texts of a feed come with it again
    index.close()
    (archive.folder / "state" / "warc").unlink()
    assert archive.run("crawl").code == 0  # it is due, and nothing waits for a better time
    assert len(archive.articles()) == 20


def test_where_everything_is_captured_a_folder_that_takes_nothing_ends_the_crawl_as_well(news, courier):
    archive = configured(courier(news(pieces(5)), "feed", "/rss.xml"), "all")
    (archive.folder / "state").mkdir()
    (archive.folder / "state" / "warc").write_text("no folder", encoding="utf-8")
    result = archive.run("--json", "crawl", "courier")
    assert result.code == 1
    (event,) = [each for each in result.events if each["event"] == "broken"]
    assert "the capture could not be written to" in event["reason"]
    assert not [each for each in result.events if each["event"] == "failure"]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 400 KB."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted: {done.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_ends_the_crawl_with_the_reason_and_tears_nothing(news, courier, small_disk):
    site = news(pieces(30))
    archive = courier(site, "feed", "/rss.xml")
    (archive.folder / "state").mkdir()
    (archive.folder / "state" / "warc").symlink_to(small_disk)
    config = archive.folder / "newsarchive.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "limits: {disk: null}\n", encoding="utf-8")
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(380 << 10))
    result = archive.run("crawl", "courier")
    assert result.code == 1
    assert "No space left on device" in result.err
    kept = archive.articles()
    assert 0 < len(kept) < 30
    ballast.unlink()
    assert {article.capture for article in kept.values()} == {each.record_id for each in captured(archive)}
    assert archive.run("crawl", "courier").code == 0
    assert len(archive.articles()) == 30
    assert {article.capture for article in archive.articles().values()} == {each.record_id for each in captured(archive)}


# --- one exchange -----------------------------------------------------------------------------------------------------


def test_an_exchange_is_what_scrapy_tells_of_it():
    request = Request("http://user@news.example.org:8000/a?b=c#d", headers={"Accept": "x"}, meta={"stage": "list"})
    response = Response(
        "http://news.example.org:8000/a?b=c",
        404,
        headers={"X-Twice": ["a", "b"]},
        body=b"no",
        protocol="HTTP/1.0",
        flags=["rendered"],
    )
    found = exchange_of(request, response, "courier")
    assert found.request.head == b"GET /a?b=c HTTP/1.1\r\nHost: news.example.org:8000\r\nAccept: x\r\n\r\n"
    assert found.response.head == b"HTTP/1.0 404 Not Found\r\nX-Twice: a\r\nX-Twice: b\r\n\r\n"
    assert (found.url, found.source, found.is_list, found.rendered) == (response.url, "courier", True, True)
    assert found.date.microsecond == 0
