"""The loop: whose turn it is, one run a source at a time, what happens when something breaks, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from datetime import timedelta

import pytest

from newsarchive.schedule import loop as loop_module
from newsarchive.schedule.loop import Loop, LoopError, Work
from tests.schedule import acts
from tests.simulation import PRELOAD

PATIENCE = 60
"""Seconds after which something is taken not to happen."""


class World:
    """A folder that the loop keeps crawling, in this thread, while another one watches."""

    def __init__(self, folder, recorder):
        self.folder, self.recorder = folder, recorder
        self.seen = []

    def says(self, **sources):
        (self.folder / acts.FILE).write_text(json.dumps(sources))

    def act(self, source, what):
        (self.folder / source).write_text(what)

    @property
    def log(self):
        """Of each thing that a child did: when, in which process, to which source, what, with which definitions."""
        file = self.folder / "log"
        lines = file.read_text().splitlines() if file.exists() else []
        return [(float(when), int(pid), name, what, rest) for when, pid, name, what, rest in (x.split(" ", 4) for x in lines)]

    def turns(self, source):
        return [when for when, _, name, what, _ in self.log if name == source and what == "begins"]

    def run(self, *script, number=signal.SIGTERM):
        """Run the loop, and the steps of a script beside it; each waits until it has something to say that is true."""
        failed = []

        def play():
            for step in script:
                until = time.monotonic() + PATIENCE
                while not step():
                    if time.monotonic() > until:
                        failed.append(step)
                        break
                    time.sleep(0.02)
            os.kill(os.getpid(), number)

        watcher = threading.Thread(target=play)
        watcher.start()
        try:
            return Loop(self.folder, acts.FILE, Work(acts.plan, acts.batch, PRELOAD), self.recorder).run()
        finally:
            watcher.join()
            assert not failed, self.recorder.told


@pytest.fixture
def world(tmp_path, recorder, monkeypatch):
    monkeypatch.setattr(loop_module, "TICK", 0.1)
    monkeypatch.setattr(loop_module, "TOGETHER", timedelta(seconds=0.1))
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)  # one that comes late ends no test
    yield World(tmp_path, recorder)
    signal.signal(signal.SIGTERM, before)


def done(function):
    """A step that is done once and at once."""
    return lambda: function() or True


def test_each_source_has_its_turns_at_its_own_pace(world):
    world.says(quick=0.3, slow=100)
    world.run(lambda: len(world.turns("quick")) >= 4)
    assert world.turns("slow") == []
    waits = [later - earlier for earlier, later in zip(world.turns("quick"), world.turns("quick")[1:], strict=False)]
    assert min(waits) >= 0.28


def test_sources_that_are_due_together_are_one_batch(world):
    world.says(one=0, two=0.02, three=100)
    world.run(lambda: world.turns("two"))
    assert set(world.recorder.of("began")[0][0]) == {"one", "two"}


def test_a_source_is_never_in_two_batches_at_once(world):
    world.says(one=0, batches=4)
    world.act("one", "slow")
    world.run(lambda: len(world.turns("one")) >= 4)
    steps = [what for *_, what, _ in world.log][:6]
    assert steps == ["begins", "ends"] * 3


def test_a_source_that_is_closed_does_not_wait_for_those_it_was_crawled_with(world):
    world.says(one=0, two=0.05)
    world.act("two", "hang")
    world.run(lambda: len(world.turns("one")) >= 3, done(lambda: world.act("two", "")))
    assert world.recorder.of("began")[0] == (("one", "two"),)
    assert world.turns("two")[1:] == [] or world.turns("two")[1] > world.turns("one")[2]


def test_a_source_that_is_at_work_while_files_change_is_in_one_batch_all_the_same(world):
    world.says(one=0)
    world.act("one", "hang")
    world.run(
        lambda: world.turns("one"),
        done(lambda: world.says(one=0, two=0)),
        lambda: len(world.turns("two")) >= 2,
        done(lambda: world.seen.append(len(world.turns("one")))),
        done(lambda: world.act("one", "")),
        lambda: len(world.turns("one")) >= 2,
    )
    assert world.seen == [1]


def test_no_more_batches_are_at_work_than_may_be(world):
    world.says(one=0, two=0.4, three=0.8, batches=2)
    for name in ("one", "two", "three"):
        world.act(name, "slow")
    most = []

    def watch():
        at_work = {name for *_, name, what, _ in world.log if what == "begins"} and world.log
        open_pids = {pid for _, pid, *_ in at_work} if at_work else set()
        most.append(sum(1 for pid in open_pids if _lives(pid)))
        return len(world.recorder.of("ended")) >= 5

    world.run(watch)
    assert max(most) == 2


def _lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_batch_whose_process_dies_costs_nobody_else_anything_and_is_tried_again_later(world, monkeypatch):
    monkeypatch.setattr(loop_module, "_FIRST_PAUSE", timedelta(seconds=0.5))
    world.says(bad=0, good=0)
    world.act("bad", "die")
    world.run(lambda: len(world.turns("bad")) >= 3 and len(world.turns("good")) >= 3)
    died = world.recorder.of("died")
    assert died[0] == (("bad", "good"), -signal.SIGKILL)
    assert set(died[1:]) == {(("bad",), -signal.SIGKILL)}
    assert [what for *_, name, what, _ in world.log if name == "good"].count("ends") >= 2
    first, second, third = world.turns("bad")[:3]
    assert second - first >= 0.5
    assert third - second >= 1.0


def test_a_batch_that_cannot_go_on_is_said_and_tried_again_later(world, monkeypatch):
    monkeypatch.setattr(loop_module, "_FIRST_PAUSE", timedelta(seconds=0.5))
    world.says(bad=0)
    world.act("bad", "break")
    world.run(
        lambda: len(world.turns("bad")) == 2,
        done(lambda: world.act("bad", "")),
        lambda: len(world.turns("bad")) >= 5,
    )
    assert (("bad",), "the disk is full") in world.recorder.of("ended")
    first, second = world.turns("bad")[:2]
    assert second - first >= 0.5
    late = [at > due.at for _, at, due in world.recorder.of("scheduled")]
    assert late[:4] == [False, True, True, False]


def test_files_that_change_are_read_anew(world):
    world.says(one=0.1)
    world.run(
        lambda: len(world.turns("one")) >= 2,
        done(lambda: world.says(two=0.1)),
        lambda: len(world.turns("two")) >= 2,
    )
    assert [set(each[0]) for each in world.recorder.of("reloaded")] == [{"one"}, {"two"}]
    later = world.turns("two")[0]
    assert sum(1 for each in world.turns("one") if each > later) <= 1


def test_what_cannot_be_read_is_said_once_and_the_last_that_could_goes_on(world):
    world.says(one=0.1)

    def spoil():
        (world.folder / acts.FILE).write_text("{")
        world.seen.append(len(world.turns("one")))

    world.run(
        lambda: len(world.turns("one")) >= 1,
        done(spoil),
        lambda: world.recorder.of("broken") and len(world.turns("one")) >= world.seen[0] + 2,
        done(lambda: world.says(one=0.1, two=0)),
        lambda: world.turns("two"),
    )
    ((reason,),) = world.recorder.of("broken")
    assert reason.startswith("no JSON: ")
    assert {rest for *_, rest in world.log} == {"the last good one"}


def test_a_hangup_reads_the_files_anew_though_they_have_not_changed(world):
    world.says(one=100)
    world.run(
        lambda: len(world.recorder.of("reloaded")) == 1,
        done(lambda: os.kill(os.getpid(), signal.SIGHUP)),
        lambda: len(world.recorder.of("reloaded")) == 2,
    )
    assert len(world.recorder.of("reloaded")) == 2


def test_what_cannot_be_read_to_begin_with_is_an_error(world):
    (world.folder / acts.FILE).write_text("{")
    with pytest.raises(LoopError, match="no JSON") as caught:
        world.run()
    assert caught.value.code == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_when_what_is_at_work_has_come_to_its_end(world, number):
    world.says(one=0)
    world.act("one", "slow")
    assert world.run(lambda: world.turns("one"), number=number) == number
    assert [what for *_, what, _ in world.log][-1] == "stopped"
    assert world.recorder.of("stopping") == [(1, number.name)]


def test_what_does_not_end_is_ended(world, monkeypatch):
    monkeypatch.setattr("newsarchive.schedule.children.PATIENCE", 0.3)
    monkeypatch.setattr("newsarchive.schedule.children.LAST_WORD", 0.3)
    world.says(one=0)
    world.act("one", "hang")
    began = time.monotonic()
    world.run(lambda: world.turns("one"))
    assert time.monotonic() - began < 15
    assert world.recorder.of("died") == [(("one",), -signal.SIGKILL)]


def test_turns_that_were_slept_through_are_had_once(world):
    """The plan of an archive that was asleep has the turn in the past."""
    world.says(one=-3600)
    world.act("one", "slow")
    world.run(lambda: world.turns("one"), done(lambda: world.says(one=100)), lambda: len(world.recorder.of("reloaded")) >= 2)
    time.sleep(0.1)
    assert world.recorder.of("began") == [(("one",),)]
