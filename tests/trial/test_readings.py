"""What a few articles say, field by field."""

from __future__ import annotations

from newsarchive.article import Evidence
from newsarchive.trial.readings import FIELDS, readings
from tests.records import record

SEEN = {"published": Evidence("meta", "article:published_time", "2026-11-01T08:00")}


def test_each_field_is_counted_and_shown_as_the_first_has_it():
    articles = [record(1, publisher=None), record(2, evidence=SEEN, authors=("林岚", "何川")), record(3, publisher="晨报")]
    found = readings(articles, {articles[0].url: {"title": 0.9}})
    assert list(found) == list(FIELDS)
    assert (found["title"].read, found["title"].articles, found["title"].confidence) == (3, 3, 0.9)
    assert (found["publisher"].read, found["publisher"].value) == (2, "澜州日报")
    assert (found["authors"].read, found["authors"].value) == (1, "林岚, 何川")
    assert (found["summary"].read, found["summary"].value, found["summary"].place) == (0, None, None)
    assert found["body"].value.startswith("16 characters: 澜州第1号工厂")


def test_a_time_says_how_exact_it_is_and_where_it_comes_from():
    published = readings([record(1, evidence=SEEN)], {})["published"]
    assert published.value == "2026-11-01 08:01:00+08:00 (to the second)"
    assert published.place == "meta article:published_time"


def test_of_nothing_there_is_nothing():
    assert {each.articles for each in readings([], {}).values()} == {0}
