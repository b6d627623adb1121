"""The keeper told: who receives what, over restarts, several processes, a dead server and a full disk."""

from __future__ import annotations

import logging
import sqlite3
import threading
from datetime import timedelta

import pytest

from newsarchive.archive import Archive
from newsarchive.notify.tell import Teller
from newsarchive.notify.trouble import Trouble
from newsarchive.store.database import StoreError
from newsarchive.store.troubles import TroubleStore
from tests.notify.conftest import START

SILENT = Trouble("source:finews", "silent", "no article for 9 h; 23 were to be expected\nfirst seen in http://a.example", START)
FULL = Trouble("archive", "broken", "the disk is full")


def test_the_hook_hears_of_it_once_and_once_of_its_end(telling, hook):
    archive = telling()
    for minutes in range(0, 240, 10):
        archive.look(*([SILENT] if minutes < 60 else []), at=minutes)
    assert hook.titles == ["[my-news] finews is silent", "[my-news] finews is well again"]
    assert "no article for 9 h; 23 were to be expected" in hook.posts[0]["message"]
    assert "It was silent from 2026-11-04 17:00 +0800 to 2026-11-04 18:00 +0800, for 60 min." in hook.posts[1]["message"]


def test_several_are_told_together(telling, hook):
    telling().look(SILENT, Trouble("source:b", "failing", "x", START), FULL, at=0)
    assert hook.titles == ["[my-news] 3 gone wrong"]
    assert "the archive is broken since" in hook.posts[0]["message"]


def test_of_processes_that_look_at_once_one_tells(telling, hook):
    archive = telling()
    archive.look(at=0)
    begin = threading.Barrier(4)

    def look():
        with Archive(archive.folder) as opened:
            begin.wait()
            Teller(opened, opened.config.notify, {}).tell([SILENT], ["source:finews"], START)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert hook.titles == ["[my-news] finews is silent"]


def test_what_does_not_arrive_is_tried_again_and_said_in_the_log(telling, hook, caplog):
    archive = telling()
    hook.status = 500
    with caplog.at_level(logging.WARNING):
        assert archive.look(SILENT, at=0) == 0
    assert "not delivered: address 1 (json): " in caplog.text
    assert "tried again" in caplog.text
    hook.status = 200
    assert archive.look(SILENT, at=5) == 1
    assert archive.look(SILENT, at=10) == 0
    assert hook.titles == ["[my-news] finews is silent"]


def test_what_arrived_at_one_address_is_not_sent_there_again(telling, hook):
    archive = telling(addresses=[hook.address, "json://127.0.0.1:1/nobody"])
    assert archive.look(SILENT, at=0) == 1
    assert archive.look(SILENT, at=5) == 0
    assert len(archive.failures) == 1
    assert hook.titles == ["[my-news] finews is silent"]


def test_after_a_week_it_is_given_up(telling, hook, caplog):
    archive = telling()
    hook.status = 500
    archive.look(SILENT, at=0)
    hook.status = 200
    with caplog.at_level(logging.WARNING):
        assert archive.look(SILENT, at=8 * 24 * 60) == 0
    assert "given up: it could not be delivered for a week" in caplog.text
    assert hook.titles == []


def test_a_secret_comes_from_the_environment_and_goes_nowhere_else(telling, mailbox, caplog, monkeypatch):
    monkeypatch.setattr("socket.getfqdn", lambda *_: "localhost")  # which asks the network for the name of this machine
    address = f"mailto://keeper:${{MAIL_PASSWORD}}@127.0.0.1:{mailbox.port}/?from=a@example.org&to=me@example.org&mode=insecure"
    archive = telling(addresses=[f"{address}&smtp=127.0.0.1", "json://me:${MAIL_PASSWORD}@127.0.0.1:1/"])
    with caplog.at_level(logging.DEBUG):
        assert archive.look(SILENT, at=0) == 0
        assert archive.failures[0] == "notify.to, address 1 (mailto): the environment variable MAIL_PASSWORD is not set"
        archive.environment = {"MAIL_PASSWORD": "p@ss/w"}
        assert archive.look(SILENT, at=10) == 1
    assert mailbox.mails[0]["Subject"] == "[my-news] finews is silent"
    assert mailbox.mails[0]["To"] == "me@example.org"
    logged = "".join(each.getMessage() for each in caplog.records if not each.name.startswith("mail"))
    heard = logged + repr(archive.failures) + (archive.folder / "state" / "index.sqlite3").read_bytes().decode("latin-1")
    assert [each for each in ("p@ss", "p%40ss", "p%2540ss") if each in heard] == []


def test_a_week_is_summed_up_when_it_is_time(telling, hook):
    archive = telling(digest="wed 18:00")  # 10:00 UTC
    archive.look(at=0)
    archive.look(SILENT, at=50)
    archive.look(SILENT, at=70)
    assert [title for title in hook.titles if "week" in title] == ["[my-news] the week: 0 new articles"]
    assert "finews was silent from 2026-11-04 17:00 +0800, and still is" in hook.posts[-1]["message"]
    archive.look(SILENT, at=80)
    archive.look(SILENT, at=7 * 24 * 60 + 50)
    assert len(hook.posts) == 2
    archive.look(SILENT, at=7 * 24 * 60 + 65)
    assert len(hook.posts) == 3


@pytest.mark.parametrize("times", [1, 5])
def test_a_disk_that_is_full_is_told_once_though_the_index_cannot_be_written(telling, hook, monkeypatch, times):
    archive = telling()
    archive.look(at=0)
    with monkeypatch.context() as full:
        full.setattr(TroubleStore, "together", refuse)
        for _ in range(times):
            archive.look(FULL)
    assert hook.titles == ["[my-news] the archive is broken"]
    archive.look(at=60)
    archive.look(at=90)
    assert len(hook.posts) == 1
    archive.look(at=125)
    assert hook.titles[1:] == ["[my-news] the archive is well again"]


def refuse(_store):
    raise StoreError("the index cannot be used: the disk is full")


def test_an_index_that_others_hold_is_no_reason_to_stop(telling, hook, monkeypatch):
    archive = telling()
    archive.look(at=0)
    monkeypatch.setattr("newsarchive.store.database.BUSY_SECONDS", 0.1)
    with sqlite3.connect(archive.folder / "state" / "index.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        archive.look(at=5)
        other.execute("ROLLBACK")
    other.close()
    archive.now = START + timedelta(hours=3)
    archive.look(SILENT)
    assert hook.titles[-1] == "[my-news] finews is silent"
