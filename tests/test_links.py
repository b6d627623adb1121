"""Share links: known by their path on any host, and decoys left alone."""

from __future__ import annotations

import pytest

from newsarchive import sources
from newsarchive.links import recognise
from newsarchive.sources import JsonSource

FINEWS = sources.find("finews")
ID = "NW202611010000000001"
SHARE = f"/html_News/NewsShare.html?infoCode={ID}"
TEXT = f"/NewsData/GetNewsText.do?id={ID}"


def found(url, *, known=(FINEWS,), overridden=None):
    return recognise(url, known, overridden or {})


@pytest.mark.parametrize(
    "host", ["http://finews.zning.xyz", "https://mirror.example.org:8443", "http://127.0.0.1:8000", "http://[::1]"]
)
@pytest.mark.parametrize("path", [SHARE, TEXT])
def test_a_share_link_is_known_on_any_host_and_asked_there(host, path):
    link = found(host + path)
    assert link.article_id == ID
    assert link.source.article_url(ID) == f"{host}{TEXT}"


def test_readers_are_given_the_public_address_wherever_the_link_came_from():
    link = found("http://mirror.example.org" + SHARE)
    assert link.source.article_link(ID) == "http://finews.zning.xyz" + SHARE


def test_the_archive_s_own_host_is_asked_where_it_names_one():
    link = found("http://mirror.example.org" + SHARE, overridden={"finews": {"share": "http://127.0.0.1:1"}})
    assert link.source is FINEWS


@pytest.mark.parametrize("more", ["&from=timeline", "&infoCode=other", "#top", "&type="])
def test_what_apps_add_to_a_link_makes_no_difference(more):
    assert found(f"http://finews.zning.xyz{SHARE}{more}").article_id == ID


def test_the_query_may_stand_in_any_order():
    assert found(f"http://x.example.org/html_News/NewsShare.html?v=2&infoCode={ID}").article_id == ID


@pytest.mark.parametrize(
    "url",
    [
        f"http://finews.zning.xyz/html_News/Other.html?infoCode={ID}",
        f"http://finews.zning.xyz/html_News/NewsShare.html?id={ID}",
        "http://finews.zning.xyz/html_News/NewsShare.html",
        "http://finews.zning.xyz/html_News/NewsShare.html?infocode",
        f"http://finews.zning.xyz/more/html_News/NewsShare.html?infoCode={ID}",
        f"http://finews.zning.xyz/html_News/NewsShare.html/x?infoCode={ID}",
        f"http://example.org/?to=http://finews.zning.xyz{SHARE}",
        f"http://example.org/#{SHARE}",
        f"file://{SHARE}",
        f"javascript:{SHARE}",
        SHARE,
        "",
    ],
)
def test_a_decoy_is_no_share_link(url):
    assert found(url) is None


@pytest.mark.parametrize("url", ["http://[bad/x", "http://[::1", "https://]/"])
def test_an_address_that_cannot_be_taken_apart_is_no_share_link(url):
    assert found(url) is None


def test_an_id_is_handed_on_as_it_stands_and_judged_by_others():
    assert found("http://x.example.org/html_News/NewsShare.html?infoCode=..%2F..%2Fetc").article_id == "../../etc"
    assert found("http://x.example.org/html_News/NewsShare.html?infoCode=").article_id == ""


def test_an_id_in_the_path_is_found_too():
    other = source(url="{share}/news/{id}.json", link="{share}/n/{id}.html")
    assert found("http://x.example.org/n/20261101.html", known=[FINEWS, other]).article_id == "20261101"
    assert found("http://x.example.org/news/a%20b.json", known=[other]).article_id == "a b"
    assert found("http://x.example.org/n/2026/1101.html", known=[other]) is None
    assert found("http://x.example.org/nx20261101.html", known=[other]) is None


def test_an_id_beside_other_characters_in_the_query():
    other = source(url="{share}/api?name=news-{id}.json")
    assert found("http://x.example.org/api?name=news-7.json", known=[other]).article_id == "7"
    assert found("http://x.example.org/api?name=photo-7.json", known=[other]) is None


def test_what_the_form_fixes_must_be_there():
    other = source(url="{share}/api?kind=news&id={id}")
    assert found("http://x.example.org/api?id=1&kind=news", known=[other]).article_id == "1"
    assert found("http://x.example.org/api?id=1&kind=photo", known=[other]) is None
    assert found("http://x.example.org/api?id=1", known=[other]) is None


def test_the_first_source_that_knows_the_link_has_it():
    twin = FINEWS.model_copy(update={"name": "twin"})
    assert found("http://x.example.org" + SHARE, known=[twin, FINEWS]).source.name == "twin"


def source(**article):
    return JsonSource.model_validate(
        {
            "name": "other",
            "spider": "json_list",
            "timezone": "UTC",
            "hosts": {"share": "http://other.example.org"},
            "article": {"fields": {"title": "title"}, **article},
        }
    )
