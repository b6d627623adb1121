"""What a crawl is after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from newsarchive.wanted import Wanted

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("moment", "covered"),
    [
        (MONDAY - timedelta(seconds=1), False),
        (MONDAY, True),
        (TUESDAY - timedelta(seconds=1), True),
        (TUESDAY, False),
        (datetime(2026, 11, 2, 4, tzinfo=timezone(timedelta(hours=8))), False),
        (None, True),
    ],
)
def test_a_day(moment, covered):
    assert Wanted(since=MONDAY, until=TUESDAY).covers(moment) is covered


def test_all_days():
    assert Wanted().covers(MONDAY)
