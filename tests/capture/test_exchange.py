"""Messages as they went over the wire."""

from __future__ import annotations

from newsarchive.capture.exchange import Message, phrase

MESSAGE = Message(b"HTTP/1.1 200 OK", ((b"Set-Cookie", b"a=1"), (b"X-Name", "新闻".encode()), (b"set-cookie", b"b=2")), b"body")


def test_a_head_is_what_stands_before_the_body():
    assert MESSAGE.head == b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nX-Name: \xe6\x96\xb0\xe9\x97\xbb\r\nset-cookie: b=2\r\n\r\n"


def test_a_header_never_becomes_two():
    assert Message(b"GET / HTTP/1.1", ((b"X", b"a\r\nEvil: 1\n"),), b"").head == b"GET / HTTP/1.1\r\nX: a Evil: 1 \r\n\r\n"


def test_a_header_is_found_however_it_is_written():
    assert MESSAGE.header(b"set-cookie") == b"a=1"
    assert MESSAGE.header(b"etag") is None


def test_headers_are_left_out_however_they_are_written():
    assert MESSAGE.without({b"set-cookie"}).headers == ((b"X-Name", "新闻".encode()),)
    assert MESSAGE.without(()) == MESSAGE


def test_a_status_has_a_name():
    assert [phrase(404), phrase(599)] == ["Not Found", "Unknown"]
