"""What an answer is taken for."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsarchive.discover.document import read_document
from newsarchive.extract.json_fields import ShapeError
from tests.site import feeds, sitemaps
from tests.site.news import pieces, section_page

URL = "http://news.example.org"
SOME = pieces(6)


def read(body, path="/x", content_type=None):
    body = body if isinstance(body, bytes) else body.encode()
    now = datetime(2026, 11, 2, tzinfo=UTC)
    return read_document(body, url=URL + path, content_type=content_type, zone=ZoneInfo("UTC"), now=now)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (feeds.rss(SOME, URL), "feed"),
        (feeds.atom(SOME, URL), "feed"),
        (feeds.rdf(SOME, URL), "feed"),
        (feeds.json_feed(SOME, URL), "feed"),
        (sitemaps.urls(SOME, URL), "sitemap"),
        (gzip.compress(sitemaps.urls(SOME, URL).encode()), "sitemap"),
        ("\n".join(URL + each.path for each in SOME), "sitemap"),
        (section_page("", SOME, None), "section"),
        ('<?xml version="1.0"?><!DOCTYPE html>' + section_page("", SOME, None), "section"),
    ],
)
def test_the_articles_are_read_whatever_the_header_says(body, kind):
    document = read(body, content_type="text/plain")
    assert document.kind == kind
    assert [entry.url.removeprefix(URL) for entry in document.listing.entries] == [each.path for each in SOME]


def test_the_lists_of_an_index_and_of_robots_txt_are_read():
    index = read(sitemaps.index({"/part.xml": (SOME[0].published, SOME)}, URL))
    assert (index.kind, list(index.listing.lists)) == ("sitemap", [URL + "/part.xml", URL + "/sitemaps/news.xml"])
    robots = read("User-agent: *\nSitemap: /s.xml\n", path="/robots.txt")
    assert (robots.kind, list(robots.listing.lists)) == ("sitemap", [URL + "/s.xml"])


def test_other_json_is_json():
    document = read(json.dumps({"items": [{"id": 1}, {"id": 2}]}))
    assert (document.kind, document.data["items"][1]) == ("json_list", {"id": 2})


def test_a_page_is_kept_for_its_clues():
    document = read(section_page("", SOME, None))
    assert document.page is not None
    assert "<main>" in document.text


@pytest.mark.parametrize(
    ("body", "why"), [("", "empty"), ("Service unavailable", "begins with 'Service unavailable'"), ("{broken", "broken JSON")]
)
def test_what_is_nothing_is_said(body, why):
    with pytest.raises(ShapeError, match=why):
        read(body)
