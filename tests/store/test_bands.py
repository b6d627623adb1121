"""What copies are found by: the likest of the time, whatever is common to all, and never more rows than are of use."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select

from newsarchive.store import bands as bands_module
from newsarchive.store.bands import Bands
from newsarchive.store.database import Database
from newsarchive.store.schema import bands as table


@pytest.fixture
def connection(tmp_path):
    database = Database(tmp_path / "index.sqlite3")
    with database.write() as connection:
        yield connection
    database.close()


@pytest.fixture(params=["written", "not yet written"])
def bands(request, connection):
    """Bands of which what was added is in the table, or still in memory: nobody can tell."""
    bands = Bands(connection)
    if request.param == "written":
        add, remove = bands.add, bands.remove

        def add_and_write(*args):
            alike = add(*args)
            bands.write()
            return alike

        def remove_and_write(*args):
            remove(*args)
            bands.write()

        bands.add, bands.remove = add_and_write, remove_and_write
    return bands


def alike(bands, article, period, found_by, most=9):
    """What is like an article that does not stay."""
    found = bands.add(article, period, found_by, most)
    bands.remove(article, period, found_by)
    return found


def test_the_likest_of_the_time_come_first(bands):
    bands.add(1, 10, [7, 8], 9)
    bands.add(2, 11, [7, 8, 9, -1], 9)
    bands.add(3, 12, [7, 8, 9], 9)
    assert alike(bands, 4, 10, [7, 8, 9, -1]) == [2, 1]
    assert alike(bands, 4, 11, [7, 8, 9, -1], 2) == [2, 3]
    assert alike(bands, 4, 11, []) == []
    bands.remove(2, 11, [7, 8, 9, -1])
    assert alike(bands, 4, 11, [7, 8, 9, -1]) == [3, 1]


def test_what_few_articles_share_counts_for_more_than_what_many_do(bands):
    for article in (1, 2, 3):
        bands.add(article, 10, [7, 8], 9)
    bands.add(5, 10, [9], 9)
    assert alike(bands, 4, 10, [7, 8, 9], 1) == [5]


def test_the_first_that_have_a_common_band_are_kept_and_all_are_counted(bands, monkeypatch):
    monkeypatch.setattr(bands_module, "_KEPT", 2)
    for article in (1, 2, 3, 4):
        bands.add(article, 10, [7], 9)
    assert alike(bands, 9, 10, [7]) == [1, 2]
    bands.add(5, 10, [8], 9)
    bands.add(6, 10, [8], 9)
    bands.add(7, 10, [8], 9)
    assert alike(bands, 9, 10, [7, 8]) == [5, 6, 1, 2]  # three have the one, four the other
    for article in (1, 2, 3, 4):
        bands.remove(article, 10, [7])
    assert alike(bands, 9, 10, [7]) == []


def test_what_nobody_has_any_more_is_gone(bands, connection):
    bands.add(1, 10, [7, 8], 9)
    bands.add(2, 10, [8], 9)
    bands.remove(1, 10, [7, 8])
    bands.remove(2, 10, [8])
    bands.write()
    assert connection.execute(select(func.count()).select_from(table)).scalar() == 0


def test_what_was_read_together_is_not_asked_for_again(connection):
    before = Bands(connection)
    before.add(1, 10, [7, 8], 9)
    before.write()
    bands, statements = Bands(connection), []
    event.listen(connection, "before_cursor_execute", lambda *said: statements.append(said[2]))
    bands.read([(10, [7, 9]), (10, [8]), (11, [7])])
    assert len(statements) == 2  # one for each period
    assert bands.add(2, 10, [7, 9], 9) == [1]
    assert bands.add(3, 11, [7], 9) == [1, 2]
    assert bands.add(4, 10, [8, 9], 9) == [1, 2]
    assert len(statements) == 2


def test_what_is_read_takes_nothing_back_that_was_added(connection):
    bands = Bands(connection)
    bands.add(1, 10, [7], 9)
    bands.write()
    bands.add(2, 10, [7], 9)
    assert bands.add(3, 11, [7], 9) == [1, 2]
