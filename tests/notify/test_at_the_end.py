"""The end of a run: what it has seen is told, and nothing of that stops it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsarchive.archive import Archive
from newsarchive.export.publish import Published
from newsarchive.health.condition import Condition, Health, State
from newsarchive.notify.at_the_end import source_troubles, tell_after
from newsarchive.run import Run
from newsarchive.store.run_record import RunRecord
from newsarchive.store.yields import Lack
from tests.notify.conftest import START


@pytest.fixture
def run(telling):
    with Archive(telling().folder) as archive:
        yield Run(archive)


def test_a_push_that_fails_is_told_when_it_lasts(run, hook):
    run.published.append(Published("site", push_error="not pushed to origin: the network is down"))
    for minutes in (0, 30, 59):
        assert tell_after(run, START + timedelta(minutes=minutes)) == []
    assert hook.titles == []
    tell_after(run, START + timedelta(minutes=61))
    assert hook.titles == ["[archive] the push of site is failing".replace("archive", run.archive.folder.name)]
    run.published[:] = [Published("site", pushed="abc")]
    for minutes in (70, 131):
        tell_after(run, START + timedelta(minutes=minutes))
    assert hook.titles[1:] == ["[my-news] the push of site is well again"]


def test_an_export_that_fails_and_a_run_that_breaks_are_told(run, hook):
    run.export_errors["site"] = "another export is running"
    run.broken = "the disk is full"
    tell_after(run, START)
    assert hook.titles == ["[my-news] the archive is broken"]
    tell_after(run, START + timedelta(minutes=16))
    assert hook.titles[1:] == ["[my-news] the export site is failing"]


def test_without_addresses_nobody_is_told(make_archive):
    with Archive(make_archive("http://127.0.0.1:1").folder) as archive:
        run = Run(archive)
        run.broken = "the disk is full"
        assert tell_after(run, START) == []
        assert archive.index.troubles.open_ones() == {}


def test_a_source_whose_lists_cannot_be_had_is_told_with_the_reason(run, hook):
    crawled(run, hours=50, failing=10)
    tell_after(run, START)
    tell_after(run, START + timedelta(minutes=5))
    assert hook.titles == ["[my-news] finews is failing"]
    assert "first seen in http://a.example/list" in hook.posts[0]["message"]


def crawled(run, hours, failing):
    """So many hours of crawls, of which the last few found no list."""
    for number in range(hours):
        then = START - timedelta(hours=hours - number)
        broken = number >= hours - failing
        failures = {"list": Lack(5, "http://a.example/list")} if broken else {}
        run.archive.index.runs.put(
            RunRecord(
                *("finews", then, then + timedelta(minutes=1), False, 0 if broken else 5, 0, 0, 5 if broken else 0, 10),
                lists=0 if broken else 5,
                failures=failures,
            )
        )


def test_of_a_source_of_which_too_little_is_known_nothing_is_said(run, monkeypatch):
    for state, said in ((State.NEW, False), (State.RECOVERING, False), (State.WELL, True), (State.SLOW, True)):
        found = {"finews": Health("finews", (Condition("finews", state, START),))}
        monkeypatch.setattr("newsarchive.notify.at_the_end.health_of", lambda *_, found=found: found)
        troubles = source_troubles(run.archive, START)
        assert ("source:finews" in troubles) is said
        assert (troubles.get("source:finews") is not None) is (state is State.SLOW)
