"""Where captures are: found by name and by payload."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsarchive.store.captures import Captured

ONE = Captured("urn:uuid:1", "response", "a.warc.gz", 10, 20, "http://x/1", datetime(2026, 11, 1, tzinfo=UTC), "sha256:a")


@pytest.fixture
def store(index):
    return index.captures


def test_a_record_is_found_by_its_name(store):
    other = replace(ONE, record_id="urn:uuid:2", offset=2**40)
    store.put([ONE, other])
    assert [store.find("urn:uuid:1"), store.find("urn:uuid:2"), store.find("urn:uuid:3")] == [ONE, other, None]


def test_nothing_to_remember_is_no_write(store):
    store.put([])
    assert store.find("") is None


def test_a_record_that_has_moved_is_found_where_it_is_now(store):
    store.put([ONE])
    store.put([replace(ONE, file="b.warc.gz", offset=0)])
    assert store.find("urn:uuid:1").file == "b.warc.gz"


def test_the_first_response_with_a_payload_is_the_original(store):
    later = replace(ONE, record_id="urn:uuid:0", date=ONE.date.replace(day=2))
    revisit = replace(ONE, record_id="urn:uuid:3", kind="revisit", date=ONE.date.replace(year=2025))
    resource = replace(revisit, record_id="urn:uuid:4", kind="resource")
    store.put([later, revisit, resource, ONE])
    assert store.originals(["sha256:a", "sha256:b"]) == {"sha256:a": ONE}
