"""The headers of a response as extraction wants them."""

from __future__ import annotations

from scrapy.http import Response

from newsarchive.fetch.headers import headers_of


def test_headers_are_plain_text_by_name():
    response = Response("http://x.example.org", headers={"content-type": "text/html; charset=gbk", "Vary": ["A", "B"]})
    assert headers_of(response) == {"Content-Type": "text/html; charset=gbk", "Vary": "A,B"}


def test_any_bytes_will_do():
    response = Response("http://x.example.org", headers={"X-Name": "张三".encode("gb18030")})
    assert headers_of(response)["X-Name"].encode("latin-1") == "张三".encode("gb18030")


def test_no_headers_are_none():
    assert headers_of(Response("http://x.example.org")) == {}
