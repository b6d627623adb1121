"""Requests of a day in the index: never more than may be, whoever takes them."""

from __future__ import annotations

import threading
from datetime import date

from newsarchive.store.index import Index

DAY = date(2026, 11, 1)


def test_what_is_taken_is_counted_by_source_and_day(index):
    spent = index.spent
    assert spent.take(DAY, "a", 20, archive=None, own=1000) == 20
    assert spent.take(DAY, "b", 5, archive=None, own=1000) == 5
    assert (spent.of(DAY), spent.of(DAY, "a"), spent.of(date(2026, 11, 2))) == (25, 20, 0)
    spent.give_back(DAY, "a", 15)
    assert spent.of(DAY, "a") == 5


def test_where_little_is_left_little_is_taken_at_once(index):
    assert index.spent.take(DAY, "a", 20, archive=50, own=None) == 5
    assert index.spent.take(DAY, "a", 20, archive=6, own=None) == 1
    assert index.spent.take(DAY, "a", 20, archive=6, own=None) == 0


def test_days_long_gone_are_forgotten(index):
    index.spent.take(date(2026, 9, 1), "a", 1, archive=100, own=None)
    index.spent.take(DAY, "a", 1, archive=100, own=None)
    assert index.spent.of(date(2026, 9, 1)) == 0


def test_two_who_take_at_once_never_take_more_than_there_is(tmp_path):
    taken = []

    def take():
        index = Index(tmp_path / "index.sqlite3")
        taken.extend(index.spent.take(DAY, "a", 20, archive=40, own=None) for _ in range(30))
        index.close()

    Index(tmp_path / "index.sqlite3").close()
    threads = [threading.Thread(target=take) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(taken) == 40
