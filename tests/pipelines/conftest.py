"""Steps to test one by one, for a run of an archive."""

from __future__ import annotations

import pytest


@pytest.fixture
def step(run):
    """Makes a step of that kind, and answers with what it does to an article."""

    def make(kind, booked_under="finews"):
        return kind(run, booked_under).process_item

    return make
