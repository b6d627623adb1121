"""`Retry-After` in its two forms, and in those that nobody should send."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.fetch.retry_after import seconds_of

DATE = "Sun, 01 Nov 2026 08:00:00 GMT"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 01 Nov 2026 08:02:00 GMT", 120),
        ("Sunday, 01-Nov-26 08:02:00 GMT", 120),
        ("Sun, 01 Nov 2026 07:00:00 GMT", 0),
        ("Sun, 01 Nov 2026 08:02:00", 120),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("Sun, 99 Nov 2026 08:02:00 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_how_long_it_is_by_the_servers_own_clock(header, seconds):
    assert seconds_of(header, DATE) == seconds


@pytest.mark.parametrize("date", [None, "", "now"])
def test_without_the_servers_clock_ours_will_do(date):
    now = datetime(2026, 11, 1, 8, 1, tzinfo=UTC)
    assert seconds_of("Sun, 01 Nov 2026 08:02:00 GMT", date, now) == 60
