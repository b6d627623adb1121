"""A page that sends its readers on is followed, however it is written; one that does not costs no look."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from newsarchive.fetch.refresh import RefreshMiddleware

ASKED = "http://news.example.org/old.html"
SENT_ON = "<html><head><meta charset='{0}'><meta http-equiv='{1}' content='0; url=/new.html'></head><p>搬家</p></html>"


def answered(body: bytes, encoding: str = "utf-8"):
    middleware = RefreshMiddleware.from_crawler(get_crawler())
    request = Request(ASKED)
    return middleware.process_response(request, HtmlResponse(ASKED, body=body, encoding=encoding, request=request))


@pytest.mark.parametrize("word", ["refresh", "REFRESH", "Refresh"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "big5"])
def test_a_page_that_sends_its_readers_on_is_followed(word, encoding):
    answer = answered(SENT_ON.format(encoding, word).encode(encoding), encoding)
    assert isinstance(answer, Request)
    assert answer.url == "http://news.example.org/new.html"


def test_it_is_followed_where_much_stands_before_it():
    before = "<html><head><title>" + "搬" * 3900 + "</title>"
    assert isinstance(answered((before + SENT_ON.format("utf-8", "refresh")).encode()), Request)


def test_other_pages_are_passed_on_without_being_looked_through(monkeypatch):
    monkeypatch.setattr(MetaRefreshMiddleware, "process_response", None)
    body = b"<html><head><title>A quiet day</title></head><p>Nothing happened.</p></html>"
    assert answered(body).body == body
