"""The quarantine: everything that failed, with its reason, until it succeeds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.store.quarantine import Quarantined

NOW = datetime(2026, 11, 2, tzinfo=UTC)


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


def test_it_is_still_there_when_the_index_is_opened_again(index, tmp_path):
    index.quarantine.put(entry(), NOW)
    index.close()
    assert index.quarantine.entries() == [entry()]
