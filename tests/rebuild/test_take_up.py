"""An index taken up as a cache gives it back."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from newsarchive.archive import Archive
from newsarchive.export.publish import Published
from newsarchive.rebuild.catch_up import CaughtUp
from newsarchive.rebuild.seal import seal, unsealed
from newsarchive.rebuild.take_up import put_away, take_up
from newsarchive.run import Run
from tests.records import record

NOW = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def archive(make_archive):
    folder = make_archive("http://127.0.0.1:1").folder
    with Archive(folder) as opened:
        for number in range(50):
            opened.index.articles.put(record(number))
    return folder


def index_of(folder):
    return folder / "state" / "index.sqlite3"


def test_where_there_is_none_another_is_begun(make_archive):
    assert take_up(make_archive("http://127.0.0.1:1").folder, NOW).is_new


def test_one_that_is_as_it_was_sealed_is_taken_with_what_it_is_up_to(archive):
    seal(archive / "state", {"site": "abc"})
    found = take_up(archive, NOW)
    assert (found.branches, found.is_new, found.aside) == ({"site": "abc"}, False, None)


def test_one_of_a_run_that_was_killed_is_taken_but_nothing_is_known_of_it(archive):
    seal(archive / "state", {"site": "abc"})
    with Archive(archive) as opened:
        opened.index.articles.put(record(60))
    found = take_up(archive, NOW)
    assert (found.branches, found.is_new, found.aside) == ({}, False, None)
    with Archive(archive) as opened:
        assert opened.index.runs.article_counts() == {"finews": 51}


def halve(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwrite(path):
    path.write_bytes(b"no index at all" * 1000)


def alter(path):
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE revisions SET record = replace(record, '工厂', '公司') WHERE article = 7")
    connection.close()


@pytest.mark.parametrize("damage", [halve, overwrite, alter])
def test_a_damaged_one_is_put_aside_and_kept(archive, damage):
    seal(archive / "state", {"site": "abc"})
    damage(index_of(archive))
    spoilt = index_of(archive).read_bytes()
    found = take_up(archive, NOW)
    assert (found.branches, found.is_new) == ({}, True)
    assert found.why
    assert found.aside is not None
    assert found.aside.name == "index.damaged-20261102T000000Z.sqlite3"
    assert len(found.aside.read_bytes()) == len(spoilt)
    assert not index_of(archive).exists()


@pytest.mark.parametrize(
    ("result", "upto"),
    [
        (Published("site"), "before"),
        (Published("site", commit="ours", pushed="ours"), "ours"),
        (Published("site", commit="ours", pushed="replayed"), None),  # others were first, and theirs is not in the index
        (Published("site", commit="ours", push_error="no network"), "ours"),
    ],
)
def test_it_is_put_away_with_what_it_is_up_to(archive, result, upto):
    with Archive(archive) as opened:
        run = Run(opened, export=False)
    run.published.append(result)
    put_away(archive, run, {"site": CaughtUp(head="before")})
    assert unsealed(archive / "state") == ({"site": upto} if upto else {})
