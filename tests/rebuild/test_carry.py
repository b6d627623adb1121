"""What only the old index knows comes over, or is said to be lost."""

from __future__ import annotations

import sqlite3

import pytest

from newsarchive.rebuild.carry import CARRIED, carry
from newsarchive.store.database import Database

ROWS = {
    "quarantine": ("http://x.example/1", "courier", "fetch", "404", None, "a", "b", 1),
    "past failures": ("http://a.example.org/2", "courier", "fetch", "no answer", "a", "b", 2, "c", "overcome"),
    "pruned captures": ("urn:uuid:9", "2026-11-01T00:00:00Z"),
    "requests": ("2026-11-01", "courier", 7),
    "runs": (7, "courier", "a", "b", 0, 1, 0, 0, 0, 5, 1, 3, 1, 0, 0, 0.25, None, None, None),
    "visits": ("courier", "http://x.example/rss.xml", "d", '"e"', None, "a"),
    "frontier": (3, "courier", "article", "http://x.example/2", "x.example", 1, "{}", 0, "a", "w", None),
    "checks": ("courier", "title", 1, 2, "meta title", "a"),
    "robots": ("http://x.example", "", "a"),
    "pictures": ("http://x.example/1.png", "ab/cd.png", 5),
    "missing pictures": ("http://x.example/2.png", "http://x.example/2", "courier", "404", 1, "a"),
    "troubles": (4, "source:courier", "silent", "no article for 9 h", "a", None, "a", None),
    "messages": (5, "0123456789abcdef", "[news] courier is silent", "...", "a", 1, None),
    "journal": ("site", "_posts/a.md", "b" * 40, 1),
}


@pytest.fixture
def databases(tmp_path):
    both = Database(tmp_path / "old.sqlite3"), Database(tmp_path / "fresh.sqlite3")
    yield both
    for each in both:
        each.close()


def sql(database, statement, values=()):
    with sqlite3.connect(database.path) as connection:
        rows = connection.execute(statement, values).fetchall()
    connection.close()
    return rows


def plant(database):
    for name, row in ROWS.items():
        sql(database, f"INSERT INTO {CARRIED[name][0].name} VALUES ({','.join('?' * len(row))})", row)  # noqa: S608  # our own names


def test_every_row_comes_over(databases):
    old, fresh = databases
    plant(old)
    assert ROWS.keys() == CARRIED.keys()
    assert {each.name: (each.rows, each.lost) for each in carry(old, fresh)} == dict.fromkeys(ROWS, (1, None))
    for name, row in ROWS.items():
        assert sql(fresh, f"SELECT * FROM {CARRIED[name][0].name}") == [row]  # noqa: S608  # our own names


def test_the_reading_of_captures_does_not_count_as_a_crawl(databases):
    old, fresh = databases
    plant(old)
    sql(fresh, "INSERT INTO runs VALUES (1, 'capture', 'a', 'b', 0, 1, 0, 0, 0, 5, 1, 3, 1, 0, 0, NULL, NULL, NULL, NULL)")
    list(carry(old, fresh))
    assert sql(fresh, "SELECT source FROM runs") == [("courier",)]


def test_a_table_that_cannot_be_read_is_named_and_the_others_come_over(databases):
    old, fresh = databases
    plant(old)
    sql(old, "DROP TABLE visits")
    lost = {each.name for each in carry(old, fresh) if each.lost}
    assert lost == {"visits"}
    assert sql(fresh, "SELECT count(*) FROM frontier") == [(1,)]


def test_without_an_old_index_each_is_lost_with_what_it_comes_to(databases):
    assert {each.name: each.lost for each in carry(None, databases[1])} == {name: loss for name, (_, loss) in CARRIED.items()}
