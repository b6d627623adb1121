"""Steps to test one by one, for a run of an archive."""

from __future__ import annotations

import pytest

from newsarchive.archive import Archive
from newsarchive.run import Run


@pytest.fixture
def run(make_archive):
    with Archive(make_archive("http://127.0.0.1:1").folder) as archive:
        yield Run(archive)


@pytest.fixture
def step(run):
    """Makes a step of that kind, and answers with what it does to an article."""

    def make(kind, booked_under="finews"):
        return kind(run, booked_under).process_item

    return make
