"""Killed anywhere: at a spread of places, and at a few moments; the long run is `python -m benchmarks.faults`."""

from __future__ import annotations

import pytest

from tests.faults.points import DEAD
from tests.faults.scene import Contents, crawl

PLACES = 25
MOMENTS = (0.15, 0.3, 0.5, 0.65, 0.8)
"""Shares of the time that an undisturbed run takes."""


def test_every_kind_of_place_is_passed(undisturbed):
    ended, _ = undisturbed
    assert ended.passed >= 300
    kinds = {"in a write", "before a rename", "after a fsync", "after a commit", "at a response", "during a git call, killed"}
    assert kinds <= ended.kinds.keys()


@pytest.mark.parametrize("share", [(number + 0.5) / PLACES for number in range(PLACES)])
def test_ended_at_a_place_the_next_run_goes_on_to_the_same_end(share, undisturbed, world, program, tmp_path):
    whole, contents = undisturbed
    world.restart()
    folder = world.archive(tmp_path / "archive")
    ended = program.run(*crawl(folder), die_at=int(whole.passed * share))
    if ended.code != DEAD:  # a machine under load passes a few places less: it had ended before
        world.restart()
        folder = world.archive(tmp_path / "again")
        ended = program.run(*crawl(folder), die_at=int(ended.passed * share * share))
    assert ended.code == DEAD
    again = program.run(*crawl(folder))
    assert list(contents.differences(Contents.of(folder))) == [], again.out + again.err
    assert again.code == whole.code
    assert world.most_fetched() <= 2


@pytest.mark.parametrize("share", MOMENTS)
def test_killed_at_a_moment_the_next_run_goes_on_to_the_same_end(share, undisturbed, world, program, tmp_path):
    whole, contents = undisturbed
    world.restart()
    folder = world.archive(tmp_path / "archive")
    program.run(*crawl(folder), kill_after=whole.seconds * share)
    again = program.run(*crawl(folder))
    assert list(contents.differences(Contents.of(folder))) == [], again.out + again.err
    assert world.most_fetched() <= 2
