"""The time of day beside a date."""

from __future__ import annotations

import re
from datetime import time

import pytest

from newsarchive.extract.dates.clock import with_clock

DAY = re.compile("DAY")


@pytest.mark.parametrize(
    ("text", "clock", "precision"),
    [
        ("DAY 08:18", time(8, 18), "minute"),
        ("DAY 8:18:05", time(8, 18, 5), "second"),
        ("DAYT08:18:05.123Z", time(8, 18, 5), "second"),
        ("DAY（水） 8时18分".replace("（", "(").replace("）", ")"), time(8, 18), "minute"),
        ("DAY 星期三 08:18", time(8, 18), "minute"),
        ("DAY 下午3:05", time(15, 5), "minute"),
        ("DAY 오후 3:05", time(15, 5), "minute"),
        ("DAY at 3:05 p.m.", time(15, 5), "minute"),
        ("DAY 12:05 am", time(0, 5), "minute"),
        ("DAY à 8h18", time(8, 18), "minute"),
        ("DAY, 8.18 Uhr", time(8, 18), "minute"),
        ("DAY 3 PM", time(15), "minute"),
        ("08:18 DAY", time(8, 18), "minute"),
        ("8:18 PM EDT, Wed DAY", time(20, 18), "minute"),
    ],
)
def test_read(text: str, clock: time, precision: str) -> None:
    found = DAY.search(text)
    assert found is not None
    start, end, read = with_clock(found, 0, None)
    assert read is not None
    assert (read.time, read.precision) == (clock, precision)
    assert start <= found.start() < found.end() <= end


@pytest.mark.parametrize("text", ["DAY", "DAY 25:61", "DAY 5 comments", "12 DAY", "DAY 3.14万人"])
def test_not_a_time_of_day(text: str) -> None:
    found = DAY.search(text)
    assert found is not None
    assert with_clock(found, 0, None)[2] is None
