"""JSON that names web pages: addresses, what is told of each, and where the list goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsarchive.endpoints import LinkEndpoint
from newsarchive.extract.json_fields import ShapeError
from newsarchive.extract.lists.json_links import read_links
from newsarchive.sources import LinkSource

NOW = datetime(2026, 11, 20, tzinfo=UTC)
URL = "http://api.example.org/list"
FIELDS = {
    "link": "url",
    "id": "id",
    "title": "title",
    "publisher": "from",
    "published": "time",
    "authors": "by",
    "body": "text",
    "updated": "changed",
}


def listing(document, *, page=1, read=0, **changes):
    endpoint = LinkEndpoint(url="{api}/list", items="data", **{"fields": FIELDS, "link": "{api}/news/{id}", **changes})
    hosts = {"api": "http://api.example.org"}
    source = LinkSource(name="x", spider="json_links", timezone=ZoneInfo("Asia/Shanghai"), hosts=hosts, lists=(endpoint,))
    return read_links(source, endpoint, document, url=URL, now=NOW, page=page, read=read)


def test_what_an_item_tells():
    item = {
        "url": "/a/1",
        "title": "A &amp; B",
        "from": "澜州日报",
        "time": "2026-11-02 08:15:00",
        "by": ["Ada"],
        "text": "<p>正文</p>",
    }
    (entry,) = listing({"data": [item]}).entries
    assert (entry.url, entry.title, entry.publisher, entry.authors, entry.body) == (
        "/a/1",
        "A & B",
        "澜州日报",
        ("Ada",),
        "<p>正文</p>",
    )
    assert entry.published == datetime(2026, 11, 2, 0, 15, tzinfo=UTC)
    assert entry.evidence["published"].where == f"{URL} time"
    assert entry.evidence["title"].raw == "A &amp; B"


@pytest.mark.parametrize("moment", [1793578500, "1793578500", 1793578500000])
def test_times_in_seconds_and_in_milliseconds(moment):
    (entry,) = listing({"data": [{"url": "/a/1", "time": moment}]}).entries
    assert entry.published == datetime(2026, 11, 2, 0, 15, tzinfo=UTC)


def test_what_an_item_does_not_tell_is_missing():
    (entry,) = listing({"data": [{"url": "/a/1", "title": None, "time": "soon", "by": [None, 7], "text": ""}]}).entries
    assert (entry.title, entry.published, entry.authors, entry.body, entry.evidence) == (None, None, (), None, {})


def test_an_id_leads_to_an_address_where_there_is_none():
    found = listing({"data": [{"id": "a/b 1"}, {"id": 2, "url": "http://x.example.org/2"}, {"title": "nowhere"}]}).entries
    assert [each.url for each in found] == ["http://api.example.org/news/a%2Fb%201", "http://x.example.org/2", ""]


def test_a_date_ahead_is_a_mistake():
    (entry,) = listing({"data": [{"url": "/a/1", "time": "2027-01-01", "changed": "2026-11-03"}]}).entries
    assert entry.published is None
    assert entry.changed is not None


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"rows": []}, "no list of articles at 'data'; the answer has: rows"),
        ({"data": {"a": 1}}, "no list of articles at 'data'; the answer has: data"),
        ({"data": [{"href": "/1", "no": 1}]}, "no address at 'url' in any item of the list; the first item has: href, no"),
        (None, "no list of articles at 'data'; the answer has: NoneType"),
    ],
)
def test_a_changed_shape_names_the_path_that_no_longer_matches(document, reason):
    with pytest.raises(ShapeError) as caught:
        listing(document)
    assert str(caught.value) == reason


def test_an_empty_list_is_no_fault():
    assert listing({"data": []}).entries == ()


@pytest.mark.parametrize(
    ("pages", "following"),
    [
        ({"by": "number", "url": "{api}/list?p={page}"}, "http://api.example.org/list?p=3"),
        ({"by": "offset", "url": "{api}/list?o={page}"}, "http://api.example.org/list?o=41"),
        ({"by": "cursor", "url": "{api}/list?c={page}", "value": "next"}, "http://api.example.org/list?c=%3Fq"),
        ({"by": "time", "url": "{api}/list?t={page}", "value": "time"}, "http://api.example.org/list?t=9"),
        ({"by": "link", "value": "next"}, "?q"),
        ({"by": "link", "value": "nothing"}, None),
    ],
)
def test_where_the_list_goes_on(pages, following):
    assert listing({"data": [{"url": "/a/1", "time": 9}], "next": "?q"}, page=2, read=40, pages=pages).next_page == following
    assert listing({"data": [], "next": "?q"}, page=2, read=40, pages=pages).next_page is None
