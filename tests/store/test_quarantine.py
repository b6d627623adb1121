"""The quarantine: everything that failed, with its reason, until it succeeds."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.store.quarantine import REMEMBERED, Quarantined, name_of

NOW = datetime(2026, 11, 2, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def quarantine(index):
    return index.quarantine


def entry(address="http://x.example.org/1", source="finews", **changes):
    return Quarantined(
        **{"source": source, "address": address, "stage": "fetch", "reason": "no answer", "material": None, **changes}
    )


def test_an_entry_is_kept_with_everything_it_says(quarantine):
    quarantine.put(entry(material='{"id": "NW1"}'), NOW)
    assert quarantine.entries() == [entry(material='{"id": "NW1"}')]


def test_the_same_failure_again_is_counted_and_its_reason_is_the_last(quarantine):
    quarantine.put(entry(), NOW)
    quarantine.put(entry(reason="the answer was cut off", stage="extract"), NOW)
    assert quarantine.entries() == [entry(reason="the answer was cut off", stage="extract", times=2)]


def test_sources_are_counted_apart(quarantine):
    quarantine.put(entry("http://x.example.org/1"), NOW)
    quarantine.put(entry("http://x.example.org/2"), NOW)
    quarantine.put(entry("http://x.example.org/2", source="other"), NOW)
    assert quarantine.counts() == {"finews": 2, "other": 1}
    assert [(each.source, each.address[-1]) for each in quarantine.entries()] == [
        ("finews", "1"),
        ("finews", "2"),
        ("other", "2"),
    ]


def test_what_succeeded_is_forgotten_whichever_source_had_failed_on_it(quarantine):
    quarantine.put(entry("http://x.example.org/1"), NOW)
    quarantine.put(entry("http://x.example.org/1", source="url"), NOW)
    quarantine.put(entry("http://x.example.org/2"), NOW)
    quarantine.clear(["http://mirror.example.org/1", "http://x.example.org/1"])
    assert [each.address for each in quarantine.entries()] == ["http://x.example.org/2"]


def test_where_nothing_is_to_be_forgotten_nothing_happens(quarantine):
    quarantine.put(entry(), NOW)
    quarantine.clear([])
    quarantine.clear(["http://unknown.example.org"])
    assert len(quarantine.entries()) == 1


def test_a_failure_has_one_name_whenever_it_happens_and_another_for_another_source(quarantine):
    quarantine.put(entry(), NOW)
    (first,) = quarantine.entries()
    quarantine.put(entry(reason="the answer was cut off"), NOW)
    assert re.fullmatch("f-[a-z]{8}", first.name)
    assert [each.name for each in quarantine.entries()] == [first.name]
    assert entry(source="other").name != first.name
    assert name_of("finews", "http://x.example.org/1") == first.name == "f-kyhukzmx"


def test_entries_are_found_by_name_or_address_with_when_they_failed_first_and_last(quarantine):
    quarantine.put(entry(), NOW)
    quarantine.put(entry(), NOW + DAY)
    quarantine.put(entry("http://x.example.org/2"), NOW)
    (found,) = quarantine.called([entry().name])
    assert (found.address, found.first, found.last, found.times) == ("http://x.example.org/1", NOW, NOW + DAY, 2)
    assert len(quarantine.called([entry().name, "http://x.example.org/2"])) == 2
    assert quarantine.called(["f-aaaaaaaa"]) == []


def test_what_was_overcome_is_remembered_for_a_while_and_no_longer(quarantine):
    quarantine.put(entry(times=1), NOW)
    quarantine.put(entry("http://x.example.org/2"), NOW)
    quarantine.put(entry("http://x.example.org/3"), NOW)
    quarantine.clear(["http://x.example.org/1"], NOW + DAY)
    past = quarantine.past(entry().name)
    assert (past.failure, past.failure.first, past.ended, past.how) == (entry(), NOW, NOW + DAY, "overcome")
    quarantine.clear(["http://x.example.org/2"], NOW + DAY + REMEMBERED, how="cleared")
    assert quarantine.past(entry().name) is not None
    quarantine.clear(["http://x.example.org/3"], NOW + 2 * DAY + REMEMBERED)
    assert quarantine.past(entry().name) is None
    assert quarantine.past(entry("http://x.example.org/2").name).how == "cleared"


def test_it_is_still_there_when_the_index_is_opened_again(index, tmp_path):
    index.quarantine.put(entry(), NOW)
    index.close()
    assert index.quarantine.entries() == [entry()]
