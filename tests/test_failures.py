"""Failures explained: what is known of each, and the way out that fits it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.capture.record import digest_of
from newsarchive.failures import explain, is_name
from newsarchive.frontier import MOST_TRIES, Target, Verdict
from newsarchive.store.captures import Captured
from newsarchive.store.quarantine import Quarantined
from newsarchive.store.worker import Worker

NOW = datetime(2026, 11, 2, tzinfo=UTC)
URL = "http://x.example.org/1"


def failed(index, stage="fetch", material=None):
    index.quarantine.put(Quarantined("courier", URL, stage, "no answer", material), NOW)
    return index.quarantine.entries()[0].name


def fail_in_frontier(index, tmp_path, times):
    worker = Worker(tmp_path / "workers")
    for _ in range(times):
        frontier = index.frontier.of("courier", worker, NOW + timedelta(days=60 * times), retry=True)
        frontier.add([Target("article", URL, "x.example.org")])
        frontier.settle([Verdict(each, failed=True) for each in frontier.lease(1)])
    worker.close()


@pytest.mark.parametrize(
    ("text", "is_one"), [("f-kwqhznab", True), ("f-kwqhzna", False), ("NW202611", False), ("f-KWQHZNAB", False)]
)
def test_a_name_is_told_from_other_words(text, is_one):
    assert is_name(text) is is_one


def test_what_nobody_knows_is_not_explained(index):
    assert explain(index, "f-kwqhznab") is None


def test_a_single_page_is_fetched_again_at_once(index):
    name = failed(index)
    found = explain(index, name)
    assert (found.failure.address, found.failure.first, found.next_try, found.given_up) == (URL, NOW, None, False)
    assert found.ways_out[0] == f"`newsarchive quarantine retry {name}` fetches it again at once"


def test_what_a_source_found_says_when_it_is_tried_again(index, tmp_path):
    name = failed(index)
    fail_in_frontier(index, tmp_path, 1)
    found = explain(index, name)
    assert found.next_try == NOW + timedelta(days=60, minutes=15)
    assert "has the next crawl of courier try it again" in found.ways_out[0]


def test_what_was_given_up_says_so(index, tmp_path):
    name = failed(index)
    for _ in range(MOST_TRIES):
        index.frontier.retry(URL, NOW)
    worker = Worker(tmp_path / "workers")
    frontier = index.frontier.of("courier", worker, NOW)
    frontier.add([Target("article", URL, "x.example.org")])
    (lease,) = frontier.lease(1)
    frontier.settle([Verdict(type(lease)(lease.key, lease.target, MOST_TRIES - 1), failed=True)])
    worker.close()
    found = explain(index, name)
    assert (found.next_try, found.given_up) == (None, True)


def test_the_capture_of_the_address_is_named_the_last_one(index):
    name = failed(index)
    for number in (1, 2):
        moment = NOW + timedelta(days=number)
        index.captures.put([Captured(f"urn:uuid:{number}", "response", "a.warc.gz", 0, 1, URL, moment, digest_of(b""))])
    assert explain(index, name).capture == "urn:uuid:2"


@pytest.mark.parametrize(
    ("stage", "material", "way"),
    [
        ("import", None, "`newsarchive import` of where it is tries it again"),
        ("list", None, "`newsarchive crawl courier` asks for the list again"),
        ("suspicious", "{}", "archives the copy that was refused"),
    ],
)
def test_the_way_out_is_that_of_the_stage(stage, material, way, index):
    assert any(way in each for each in explain(index, failed(index, stage, material)).ways_out)


def test_what_was_overcome_says_when_and_how(index):
    name = failed(index)
    index.quarantine.clear([URL], NOW + timedelta(hours=1))
    found = explain(index, name)
    assert (found.ended, found.how, found.ways_out) == (NOW + timedelta(hours=1), "overcome", ())
