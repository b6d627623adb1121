"""Captures of articles, as WARC files that others read and replay."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from newsarchive.archive import STATE, WARC, Archive
from newsarchive.article import Evidence
from newsarchive.capture.keeper import Keeper, about
from newsarchive.capture.warcfile import Capture, captures_in
from newsarchive.config import FILE
from newsarchive.config.capture import CaptureChoice
from newsarchive.config.politeness import Politeness
from tests.capture.conftest import DATE, MOST, exchange, keep, warcs
from tests.export.files.test_publish import tree
from tests.fetch.replay import replayed
from tests.records import START, record
from tests.services import need
from tests.test_archive import NOW


class Kept:
    """An archive with captures, and an export of them."""

    def __init__(self, folder):
        self.folder, self.out, self.state = folder, folder / "out", folder / STATE / WARC
        (folder / FILE).write_text("timezone: Asia/Shanghai\nexports:\n  - {profile: warc, to: out}\n", encoding="utf-8")

    def put(self, *articles):
        with Archive(self.folder) as archive:
            for article in articles:
                archive.index.articles.put(article)

    def capture(self, *exchanges):
        """Names of the captures of these, in a file of their own."""
        with Archive(self.folder) as archive:
            keeper = Keeper(self.state, archive.index.captures, CaptureChoice(), about(Politeness()), MOST)
            names = [keep(keeper, each) for each in exchanges]
            keeper.close()
        return names

    def export(self, **options):
        with Archive(self.folder) as archive:
            return archive.export(archive.exports()[0], NOW, **options)

    def file(self, day=1):
        return self.out / "2026" / "11" / f"2026-11-{day:02}.warc.gz"


@pytest.fixture
def kept(tmp_path):
    return Kept(tmp_path)


def read(path):
    """Kind, name and payload of each record, by warcio, which checks the digests."""
    with path.open("rb") as file:
        records = ArchiveIterator(file, check_digests="raise")
        return [
            (each.rec_type, each.rec_headers.get_header("WARC-Record-ID").strip("<>"), each.content_stream().read())
            for each in records
        ]


def test_each_article_has_its_answer_and_request_as_they_were_kept(kept):
    one, two = kept.capture(exchange(1), exchange(2), exchange(3))[:2]
    kept.put(record(1, capture=one), record(2, capture=two))
    assert kept.export().written == 1
    (kind, _, said), *records = read(kept.file())
    assert kind == "warcinfo"
    assert b"software: newsarchive\r\n" in said
    assert b"isPartOf: Captures of a news archive\r\n" in said
    assert b"articles of 2026-11-01 in an archive" in said
    assert [kind for kind, _, _ in records] == ["response", "request"] * 2
    assert [name for _, name, _ in records][::2] == [one, two]
    assert records[0][2] == exchange(1).response.body
    (state,) = warcs(kept.state)
    whole = kept.file().read_bytes()
    copied = whole[whole.index(b"\x1f\x8b", 2) :]
    assert copied in state.read_bytes()
    with kept.file().open("rb") as file:
        assert [each.record_id for each in captures_in(file, MOST) if isinstance(each, Capture)] == [one, two]


def test_the_same_articles_give_the_same_bytes_and_only_their_day_is_written_again(kept):
    names = kept.capture(*(exchange(number) for number in (1, 2, 3)))
    kept.put(record(1, capture=names[0]), record(2, capture=names[1], published=START + timedelta(days=1)))
    assert kept.export().written == 2
    before = tree(kept.out)
    kept.put(record(3, capture=names[2]))
    assert kept.export().written == 1
    after = tree(kept.out)
    assert after["2026/11/2026-11-02.warc.gz"] == before["2026/11/2026-11-02.warc.gz"]
    kept.out.rename(kept.folder / "steps")
    kept.export()
    assert {path: data for path, (data, _) in tree(kept.out).items()} == {path: data for path, (data, _) in after.items()}


def test_every_revision_has_its_capture_and_what_was_kept_once_stands_there_once(kept):
    first, second, again = kept.capture(exchange(1), exchange(2), exchange(1, url="http://b.example.org/", date=DATE))
    kept.put(record(1, capture=first))
    kept.put(record(1, capture=second, revision=2, title="改"), record(2, capture=again), record(3, capture=first))
    kept.export()
    records = [(kind, name) for kind, name, _ in read(kept.file()) if kind in ("response", "revisit")]
    assert records == [("response", first), ("response", second), ("revisit", again)]


def test_one_that_repeats_the_capture_of_another_day_brings_that_along(kept):
    first, again = kept.capture(exchange(1), exchange(1, date=DATE + timedelta(days=1)))
    kept.put(record(1, capture=first), record(2, capture=again, published=START + timedelta(days=1)))
    kept.export()
    assert [(kind, name) for kind, name, _ in read(kept.file(2))][1::2] == [("response", first), ("revisit", again)]


def test_the_further_pages_of_an_article_come_along(kept):
    first, other, part = kept.capture(exchange(1), exchange(3), exchange(2))
    pages = Evidence("text", "pages", f"{exchange(1).url} {exchange(2).url}", "joined from 2 pages")
    kept.put(record(1, capture=first, evidence={"body": pages}))
    kept.export()
    names = [name for kind, name, _ in read(kept.file()) if kind == "response"]
    assert names == [first, part]
    assert other not in names


def test_articles_without_a_capture_are_counted_and_those_whose_capture_is_gone_are_named(kept, capsys):
    one, two = *kept.capture(exchange(1)), *kept.capture(exchange(2))
    gone = next(path for path in warcs(kept.state) if f"<{two}>".encode() in b"".join(map(bytes, _unpacked(path))))
    gone.unlink()
    kept.put(record(1, capture=one), record(2, capture=two), record(3), record(4, published=None, published_precision=None))
    result = kept.export()
    assert (result.written, result.without) == (1, 2)
    assert list(result.held_back) == [record(2).id]
    assert "is missing" in result.held_back[record(2).id]
    assert [name for kind, name, _ in read(kept.file()) if kind == "response"] == [one]
    assert set(tree(kept.out)) == {"2026/11/2026-11-01.warc.gz"}


def test_what_the_archive_has_lost_stays_in_the_file_that_has_it(kept):
    first, again, part = kept.capture(exchange(1), exchange(1, date=DATE + timedelta(days=1)), exchange(3))
    pages = Evidence("text", "pages", f"{exchange(1).url} {exchange(3).url}", "joined from 2 pages")
    kept.put(record(1, capture=again, evidence={"body": pages}))
    kept.export()
    before = read(kept.file())
    assert [name for kind, name, _ in before if kind != "request"][1:] == [first, again, part]
    for each in warcs(kept.state):
        each.unlink()
    (new,) = kept.capture(exchange(2))
    kept.put(record(2, capture=new), record(3, capture=first, published=START + timedelta(days=1)))
    result = kept.export()
    assert list(result.held_back) == [record(3).id]
    assert read(kept.file())[1:] == [*before[1:], *read(kept.file())[-2:]]
    assert read(kept.file())[-2][1] == new


def _unpacked(path):
    with path.open("rb") as file:
        for each in ArchiveIterator(file, no_record_parse=True):
            yield str(each.rec_headers).encode()


def test_tools_of_the_field_index_it_and_pywb_replays_a_repetition(kept, tmp_path):
    wayback = need("wayback", "pip install pywb cdxj-indexer setuptools, in an environment of its own")
    again = exchange(1, url="http://news.example.org/again.html", date=DATE + timedelta(days=1))
    names = kept.capture(exchange(1), exchange(2), again)
    articles = [record(number, capture=name) for number, name in enumerate(names, 1)]
    kept.put(articles[1], articles[2].replace(published=START + timedelta(days=1)))
    kept.export()
    files = sorted(kept.out.rglob("*.warc.gz"))
    assert len(files) == 2
    done = subprocess.run([Path(wayback).with_name("cdxj-indexer"), *files], capture_output=True, text=True, check=True)
    assert {json.loads(line.split(" ", 2)[2])["url"] for line in done.stdout.splitlines()} == {
        exchange(1).url, exchange(2).url, again.url,
    }  # fmt: skip
    with replayed(wayback, files, tmp_path / "replay") as base:
        for each in (exchange(2), again):
            with urllib.request.urlopen(f"{base}/id_/{each.url}", timeout=20) as reply:  # noqa: S310  # our own
                assert reply.read() == each.response.body
