"""Time zones as they are written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from newsarchive.extract.dates.zones import read_zone

WHEN = datetime(2022, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("Z", 0),
        ("+0800", 8),
        ("+08:00", 8),
        ("UTC+8", 8),
        ("GMT-03:30", -3.5),
        ("EST", -5),
        ("ET", -4),
        ("北京时间", 8),
        ("msk", 3),
    ],
)
def test_known(words: str, hours: float) -> None:
    zone = read_zone(words)
    assert zone is not None
    assert WHEN.astimezone(zone).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("words", ["", "XYZ", "+99", "+0875"])
def test_unknown(words: str) -> None:
    assert read_zone(words) is None


def test_cst_is_chinas_to_a_chinese_source() -> None:
    china = read_zone("CST", near=timezone(timedelta(hours=8)), at=WHEN)
    chicago = read_zone("CST")
    assert china is not None
    assert chicago is not None
    assert china.utcoffset(None) == timedelta(hours=8)
    assert chicago.utcoffset(None) == timedelta(hours=-6)
