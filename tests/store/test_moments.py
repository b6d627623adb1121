"""Moments become text that sorts, and come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from newsarchive.store.moments import moment_of, utc


def test_a_moment_is_kept_in_utc_to_the_second_and_comes_back():
    moment = datetime(2026, 11, 1, 7, 30, 5, 999, tzinfo=timezone(timedelta(hours=8)))
    assert utc(moment) == "2026-10-31T23:30:05Z"
    assert moment_of("2026-10-31T23:30:05Z") == datetime(2026, 10, 31, 23, 30, 5, tzinfo=UTC)


def test_no_moment_is_none():
    assert utc(None) is None


@pytest.mark.parametrize("text", ["", "2026-10-31", "2026-10-31T23:30:05", "2026-10-31T23:30:05+08:00"])
def test_what_nobody_has_written_so_is_refused(text):
    with pytest.raises(ValueError, match="no moment"):
        moment_of(text)
