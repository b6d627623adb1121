"""What used to be read and is not any more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.sources import Definition
from newsarchive.store.checks import Checked
from newsarchive.trial.lost import as_checked, kept, lost
from newsarchive.trial.readings import Reading

THEN, NOW = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC)
PAGES = Definition.model_validate({"name": "p", "spider": "feed", "timezone": "UTC", "lists": ["http://a/"]}).root
JSON = Definition.model_validate(
    {
        "name": "j",
        "spider": "json_list",
        "timezone": "UTC",
        "lists": [{"url": "http://a/", "fields": {"id": "id", "title": "head"}}, {"url": "http://b/", "fields": {"id": "id"}}],
        "article": {"url": "http://a/{id}", "fields": {"title": "title || name", "body": "text"}},
    }
).root
GONE = {"title": Reading(read=0, articles=3)}


def before(read=3, articles=3, place="meta og:title"):
    return {"title": Checked(read, articles, place, THEN)}


def test_a_field_of_the_last_check():
    (each,) = lost(PAGES, GONE, before(), {})
    assert (each.field, each.before.checked, each.rules) == ("title", THEN, ("meta og:title",))


def test_a_field_of_the_archived_articles():
    (each,) = lost(PAGES, GONE, {}, before())
    assert each.before == before()["title"]
    assert lost(PAGES, GONE, before(0), before())


def test_the_expressions_of_a_definition():
    (each,) = lost(JSON, GONE, before(), {})
    assert each.rules == ("article.fields.title: title || name", "lists[0].fields.title: head")


@pytest.mark.parametrize(
    ("now", "past"),
    [
        ({"title": Reading(read=1, articles=3)}, before()),
        (GONE, before(1, 3)),
        (GONE, before(0, 0)),
        (GONE, {}),
        ({"title": Reading(read=0, articles=0)}, before()),
    ],
)
def test_nothing_is_lost(now, past):
    """One article still has it, few ever had it, nothing is known, or nothing could be read at all."""
    assert lost(PAGES, now, past, {}) == []


def test_what_is_lost_is_still_expected():
    missing = lost(PAGES, GONE, before(), {})
    assert kept(GONE, {}, missing, NOW) == before()
    assert kept(GONE, {}, [], NOW) == as_checked(GONE, NOW) == {"title": Checked(0, 3, None, NOW)}


def test_what_is_read_less_often_is_still_expected():
    fewer = {"title": Reading(read=1, articles=3)}
    assert kept(fewer, before(), [], NOW) == before()
    assert kept(fewer, before(1, 3), [], NOW) == {"title": Checked(1, 3, None, NOW)}
    assert kept({"title": Reading(read=2, articles=3)}, before(), [], NOW) == {"title": Checked(2, 3, None, NOW)}
