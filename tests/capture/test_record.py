"""Exchanges as WARC records: read back by warcio, with every digest right."""

from __future__ import annotations

import zlib
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator

from newsarchive.capture.exchange import Message
from newsarchive.capture.record import digest_of, new_id, records, warcinfo
from newsarchive.store.captures import Captured
from tests.capture.conftest import DATE, exchange


def read(*members):
    """Each record as warcio has it: its headers, and its block."""
    found = []
    for record in ArchiveIterator(BytesIO(b"".join(members)), check_digests="raise"):
        head = record.http_headers.to_str().encode("utf-8") + b"\r\n" if record.http_headers else b""
        found.append((dict(record.rec_headers.headers), head + record.raw_stream.read()))
    return found


def test_a_file_begins_with_who_wrote_it():
    ((headers, block),) = read(warcinfo("a.warc.gz", DATE, {"software": "newsarchive/1", "operator": "张三"}))
    assert (headers["WARC-Type"], headers["WARC-Filename"]) == ("warcinfo", "a.warc.gz")
    assert (headers["WARC-Date"], headers["Content-Type"]) == ("2026-11-01T08:00:30Z", "application/warc-fields")
    assert block.decode() == "software: newsarchive/1\r\noperator: 张三\r\n"


def test_an_exchange_is_an_answer_and_a_question_that_know_each_other():
    record_id, what = new_id(), exchange()
    kind, written = records(record_id, what)
    (answer, answer_block), (question, question_block) = read(*written)
    assert kind == answer["WARC-Type"] == "response"
    assert answer["WARC-Record-ID"] == question["WARC-Concurrent-To"] == f"<{record_id}>"
    assert question["WARC-Record-ID"] != answer["WARC-Record-ID"]
    assert answer["WARC-Target-URI"] == question["WARC-Target-URI"] == what.url
    assert answer["WARC-Date"] == question["WARC-Date"] == "2026-11-01T08:00:30Z"
    assert answer["WARC-Payload-Digest"] == digest_of(what.response.body)
    assert (answer["WARC-IP-Address"], answer["Newsarchive-Source"]) == ("192.0.2.1", "courier")
    assert answer_block == what.response.head + what.response.body
    assert question_block == what.request.head


def test_each_record_is_a_member_of_its_own():
    _, written = records(new_id(), exchange())
    for member in written:
        unpacker = zlib.decompressobj(31)
        assert unpacker.decompress(member).startswith(b"WARC/1.1\r\n")
        assert unpacker.eof
        assert unpacker.unused_data == b""


def test_a_repetition_has_its_own_headers_and_says_where_the_rest_is():
    what = exchange()
    original = Captured(new_id(), "response", "a.warc.gz", 1, 2, "http://first.example.org/", DATE.replace(day=2), "sha256:x")
    kind, written = records(new_id(), what, original)
    headers, block = read(*written)[0]
    assert kind == headers["WARC-Type"] == "revisit"
    assert headers["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert headers["WARC-Refers-To"] == f"<{original.record_id}>"
    assert headers["WARC-Refers-To-Target-URI"] == "http://first.example.org/"
    assert headers["WARC-Refers-To-Date"] == "2026-11-02T08:00:30Z"
    assert headers["WARC-Payload-Digest"] == digest_of(what.response.body)
    assert block == what.response.head


def test_what_is_no_longer_in_chunks_does_not_say_so():
    response = Message(b"HTTP/1.1 200 OK", ((b"Transfer-Encoding", b"chunked"),), b"5\r\nno chunk")
    _, written = records(new_id(), exchange(response=response, request=None))
    ((_, block),) = read(*written)
    assert block == b"HTTP/1.1 200 OK\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\n\r\n5\r\nno chunk"


def test_what_a_browser_made_is_a_resource_and_no_answer():
    what = exchange(rendered=True)
    kind, written = records(new_id(), what)
    headers, block = read(*written)[0]
    assert kind == headers["WARC-Type"] == "resource"
    assert headers["Content-Type"] == "text/html"
    assert block == what.response.body


def test_what_names_articles_says_so():
    assert read(*records(new_id(), exchange(is_list=True))[1])[0][0]["Newsarchive-Role"] == "list"
    assert "Newsarchive-Role" not in read(*records(new_id(), exchange())[1])[0][0]


def test_an_address_with_a_space_stays_one():
    assert read(*records(new_id(), exchange(url="http://x.example.org/a b"))[1])[0][0]["WARC-Target-URI"].endswith("/a%20b")
