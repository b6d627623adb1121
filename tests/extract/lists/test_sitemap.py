"""Sitemaps as they really come, and everything that is wrong with them."""

from __future__ import annotations

import contextlib
import gzip
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extract.json_fields import ShapeError
from newsarchive.extract.lists.sitemap import read_sitemap
from tests.site import feeds, sitemaps
from tests.site.news import piece, pieces

NOW = datetime(2026, 11, 20, tzinfo=UTC)
URL = "http://courier.example.org"
PIECES = pieces(8)


def read(text, where="/sitemap.xml"):
    body = text if isinstance(text, bytes) else text.encode()
    return read_sitemap(body, url=URL + where, zone=UTC, now=NOW)


def test_a_plain_sitemap():
    found = read(sitemaps.urls(PIECES, URL)).entries
    assert [(each.url, each.modified) for each in found] == [(URL + each.path, each.published) for each in PIECES]
    assert {each.updated for each in found} == {None}  # a page that changed is not an article that was updated


def test_a_sitemap_for_news():
    found = read(sitemaps.news(PIECES, URL)).entries
    assert [(each.url, each.title, each.published) for each in found] == [
        (URL + each.path, each.title, each.published) for each in PIECES
    ]
    assert {each.publisher for each in found} == {"Harbour Courier"}
    assert found[0].evidence["title"].how == "list"


def test_an_index():
    changed = datetime(2026, 11, 2, 8, tzinfo=UTC)
    found = read(sitemaps.index({"/1.xml": (changed, PIECES)}, URL))
    assert dict(found.lists) == {f"{URL}/1.xml": changed, f"{URL}/sitemaps/news.xml": None}
    assert found.entries == ()


def test_compressed_whatever_it_is_called():
    assert read(gzip.compress(sitemaps.urls(PIECES, URL).encode())) == read(sitemaps.urls(PIECES, URL))


def test_what_robots_txt_names():
    text = "User-agent: *\nDisallow: /x\nSITEMAP : /a.xml\nSitemap: http://other.example.org/b.xml # more\n"
    assert list(read(text, "/robots.txt").lists) == [f"{URL}/a.xml", "http://other.example.org/b.xml"]
    assert not read("", "/robots.txt").lists


def test_a_list_of_addresses():
    assert [each.url for each in read(f"{URL}/1\r\n{URL}/2\n").entries] == [f"{URL}/1", f"{URL}/2"]


def test_a_feed_is_a_sitemap_as_well():
    assert len(read(feeds.atom(PIECES, URL)).entries) == len(PIECES)


@pytest.mark.parametrize(
    "xmlns",
    [
        "",
        'xmlns="http://www.google.com/schemas/sitemap/0.84"',
        'xmlns="https://www.sitemaps.org/schemas/sitemap/0.9/"',
        'xmlns="not an address"',
    ],
)
def test_any_namespace(xmlns):
    text = f"<urlset {xmlns}><url><loc>{URL}/1</loc><news:news><news:title>Weir</news:title></news:news></url></urlset>"
    (entry,) = read(text).entries
    assert (entry.url, entry.title) == (f"{URL}/1", "Weir")


@pytest.mark.parametrize(
    "text",
    [
        f"<urlset><url><loc>{URL}/1?a=1&b=2</loc></url></urlset>",
        f"<urlset><url><loc> {URL}/1?a=1&amp;b=2\n</loc></url>",
        f"\n<?xml version='1.0' encoding='gb2312'?><!--生成--><urlset><url><loc><![CDATA[{URL}/1?a=1&b=2]]></loc></url></urlset>",
    ],
)
def test_what_is_not_well_formed_is_read_all_the_same(text):
    (entry,) = read(text).entries
    assert entry.url.startswith(f"{URL}/1?a=1")


def test_pictures_are_no_articles():
    text = f"<urlset><url><image:image><image:loc>{URL}/p.jpg</image:loc></image:image><loc>{URL}/1</loc></url></urlset>"
    assert [each.url for each in read(text).entries] == [f"{URL}/1"]


def test_a_last_change_that_most_rows_share_is_that_of_the_sitemap():
    made = [piece(number, updated=NOW + timedelta(seconds=number)) for number in range(9)]
    real = piece(20, updated=NOW - timedelta(days=3))
    found = read(sitemaps.urls([*made, real], URL)).entries
    assert [each.modified for each in found] == [None] * 9 + [real.updated]


@pytest.mark.parametrize(
    "text", ["", "busy", "<!doctype html><p>busy", "{}", "<a/>", b"\x1f\x8b\x08broken", gzip.compress(b"<", mtime=0)[:-6]]
)
def test_what_is_no_sitemap_is_an_error(text):
    with pytest.raises(ShapeError):
        read(text)


@pytest.mark.parametrize("text", ["<sitemapindex><sitemap><loc>//[</loc></sitemap></sitemapindex>", "Sitemap: http://[/map.xml"])
def test_a_list_at_no_address_is_passed_over(text):
    url = f"{URL}/robots.txt" if text.startswith("Sitemap") else f"{URL}/map.xml"
    assert read_sitemap(text.encode(), url=url, zone=UTC, now=NOW).lists == {}


def test_half_a_character_breaks_nothing():
    (entry,) = read(f"<urlset><url><loc>{URL}/1</loc><news><title>A&#xD800;B</title></news></url></urlset>").entries
    assert entry.title == "A\ufffdB"


def test_fifty_thousand_rows():
    rows = "".join(f"<url><loc>{URL}/news/{number}.html</loc><lastmod>2026-11-01</lastmod></url>" for number in range(50_000))
    assert len(read(f"<urlset>{rows}</urlset>").entries) == 50_000


def test_a_bomb_is_refused():
    bomb = gzip.compress(b"<urlset>" + b" " * (101 * 1024 * 1024), 9)
    with pytest.raises(ShapeError, match="when it is unpacked"):
        read(bomb)


def test_no_file_is_read_and_no_entity_unfolded(tmp_path):
    (tmp_path / "secret").write_text("secret")
    text = f"<!DOCTYPE x [<!ENTITY s SYSTEM 'file://{tmp_path}/secret'>]><urlset><url><loc>{URL}/&s;</loc></url></urlset>"
    assert "secret" not in str(read(text).entries)


PARTS = st.sampled_from(
    ["<urlset>", "<url>", "<loc>", "</loc>", "<lastmod>", "x", "&", "</url>", "<sitemapindex>", "<sitemap>", "\0"]
)


@given(st.lists(PARTS, max_size=20).map("".join) | st.binary(max_size=30))
def test_nothing_breaks_the_reading(text):
    with contextlib.suppress(ShapeError):
        read(text)
