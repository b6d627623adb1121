"""What was found out so far, in the order in which it was asked for."""

from __future__ import annotations

from newsarchive.discover.document import Document
from newsarchive.discover.survey import Survey


def test_the_order_is_that_of_asking_and_not_of_answering():
    survey = Survey("http://a", asked=["http://a/1", "http://a/2", "http://a/3", "http://a/4"])
    survey.enter(Document("http://a/2", "feed"), "declared", "http://a/2")
    survey.enter(Document("http://a/x", "feed"), "declared", "http://a/1")
    survey.enter(Document("http://a/3", "sitemap"), "named", "http://a/3")
    assert [each.document.url for each in survey.of_kind("feed")] == ["http://a/x", "http://a/2"]
    survey.nothing |= {"http://a/4": "404", "http://a/3": "404", "http://b": "not asked for"}
    assert list(survey.fruitless()) == ["http://a/3", "http://a/4", "http://b"]


def test_the_same_answer_under_two_addresses_is_one():
    survey = Survey("http://a", asked=["http://a/feed", "http://a/rss"])
    survey.enter(Document("http://a/rss.xml", "feed"), "declared", "http://a/feed")
    survey.enter(Document("http://a/rss.xml", "feed"), "declared", "http://a/rss")
    assert len(survey.found) == 1


def test_a_part_is_known_however_it_was_found():
    survey = Survey("http://a")
    survey.parts["http://a/1"] = Document("http://a/1", "sitemap")
    survey.enter(Document("http://a/2.xml", "sitemap"), "named", "http://a/2")
    assert [survey.looked_into(f"http://a/{name}") is not None for name in ("1", "2", "2.xml", "3")] == [True, True, True, False]


def test_one_way_may_be_wanted():
    assert Survey("http://a").wants("feed")
    assert not Survey("http://a", "sitemap").wants("feed")
