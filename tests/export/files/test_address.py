"""Addresses that files may link to."""

from __future__ import annotations

import pytest

from newsarchive.export.files.address import outward

BASE = "http://news.example.org/a/b.html"


@pytest.mark.parametrize(
    ("href", "meant"),
    [
        ("http://a.example.org/x?y=1&z=%E4#f", "http://a.example.org/x?y=1&z=%E4#f"),
        ("/x", "http://news.example.org/x"),
        ("c.html", "http://news.example.org/a/c.html"),
        ("//b.example.org", "http://b.example.org/"),
        ("HTTPS://A.Example.ORG:8080", "https://a.example.org:8080/"),
        ("http://a.example.org/路 |?q=[一]#二", "http://a.example.org/%E8%B7%AF%20%7C?q=%5B%E4%B8%80%5D#%E4%BA%8C"),
        ("http://a.example.org/100%", "http://a.example.org/100%25"),
        ("http://例子.测试/", "http://xn--fsqu00a.xn--0zwm56d/"),
        ("http://192.0.2.1/", "http://192.0.2.1/"),
        (" http://a.example.org/\nx ", "http://a.example.org/x"),
        ("http://me:secret@a.example.org/", "http://a.example.org/"),
        ("mailto:a@b.example.org", "mailto:a@b.example.org"),
        ("tel:+86-10-110", "tel:+86-10-110"),
    ],
)
def test_an_address_is_absolute_and_spelled_as_it_should_be(href, meant):
    assert outward(href, BASE) == meant
    assert outward(meant) == meant


@pytest.mark.parametrize(
    "href",
    [
        "javascript:x", "data:text/html,x", "file:///etc/passwd", "x:y", "http://", "http:///x", "http://a b/", "http://[x/",
        "http://[::1]/", "http://a..b/", "http://-a.example.org/", "http://a_b.example.org/", "http://a.example.org:99999/",
        "http://1.2.3.4.5/", "http://1.2.3.256/", "http://01.2.3.4/", f"http://{'x' * 64}.example.org/", "http://%41/",
        "mailto:", "mailto:é b", "tel:", "tel:一",
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_no_link(href):
    assert outward(href, BASE) is None
