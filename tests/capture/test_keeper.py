"""What is captured and what is not, once each, without secrets."""

from __future__ import annotations

import asyncio
import gzip
import os
from dataclasses import replace

import pytest

from newsarchive.article import Article
from newsarchive.capture.exchange import Message
from newsarchive.capture.keeper import about
from newsarchive.capture.reader import Reader
from newsarchive.capture.warcfile import captures_in
from newsarchive.capture.writer import CaptureError
from newsarchive.config.politeness import Politeness
from tests.capture.conftest import DATE, MOST, exchange, keep, warcs
from tests.records import record


class Request:
    """What stands for a request."""


def captured(folder):
    found = []
    for path in warcs(folder):
        with path.open("rb") as file:
            found += captures_in(file, MOST)
    return found


def test_nothing_is_kept_before_it_is_wanted(make_keeper, folder):
    keeper, request = make_keeper(), Request()
    keeper.take(request, exchange())
    assert warcs(folder) == []
    name = keeper.keep(keeper.taken(request))
    assert [each.record_id for each in captured(folder)] == [name]


def test_everything_is_kept_where_that_is_wanted(make_keeper, folder):
    assert make_keeper(keep="all").keeps_all
    assert not make_keeper().keeps_all


def test_many_wait_for_the_disk_together(make_keeper, folder, store, monkeypatch):
    keeper, requests, synced = make_keeper(), [Request() for _ in range(20)], []
    for number, request in enumerate(requests):
        keeper.take(request, exchange(number))
    fdatasync = os.fdatasync
    monkeypatch.setattr(os, "fdatasync", lambda handle: synced.append(handle) or fdatasync(handle))

    async def write():
        await asyncio.gather(*(keeper.keep_soon(keeper.taken(request)) for request in requests for _ in range(2)))

    asyncio.run(write())
    assert 1 <= len(synced) <= 2
    assert len(captured(folder)) == 20
    for number, request in enumerate(requests):
        assert store.find(keeper.keep(keeper.taken(request))).url == exchange(number).url
    assert len(synced) <= 2  # what is there already is not written again


def test_nothing_points_to_what_did_not_come_to_the_disk(make_keeper, store, monkeypatch):
    keeper, request = make_keeper(), Request()
    keeper.take(request, exchange())

    def refuse(_handle):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fdatasync", refuse)
    with pytest.raises(CaptureError, match="Input/output error"):
        asyncio.run(keeper.keep_soon(keeper.taken(request)))
    assert store.find(keeper.taken(request)) is None
    monkeypatch.undo()


def test_nothing_is_kept_where_nothing_is_wanted(make_keeper, folder):
    keeper, request = make_keeper(keep="none"), Request()
    assert not keeper.keeps
    keeper.take(request, exchange())
    assert keeper.taken(request) is None
    assert keeper.keep(None) is None
    assert not folder.exists()


def test_several_articles_of_one_answer_have_one_capture(make_keeper, folder):
    keeper, request = make_keeper(), Request()
    keeper.take(request, exchange())
    first, second = record(1).replace(capture=keeper.taken(request)), record(2).replace(capture=keeper.taken(request))
    assert keeper.keep(first.capture) == keeper.keep(second.capture)
    assert len(captured(folder)) == 1


def test_a_name_is_written_as_any_other_words(make_keeper):
    keeper, request = make_keeper(), Request()
    keeper.take(request, exchange())
    article = record().replace(capture=keeper.taken(request))
    assert Article.from_json(article.to_json()) == article


def test_what_nobody_wants_is_forgotten(make_keeper):
    keeper, request = make_keeper(), Request()
    keeper.take(request, exchange())
    del request
    assert len(keeper._taken) == 0


def test_a_name_of_long_ago_stays_as_it_is(make_keeper, folder):
    assert make_keeper().keep("urn:uuid:1") == "urn:uuid:1"
    assert not folder.exists()


def test_the_same_payload_is_kept_once(make_keeper, folder, store):
    keeper = make_keeper()
    first = keep(keeper, exchange(1))
    again = keep(keeper, exchange(1, date=DATE.replace(day=2)))
    elsewhere = keep(make_keeper(), exchange(1, url="http://mirror.example.org/1"))
    other = keep(keeper, exchange(2))
    assert [(each.record_id, each.kind) for each in sorted(captured(folder), key=lambda each: (each.date, each.url))] == [
        (elsewhere, "revisit"),
        (first, "response"),
        (other, "response"),
        (again, "revisit"),
    ]
    reader = Reader(folder, store, MOST)
    for name in (first, again, elsewhere):
        assert reader.read(name).body(MOST) == exchange(1).response.body
    assert reader.read(again).refers_to == first


def test_the_same_payload_is_kept_once_of_those_that_wait_together(make_keeper, folder):
    keeper, requests = make_keeper(), [Request() for _ in range(3)]
    for number, request in enumerate(requests):
        keeper.take(request, exchange(1, url=f"http://mirror{number}.example.org/1"))
    asyncio.run(keeper.keep_together(keeper.taken(request) for request in requests))
    kept = {each.record_id: each for each in captured(folder)}
    first, *others = (kept[keeper.taken(request)] for request in requests)
    assert first.kind == "response"
    assert {(each.kind, each.refers_to) for each in others} == {("revisit", first.record_id)}


def test_an_empty_body_repeats_nothing(make_keeper, folder):
    keeper = make_keeper()
    for number in (1, 2):
        keep(keeper, exchange(number, response=Message(b"HTTP/1.1 204 No Content", (), b"")))
    assert [each.kind for each in captured(folder)] == ["response", "response"]


SECRETS = ((b"Authorization", b"Bearer s3cret"), (b"COOKIE", b"session=s3cret"), (b"Proxy-Authorization", b"s3cret"))


def test_secrets_are_not_kept(make_keeper, folder):
    what = exchange(
        request=Message(b"GET / HTTP/1.1", (*SECRETS, (b"Accept", b"text/html")), b""),
        response=Message(b"HTTP/1.1 200 OK", ((b"Set-Cookie", b"session=s3cret"), (b"Etag", b"1")), b"<p>page</p>"),
    )
    keep(make_keeper(), what)
    (path,) = warcs(folder)
    text = gzip.decompress(path.read_bytes()).decode()
    assert "s3cret" not in text
    assert "Accept: text/html" in text
    assert "Etag: 1" in text


def test_what_is_left_out_can_be_chosen(make_keeper, folder):
    what = exchange(request=Message(b"GET / HTTP/1.1", ((b"X-Api-Key", b"s3cret"), (b"Cookie", b"kept")), b""))
    keep(make_keeper(leave_out=["x-api-key"]), what)
    text = gzip.decompress(warcs(folder)[0].read_bytes()).decode()
    assert "s3cret" not in text
    assert "Cookie: kept" in text


def test_a_capture_of_others_is_kept_as_ours_and_one_of_ours_by_its_name(make_keeper, folder):
    keeper = make_keeper()
    name = keep(keeper, exchange())
    (ours,) = captured(folder)
    request = Request()
    keeper.adopt(request, ours)
    assert keeper.keep(keeper.taken(request)) == name
    assert len(captured(folder)) == 1
    keeper.adopt(request, replace(ours, record_id="urn:uuid:theirs", payload=b"theirs", source=None))
    assert keeper.taken(request).date == DATE
    taken = keeper.keep(keeper.taken(request))
    assert taken not in (name, "urn:uuid:theirs")
    assert captured(folder)[1].payload == b"theirs"


def test_what_a_killed_run_left_open_is_closed_and_remembered(make_keeper, folder, store):
    keeper = make_keeper()
    name = keep(keeper, exchange())
    place = store.find(name)
    keeper._writer._file.close()  # as the system does when a process is killed
    keeper._writer._file = None
    (path,) = warcs(folder)
    path.write_bytes(path.read_bytes() + b"\x1f\x8b\x08 half a record")
    with store._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM captures")
    (repaired,) = make_keeper().mend()
    assert repaired.lost == 17
    assert store.find(name) == place
    assert Reader(folder, store, MOST).read(name).payload == exchange().response.body


def test_a_file_says_who_wrote_it():
    assert about(Politeness(contact="a@example.org", robots=False)) == {
        "software": about(Politeness())["software"],
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "ignore",
        "operator": "a@example.org",
    }


@pytest.mark.parametrize("keep_what", ["articles", "all"])
def test_files_are_rotated(keep_what, make_keeper, folder):
    keeper = make_keeper(keep=keep_what, rotate=1024)
    for number in range(5):
        keep(keeper, exchange(number))
    assert len(warcs(folder)) > 1
    assert len(captured(folder)) == 5
