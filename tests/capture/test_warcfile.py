"""WARC files of our own and of others: by record, in one piece, uncompressed, in a WACZ, in chunks, and damaged."""

from __future__ import annotations

import gzip
import zipfile
from io import BytesIO

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsarchive.capture.exchange import Message
from newsarchive.capture.record import digest_of, new_id, records, warcinfo
from newsarchive.capture.warcfile import Capture, Unreadable, captures_in, exchange_of, warc_files
from newsarchive.store.captures import Captured
from tests.capture.conftest import DATE, MOST, exchange

IDS = [new_id() for _ in range(3)]
MEMBERS = [warcinfo("a", DATE, {}), *(each for n, name in enumerate(IDS) for each in records(name, exchange(n))[1])]
OURS = b"".join(MEMBERS)
PLAIN = b"".join(gzip.decompress(each) for each in MEMBERS)


def read(data, most=MOST, offset=0):
    return list(captures_in(BytesIO(data), most, offset))


@pytest.mark.parametrize("data", [OURS, PLAIN, gzip.compress(PLAIN)], ids=["by record", "uncompressed", "in one piece"])
def test_the_answers_are_read_whole(data):
    for number, found in enumerate(read(data)):
        what = exchange(number)
        assert (found.record_id, found.kind, found.url, found.date) == (IDS[number], "response", what.url, DATE)
        assert (found.status, found.source, found.is_list) == (200, "courier", False)
        assert found.payload == found.body(MOST) == what.response.body
        assert found.payload_digest == digest_of(found.payload)
        assert found.headers[-2:] == (("X-Twice", "a"), ("X-Twice", "b"))
        assert found.header("content-type") == "text/html"
    assert len(read(data)) == 3


def test_it_can_begin_anywhere():
    second = read(OURS)[1]
    assert read(OURS, offset=second.offset)[0] == second
    assert OURS[second.offset : second.offset + second.length] == MEMBERS[3]


def theirs(url="http://x.example.org/1", body=b"<p>text</p>", date="2026-11-01T08:00:30Z", headers=(), kind="response", **more):
    """A record as another program writes it."""
    out = BytesIO()
    writer = WARCWriter(out)
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *headers], protocol="HTTP/1.1")
    record = writer.create_warc_record(
        url, kind, payload=BytesIO(body), length=len(body), http_headers=http, warc_headers_dict={"WARC-Date": date, **more}
    )
    writer.write_record(record)
    return out.getvalue()


CHUNKED = b"4\r\n<p>t\r\n7\r\next</p>\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"<p>text</p>", ()),
        (CHUNKED, [("Transfer-Encoding", "chunked")]),
        (b"<p>text</p>", [("Transfer-Encoding", "chunked")]),  # some programs undo the chunks and keep the header
        (gzip.compress(b"<p>text</p>"), [("Content-Encoding", "gzip")]),
    ],
    ids=["plain", "chunks", "chunks undone", "gzip"],
)
def test_others_write_bodies_in_their_own_ways(body, headers):
    (found,) = read(theirs(body=body, headers=headers))
    assert found.body(MOST) == b"<p>text</p>"
    assert found.source is None


@pytest.mark.parametrize("date", ["2026-11-01T08:00:30Z", "2026-11-01T08:00:30.000000Z", "2026-11-01T08:00:30"])
def test_dates_may_be_finer_or_without_a_zone(date):
    assert read(theirs(date=date))[0].date == DATE


@pytest.mark.parametrize("date", ["yesterday", ""])
def test_a_date_that_is_none_is_not_made_up(date):
    (found,) = read(theirs(date=date or " "))
    assert isinstance(found, Unreadable)
    assert "its date" in found.reason
    assert found.url == "http://x.example.org/1"


def test_a_repetition_has_no_payload_and_names_the_other():
    original = Captured(IDS[0], "response", "a", 0, 1, "http://x.example.org", DATE, "sha256:0")
    _, written = records(new_id(), exchange(7), original)
    (found,) = read(b"".join(written))
    assert (found.kind, found.payload, found.refers_to) == ("revisit", b"", IDS[0])
    assert found.header("content-type") == "text/html"


def test_a_page_that_a_browser_made_is_read_as_well():
    _, written = records(new_id(), exchange(rendered=True))
    (found,) = read(b"".join(written))
    assert (found.kind, found.status, found.payload) == ("resource", 200, exchange().response.body)
    assert exchange_of(found, DATE).rendered


def test_requests_and_metadata_are_passed_over():
    assert read(theirs(kind="metadata")) == []


def test_a_damaged_record_is_said_and_the_others_are_read():
    spoilt = bytearray(OURS)
    place = len(MEMBERS[0]) + len(MEMBERS[1]) // 2
    spoilt[place : place + 4] = b"\xff" * 4
    found = read(bytes(spoilt))
    assert found[0] == Unreadable(len(MEMBERS[0]), f"damaged: {len(MEMBERS[1])} bytes are no record")
    assert [each.record_id for each in found[1:]] == IDS[1:]


def test_a_payload_that_is_not_what_its_record_says_is_damaged():
    changed = PLAIN.replace("第1号".encode(), "第9号".encode(), 1)
    found = read(changed)
    assert [type(each) for each in found] == [Capture, Unreadable, Capture]
    assert found[1].reason == "damaged: the payload is not what its record says"


def test_a_payload_that_breaks_off_is_damaged():
    cut = PLAIN[: PLAIN.index("恢复生产".encode())]
    (found,) = read(cut)
    assert isinstance(found, Unreadable)


@pytest.mark.parametrize(
    "data",
    [b"no WARC at all", b"", b"WARC/1.1\r\n", gzip.compress(b"no WARC at all"), b"\x00" * 99],
    ids=["words", "nothing", "a version", "compressed words", "zeros"],
)
def test_what_is_no_warc_is_no_capture(data):
    assert not [each for each in read(data) if isinstance(each, Capture)]


def test_what_is_no_warc_is_said():
    for data in (b"no WARC at all", gzip.compress(b"no WARC at all")):
        (found,) = read(data)
        assert found.reason.startswith("damaged: ")


def test_a_payload_that_is_too_large_is_said_and_the_others_are_read():
    large = Message(b"HTTP/1.1 200 OK", (), bytes(3 << 20))
    _, written = records(new_id(), exchange(9, response=large))
    for data in (OURS + b"".join(written) + OURS, b"".join(written) + OURS, PLAIN + gzip.decompress(written[0]) + PLAIN):
        found = read(data, most=1 << 10)
        assert [each.reason for each in found if isinstance(each, Unreadable)] == ["larger than 1024 bytes"]
        assert len([each for each in found if isinstance(each, Capture)]) % 3 == 0


def test_an_exchange_that_others_captured_can_be_kept_as_ours():
    (found,) = read(theirs(headers=[("X-Name", "新闻")]))
    again = exchange_of(found, found.date)
    assert again.request is None
    (ours,) = read(b"".join(records(new_id(), again)[1]))
    assert (ours.url, ours.date, ours.payload, ours.headers) == (found.url, found.date, found.payload, found.headers)


def test_a_wacz_is_the_warc_files_in_it(tmp_path):
    path = tmp_path / "site.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/b.warc", PLAIN)
        archive.writestr("archive/a.warc.gz", OURS)
        archive.writestr("pages/pages.jsonl", "{}")
        archive.writestr("indexes/index.cdx.gz", gzip.compress(b""))
    with warc_files(path) as files:
        found = [(name, len(list(captures_in(file, MOST)))) for name, file in files]
    assert found == [("archive/a.warc.gz", 3), ("archive/b.warc", 3)]


def test_a_file_is_itself(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(OURS)
    with warc_files(path) as files:
        assert [(name, len(list(captures_in(file, MOST)))) for name, file in files] == [("a.warc.gz", 3)]


def test_a_wacz_that_is_none_is_named(tmp_path):
    path = tmp_path / "a.wacz"
    path.write_bytes(b"no zip")
    with pytest.raises(ValueError, match=r"a\.wacz is no WACZ"), warc_files(path):
        pass
