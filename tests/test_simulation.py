"""The simulation itself: hours pass in no time, and what is crawled in them is crawled in earnest."""

from __future__ import annotations

import itertools
import time
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.archive import Archive
from tests.conftest import story
from tests.simulation import Simulation

BEGIN = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)


@pytest.fixture
def archive(serve, make_archive):
    """An archive of a site with one story."""
    return make_archive(serve(story(1)).url)


def test_hours_pass_in_no_time(archive):
    began = time.monotonic()
    moments = []
    with Simulation(archive.folder, BEGIN) as simulation:
        simulation.run(BEGIN + timedelta(minutes=31), between=moments.append)
        assert abs(simulation.now - (BEGIN + timedelta(minutes=31))) < timedelta(seconds=30)
    assert time.monotonic() - began < 60
    ended = simulation.of("batch-ended")
    assert len(ended) == 7
    assert sum(each.said["counts"]["finews"]["new"] for each in ended) == 1
    with Archive(archive.folder) as opened:
        runs = opened.index.runs.recent("finews", 10)
    waits = [later.started - earlier.started for later, earlier in itertools.pairwise(runs)]
    assert all(timedelta(minutes=5) <= each < timedelta(minutes=5, seconds=10) for each in waits), waits
    assert runs[-1].started - BEGIN < timedelta(seconds=20)
