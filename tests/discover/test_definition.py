"""The file of a source that was found: comments for people, and the very definition for the program."""

from __future__ import annotations

from datetime import UTC, date, datetime

import yaml

from newsarchive.article import Evidence
from newsarchive.discover.choice import Tried
from newsarchive.discover.definition import definition, fields_read, summary
from newsarchive.discover.proposals import Proposal
from newsarchive.sources import Definition
from newsarchive.trial.readings import Reading

READINGS = {
    "title": Reading(read=3, articles=3, evidence=Evidence("meta", "og:title", "x")),
    "authors": Reading(read=2, articles=3),
    "summary": Reading(read=0, articles=3),
}


def tried(left=0, failures=(), own=True, **said):
    base = {"name": "courier-x", "spider": "feed", "timezone": "UTC", "hosts": {"site": "http://a"}, "lists": ["{site}/rss.xml"]}
    source = Definition.model_validate(base | said).root
    newest = datetime(2026, 11, 1, 8, tzinfo=UTC)
    return Tried(Proposal(source, ("declared by the page",), own), 24, left, READINGS, newest, failures=failures)


def written(chosen, others=(), nothing=None):
    day = date(2026, 11, 25)
    return definition(chosen, others, nothing or {}, name="courier", url="http://a", day=day, zone_from="the archive's own")


def read(text):
    return Definition.model_validate(yaml.safe_load(text)).root


def test_what_is_written_is_what_was_tried():
    for chosen in (
        tried(title='Ünï: #1 "news"\x85'),
        tried(spider="sitemap", skip=r'^https?://[^/]+(?:/|/tags/.*|/a"b\.html)$'),
        tried(lists=[{"url": "http://b/{{x}}: y # z"}, "{site}/b"]),
    ):
        source = read(written(chosen))
        assert source == chosen.proposal.source.model_copy(update={"name": "courier", "verified": date(2026, 11, 25)})


def test_json_too():
    chosen = tried(
        spider="json_list",
        lists=[
            {
                "url": "{site}/l?a=1",
                "items": 'data."my-list"',
                "fields": {"id": "id", "title": "'x' || title"},
                "pages": {"url": "{site}/l?a={page}", "by": "number", "first": 0},
            }
        ],
        article={"url": "{site}/a/{id}", "fields": {"title": "t", "body": "b"}},
    )
    source = read(written(chosen))
    assert source.lists == chosen.proposal.source.lists
    assert source.article == chosen.proposal.source.article


def test_what_was_tried_is_told():
    text = written(tried(), [tried(spider="sitemap", own=False)], {"http://a/feed": "the server answered 404"})
    assert "# Chosen, feed: 24 articles, the newest of 2026-11-01 08:00 +0000; 3 read." in text
    assert "# - sitemap of the whole site: 24 articles" in text
    assert "# - http://a/feed: the server answered 404" in text
    assert "declared by the page" in text


def test_nothing_from_outside_breaks_out_of_a_comment():
    text = written(tried(), nothing={"http://a\nspider: evil": "x\u2028y\r\nname: evil\x85"})
    assert read(text).spider == "feed"
    assert "\nspider: evil" not in text
    reason = tried()
    evil = Tried(Proposal(reason.proposal.source, ("a\nname: evil",), True), 1, 0, READINGS, None)
    assert read(written(evil)).name == "courier"


def test_the_line_says_what_it_yields():
    assert summary(tried(left=2, timezone="Asia/Shanghai")).startswith(
        "feed: at least 24 articles, the newest of 2026-11-01 16:00 +0800; 3 read."
    )
    assert summary(tried(failures=["x"])).endswith("3 read, 1 could not be read.")
    assert fields_read(tried()) == "title, authors (2 of 3)"
