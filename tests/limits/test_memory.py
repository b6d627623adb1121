"""The memory of all processes of a crawl."""

from __future__ import annotations

import subprocess
import sys

from newsarchive.limits.memory import give_back, used


def test_what_this_process_takes_is_counted():
    before = used()
    ballast = bytearray(b"\1") * (60 << 20)
    assert 50 << 20 < used() - before < 90 << 20
    assert len(ballast) == 60 << 20


def test_what_was_freed_is_given_back():
    many = [bytearray(b"x") * 700 for _ in range(80_000)]  # too large for Python's own store, too small for the system's
    some = many[::500]  # among all others, so that these are not given back by themselves
    del many
    before = used()
    give_back()
    assert before - used() > 40 << 20
    assert len(some) == 160


def test_what_the_processes_take_that_it_started_is_counted_too():
    code = "ballast = bytearray(b'x') * (60 << 20); print('ready', flush=True); input()"
    before = used()
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"ready\n"
        taken = used()
        child.communicate(b"\n")
    assert 50 << 20 < taken - before < 110 << 20
    assert used() - before < 30 << 20, "what has ended does not count"
