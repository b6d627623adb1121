"""Addresses: one spelling for one page, and nothing taken off that might tell two pages apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extract.lists.web_address import web_address

PAGE = "https://news.example.org/a/1.html"


@pytest.mark.parametrize(
    "raw",
    [
        "https://news.example.org/a/1.html#comments",
        "HTTPS://News.Example.org:443/a/1.html",
        " https://news.example.org/a/\n1.html ",
        "/a/1.html",
        "//news.example.org/a/1.html",
        "1.html",
        "../a/1.html?utm_source=rss&utm_medium=feed",
        "1.html?fbclid=IwAR0&",
        "1.html;jsessionid=0A1B2C3D4E5F",
        "1.html?PHPSESSID=abc",
        "1.html?sid=0123456789abcdef0123456789abcdef",
        "/(S(lit3py55t21z5v55vlm25s55))/a/1.html",
    ],
)
def test_one_page_is_one_address(raw):
    assert web_address(raw, "https://news.example.org/a/list.html") == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example.org/?id=1",
        "http://news.example.org/story?sid=4711",
        "http://news.example.org/story?s=harbour",
        "http://news.example.org/story?b=2&a=1",
        "http://news.example.org/Story/A",
        "http://news.example.org:8080/",
        "http://news.example.org/a/",
        "http://news.example.org/%E6%BE%9C?q=%26",
        "http://news.example.org/story?source=rss",
    ],
)
def test_what_may_tell_pages_apart_is_left(url):
    assert web_address(url) == url


@pytest.mark.parametrize(
    "raw", ["javascript:void(0)", "mailto:a@example.org", "ftp://example.org/a", "http://", "http://[bad/x", "http://a:b/", "a/1"]
)
def test_what_leads_nowhere_is_no_address(raw):
    assert web_address(raw) is None


@given(st.text(max_size=60), st.sampled_from(["", "https://news.example.org/a/b?c=d"]))
def test_any_text_is_answered_and_an_address_stays_as_it_is(raw, base):
    found = web_address(raw, base)
    assert found is None or web_address(found) == found
