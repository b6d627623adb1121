"""The index's database: its schema, its refusals, and that a write is whole or not there at all."""

from __future__ import annotations

import multiprocessing
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from newsarchive.store import database as database_module
from newsarchive.store import schema
from newsarchive.store.database import DamagedError, Database, StoreError
from newsarchive.store.index import Index
from newsarchive.store.schema import addresses, counters
from tests.records import record


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "index.sqlite3"


@pytest.fixture
def database(path):
    database = Database(path)
    yield database
    database.close()


def count(database, name="number"):
    with database.read() as connection:
        return connection.execute(select(counters.c.value).where(counters.c.name == name)).scalar()


# --- the schema -------------------------------------------------------------------------------------------------------


def test_the_migrations_make_the_schema_of_today(database):
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_the_version_is_that_of_the_newest_migration(database):
    scripts = ScriptDirectory(str(database_module.__file__).replace("database.py", "migrations"))
    assert scripts.get_current_head() == schema.VERSION
    with database.read() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == schema.VERSION


def test_an_index_of_today_is_opened_as_it_is(path):
    Database(path).close()
    before = path.read_bytes()
    Database(path).close()
    assert path.read_bytes() == before


def test_an_index_of_a_newer_program_is_refused_and_left_as_it_is(path):
    Database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(DamagedError, match=r"has the schema 9999, .* upgrade newsarchive"):
        Database(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
    connection.close()


def test_a_migration_that_is_killed_leaves_nothing_and_is_done_by_the_next(path, monkeypatch):
    def killed(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("alembic.command.upgrade", killed)
        with pytest.raises(KeyboardInterrupt):
            Database(path)
    database = Database(path)
    assert count(database) is None
    database.close()


# --- damage -----------------------------------------------------------------------------------------------------------


def test_what_is_no_database_is_damaged_and_left_as_it_is(path):
    path.parent.mkdir()
    path.write_bytes(b"not a database, but long enough to be taken for one " * 100)
    with pytest.raises(DamagedError, match="cannot be used as the index: file is not a database"):
        Database(path)
    assert path.read_bytes().startswith(b"not a database")


def test_a_database_whose_first_page_is_spoilt_is_damaged(path):
    Database(path).close()
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)
    with pytest.raises(DamagedError):
        Database(path)


def test_a_folder_in_the_place_of_the_index_is_damage(path):
    path.mkdir(parents=True)
    with pytest.raises(DamagedError, match="unable to open database file"):
        Database(path)


def test_a_path_with_signs_that_mean_something_in_addresses(tmp_path):
    path = tmp_path / "50% off?#新闻 & more" / "index.sqlite3"
    Database(path).close()
    assert path.is_file()


# --- transactions -----------------------------------------------------------------------------------------------------


def test_a_write_that_fails_leaves_nothing(database):
    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(insert(counters).values(name="number", value=1))
        raise RuntimeError
    assert count(database) is None


def test_a_reader_sees_one_moment_throughout(database):
    with database.read() as connection:
        assert connection.execute(select(counters)).all() == []
        with database.write() as writer:
            writer.execute(insert(counters).values(name="number", value=1))
        assert connection.execute(select(counters)).all() == []
    assert count(database) == 1


def test_rows_must_belong_to_an_article_that_is_there(database):
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(addresses).values(address="url:x", article=1))


def add_one(database, times):
    """Read, think, write: goes wrong when another one writes meanwhile."""
    for _ in range(times):
        with database.write() as connection:
            value = connection.execute(select(counters.c.value).where(counters.c.name == "number")).scalar_one()
            time.sleep(0.001)
            connection.execute(counters.update().where(counters.c.name == "number").values(value=value + 1))


def add_one_in_a_process(path, times):
    database = Database(path)
    add_one(database, times)
    database.close()


def test_writes_of_threads_follow_one_another(database):
    with database.write() as connection:
        connection.execute(insert(counters).values(name="number", value=0))
    threads = [threading.Thread(target=add_one, args=(database, 25)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(database) == 100


def test_writes_of_processes_follow_one_another(database, path):
    with database.write() as connection:
        connection.execute(insert(counters).values(name="number", value=0))
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=add_one_in_a_process, args=(path, 25)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert count(database) == 50


def test_two_processes_may_make_the_index_at_once(path):
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=add_one_in_a_process, args=(path, 0)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]


KILLED = """
import sys, time
from pathlib import Path
from sqlalchemy import insert
from newsarchive.store.database import Database
from newsarchive.store.schema import counters

database = Database(Path(sys.argv[1]))
with database.write() as connection:
    connection.execute(insert(counters).values(name="before", value=1))
with database.write() as connection:
    for number in range(10000):
        connection.execute(insert(counters).values(name=f"{number}", value=number))
    print("half done", flush=True)
    time.sleep(60)
"""


def test_a_kill_during_a_write_leaves_nothing_half(path):
    with subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "half done\n"
        process.send_signal(signal.SIGKILL)
    database = Database(path)
    with database.read() as connection:
        assert connection.execute(select(counters.c.name)).scalars().all() == ["before"]
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    database.close()


def test_what_stands_in_the_way_of_everything_is_told_and_named(tmp_path):
    database, told = Database(tmp_path / "index.sqlite3"), []
    database.when_unusable = told.append
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE large (text TEXT)")
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    full = r"index\.sqlite3 cannot be used: the disk is full; make room on the disk at /"
    with pytest.raises(StoreError, match=full), database.write() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.exec_driver_sql("INSERT INTO large VALUES (zeroblob(1000000))")
    assert [type(error) for error in told] == [StoreError]
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM large").scalar() == 0
    database.close()


def test_an_error_of_one_statement_stands_in_nobody_s_way(tmp_path):
    database, told = Database(tmp_path / "index.sqlite3"), []
    database.when_unusable = told.append
    with pytest.raises(DatabaseError), database.read() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")
    assert told == []
    database.close()


def test_what_is_written_together_is_committed_at_once_or_not_at_all(tmp_path):
    index = Index(tmp_path / "index.sqlite3")
    other = Index(tmp_path / "index.sqlite3")
    with index.together():
        index.articles.put(record(1))
        assert index.articles.find(["url:" + record(1).url])
        assert other.articles.sequence() == 0
        index.articles.put(record(2))
    assert other.articles.sequence() == 2
    with pytest.raises(ValueError, match="stop"), index.together():
        index.articles.put(record(3))
        raise ValueError("stop")
    assert index.articles.sequence() == other.articles.sequence() == 2
    index.articles.put(record(4))
    assert other.articles.sequence() == 3
    index.close()
    other.close()


def test_one_write_that_fails_takes_back_itself_and_not_the_others(tmp_path):
    database = Database(tmp_path / "index.sqlite3")
    statement = text("INSERT INTO counters (name, value) VALUES (:name, 1)")
    with database.together():
        with database.write() as connection:
            connection.execute(statement, {"name": "a"})
        with pytest.raises(ValueError, match="stop"), database.write() as connection:
            connection.execute(statement, {"name": "b"})
            raise ValueError("stop")
    with database.read() as connection:
        assert connection.execute(text("SELECT name FROM counters")).scalars().all() == ["a"]
    database.close()
