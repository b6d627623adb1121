"""Children: what they say, how they are stopped, and that they notice when the loop is gone."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import wait

import psutil
import pytest

from newsarchive.schedule import children
from newsarchive.schedule.children import Child, nursery
from tests.simulation import PRELOAD

PATIENCE = 60


def talk(telling, *words):
    for word in words:
        telling.say("word", word)


def fail(telling):
    raise SystemExit(7)


def linger(telling):
    telling.say("word", os.getsid(0) == os.getpid())
    while not telling.is_stopped:
        time.sleep(0.01)
    telling.say("word", "stopped")


def hang(telling):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    telling.say("word", "hanging")
    time.sleep(PATIENCE * 3)


def parent(telling, file):
    """Has a child of its own, and ends without a word to it."""
    child = Child(nursery(PRELOAD), linger, ())
    until_said(child, 1)
    telling.say("word", child.pid)
    os._exit(9)


def until_said(child, number):
    """So many messages, or all that there are."""
    found, end = [], time.monotonic() + PATIENCE
    while len(found) < number and time.monotonic() < end:
        wait([child.connection], 0.1)
        messages, is_over = child.messages()
        found += [message.content for message in messages]
        if is_over:
            break
    return found


@pytest.fixture
def start():
    started = []

    def begin(work, *arguments):
        started.append(Child(nursery(PRELOAD), work, arguments))
        return started[-1]

    yield begin
    for child in started:
        child.process.kill() if child.connection.closed is False else None


def test_what_a_child_says_comes_in_order_and_then_its_end(start):
    child = start(talk, "one", "two", "three")
    assert until_said(child, 9) == ["one", "two", "three"]
    assert child.is_up
    assert child.close() == 0


def test_how_a_child_ends_is_known(start):
    child = start(fail)
    assert until_said(child, 1) == []
    assert child.close() == 7


def test_a_child_is_told_to_stop_and_has_a_session_of_its_own(start):
    child = start(linger)
    assert until_said(child, 1) == [True]
    child.stop()
    assert until_said(child, 1) == ["stopped"]
    assert child.close() == 0


def test_a_child_that_has_not_begun_yet_is_stopped_at_once(start):
    child = start(linger)
    child.stop()
    until_said(child, 9)
    assert child.close() in (0, -signal.SIGKILL)


def test_a_child_that_does_not_stop_is_killed_in_the_end(start, monkeypatch):
    monkeypatch.setattr(children, "PATIENCE", 0.1)
    monkeypatch.setattr(children, "LAST_WORD", 0.1)
    child = start(hang)
    assert until_said(child, 1) == ["hanging"]
    child.stop()
    child.urge()
    for _ in range(2):
        time.sleep(0.15)
        child.urge()
    assert until_said(child, 1) == []
    assert child.close() == -signal.SIGKILL


def test_a_child_comes_to_its_end_when_the_loop_is_gone(start):
    child = start(parent, "x")
    (pid,) = until_said(child, 1)
    end = time.monotonic() + PATIENCE
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < end
        time.sleep(0.02)
    child.close()
