"""What is told, and when: the rule by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.notify.changes import changes
from newsarchive.notify.trouble import Trouble

START = datetime(2026, 11, 4, 9, 0, tzinfo=UTC)
CALM = timedelta(hours=1)
SILENT = Trouble("source:finews", "silent", "no article for 9 h; 23 were to be expected", START - timedelta(hours=9))


class Index:
    """Keeps what changes say, and counts what is told."""

    def __init__(self):
        self.open, self.told, self._key = {}, [], 0

    def look(self, minutes, *wrong, looked_at=("source:finews", "push:site")):
        now = START + timedelta(minutes=minutes)
        found = changes(self.open, wrong, looked_at, now, CALM)
        for each in found.keep:
            self._key += 1
            self.open[each.subject] = each if each.key else replace(each, key=self._key)
            if each.ended:
                del self.open[each.subject]
        self.told += [("broken", each.state, each.since) for each in found.broken]
        self.told += [("healed", each.ended - START) for each in found.healed]
        return found


def test_a_source_that_breaks_is_told_once_and_once_when_it_is_well():
    index = Index()
    for minutes in range(0, 600, 5):
        index.look(minutes, *([SILENT] if minutes < 300 else []))
    assert index.told == [("broken", "silent", SILENT.since), ("healed", timedelta(minutes=300))]


def test_what_comes_and_goes_is_told_once():
    index = Index()
    for minutes in range(0, 600, 5):
        index.look(minutes, *([SILENT] if minutes % 50 < 25 else []))
    assert index.told == [("broken", "silent", SILENT.since)]


def test_that_it_becomes_something_else_is_no_news():
    index = Index()
    index.look(0, SILENT)
    index.look(5, replace(SILENT, state="failing"))
    assert len(index.told) == 1


def test_a_server_that_is_away_for_some_minutes_is_no_news():
    index, push = Index(), Trouble("push:site", "failing", "the network is down")
    for minutes in (0, 5, 10):
        index.look(minutes, push)
    index.look(15)
    assert index.told == []
    for minutes in range(20, 100, 5):
        index.look(minutes, push)
    assert index.told == [("broken", "failing", START + timedelta(minutes=20))]


def test_of_what_was_not_looked_at_nothing_is_concluded():
    index = Index()
    index.look(0, SILENT)
    for minutes in range(5, 300, 5):
        index.look(minutes, looked_at=())
    assert len(index.told) == 1
    assert index.open["source:finews"].calm is None


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_news_alternate_however_it_goes(states):
    index = Index()
    for number, wrong in enumerate(states):
        index.look(number * 20, *([SILENT] if wrong else []))
    kinds = [each[0] for each in index.told]
    assert kinds == [("broken", "healed")[number % 2] for number in range(len(kinds))]
    assert bool(kinds) is any(states)
