"""Whose turn it is when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from newsarchive.schedule.turns import Turns

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_each_turn_comes_once_and_the_next_is_known(clock):
    taken = []
    turns = Turns(taken.append)
    turns.put("one", NOW + timedelta(minutes=1))
    turns.put("two", NOW + timedelta(minutes=2))
    turns.take_due()
    assert taken == []
    assert turns.next() == ("one", NOW + timedelta(minutes=1))
    clock.shift(timedelta(minutes=1))
    turns.take_due()
    turns.take_due()
    assert taken == ["one"]
    assert turns.next() == ("two", NOW + timedelta(minutes=2))


def test_turns_that_were_slept_through_come_once_all_the_same(clock):
    taken = []
    turns = Turns(taken.append)
    turns.put("one", NOW + timedelta(minutes=1))
    turns.put("two", NOW - timedelta(days=3))
    clock.shift(timedelta(days=40))
    turns.take_due()
    assert sorted(taken) == ["one", "two"]
    assert turns.next() is None


def test_a_turn_is_moved_or_dropped(clock):
    taken = []
    turns = Turns(taken.append)
    turns.put("one", NOW)
    turns.put("one", NOW + timedelta(hours=1))
    turns.put("two", NOW)
    turns.drop("two")
    turns.drop("nobody")
    turns.take_due()
    assert taken == []
    clock.shift(timedelta(hours=1))
    turns.take_due()
    assert taken == ["one"]
