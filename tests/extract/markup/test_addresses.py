"""The addresses of links and pictures: lazy ones found, dots passed over, scripts in disguise refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extract.markup.addresses import absolute, largest, link, media, picture

BASE = "https://news.example/a/1.html"


@pytest.mark.parametrize(
    ("escaped", "address"),
    [
        ("/x?a=1&amp;b=2", "https://news.example/x?a=1&amp;b=2"),
        ("x", "https://news.example/a/x"),
        ("//c.example/x", "https://c.example/x"),
        (" https://c.example/ ", "https://c.example/"),
        ("#note", "#note"),
        ("tel:+100", "tel:+100"),
        ("#", None),
        ("", None),
        ("javascript:alert(1)", None),
        ("JAVASCRIPT&colon;alert(1)", None),
        (" \x01java\tscript:alert(1)", None),
        ("vbscript:x", None),
        ("data:text/html,x", None),
        ("http://[", None),
    ],
)
def test_links(escaped: str, address: str | None) -> None:
    assert link(escaped, BASE) == address


def test_a_relative_link_stays_where_no_base_is_known() -> None:
    assert link("/x?a=1&amp;b=2", None) == "/x?a=1&amp;b=2"
    assert picture({"src": "1.jpg"}, None) == "1.jpg"


@pytest.mark.parametrize(
    ("attrs", "address"),
    [
        ({"src": "1.jpg"}, "https://news.example/a/1.jpg"),
        ({"src": "1.jpg", "data-src": "2.jpg"}, "https://news.example/a/2.jpg"),
        ({"src": "/img/blank.gif", "data-original": "2.jpg"}, "https://news.example/a/2.jpg"),
        ({"src": "1.jpg", "data-src": "/img/loading.gif"}, "https://news.example/a/1.jpg"),
        ({"srcset": "1.jpg 400w, 2.jpg 1200w"}, "https://news.example/a/2.jpg"),
        ({"src": "placeholder.png"}, None),
        ({"src": "1.jpg", "width": "1"}, None),
        ({"src": "1.jpg", "height": "0px"}, None),
        ({"src": "1.jpg", "style": "width:1px;height:1px"}, None),
        ({"src": "1.jpg", "style": "max-width: 1px"}, "https://news.example/a/1.jpg"),
        ({"src": "mailto:a@b.example"}, None),
        ({"src": "data:image/gif;base64,R0lGOD"}, None),
        ({}, None),
    ],
)
def test_pictures(attrs: dict[str, str], address: str | None) -> None:
    assert picture(attrs, BASE) == address


def test_films_are_at_web_addresses() -> None:
    assert media("a.mp4", BASE) == "https://news.example/a/a.mp4"
    assert media("mailto:x", BASE) is None


@pytest.mark.parametrize(
    ("address", "base", "joined"),
    [
        ("x?a=1&b=2", BASE, "https://news.example/a/x?a=1&b=2"),
        ("x", None, "x"),
        ("http://[", BASE, None),
        ("http://[", None, None),
        ("", None, None),
    ],
)
def test_addresses_that_are_not_escaped(address: str, base: str | None, joined: str | None) -> None:
    assert absolute(address, base) == joined


@pytest.mark.parametrize(
    ("srcset", "best"),
    [
        ("a.jpg", "a.jpg"),
        ("a.jpg 1x, b.jpg 2x", "b.jpg"),
        ("a.jpg 800w, b.jpg 400w", "a.jpg"),
        ("https://c.example/w_1,h_2/a.jpg 1x, https://c.example/w_3,h_4/a.jpg 2x", "https://c.example/w_3,h_4/a.jpg"),
        ("", ""),
        (" , ", ""),
    ],
)
def test_the_largest_of_a_srcset(srcset: str, best: str) -> None:
    assert largest(srcset) == best


@given(st.text(max_size=60))
def test_no_address_makes_it_fail_or_becomes_a_script(escaped: str) -> None:
    for address in (link(escaped, BASE), picture({"src": escaped, "srcset": escaped}, BASE), media(escaped, BASE)):
        assert address is None or address.startswith(("#", "http:", "https:", "mailto:", "tel:", "ftp:", "data:image/"))
