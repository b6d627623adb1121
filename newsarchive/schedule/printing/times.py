"""A pace as cron and systemd write it. Pure."""

from __future__ import annotations

import zlib
from datetime import timedelta

_MINUTES = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30)
_HOURS = (1, 2, 3, 4, 6, 8, 12)


def cron_times(pace: timedelta, name: str) -> str:
    """The first five fields of a crontab for a pace, or the next shorter one that cron can keep: ``3-59/5 * * * *``.

    A crawl leaves out what is not due, so that the shorter one costs next to nothing. ``name``: of the archive; it decides which
    minute of several is taken, so that not all archives ask at the full hour, when everybody does.
    """
    minutes = _minutes(pace)
    offset = zlib.crc32(name.encode()) % min(minutes, 60)
    if minutes == 1:
        return "* * * * *"
    if minutes < 60:
        return f"{offset}-59/{minutes} * * * *"
    hours = minutes // 60
    return f"{offset} * * * *" if hours == 1 else f"{offset} */{hours} * * *" if hours < 24 else f"{offset} 0 * * *"


def calendar(pace: timedelta, name: str) -> str:
    """The same for ``OnCalendar=`` of systemd: ``*:3/5``."""
    minutes = _minutes(pace)
    offset = zlib.crc32(name.encode()) % min(minutes, 60)
    if minutes < 60:
        return f"*:{offset:02}/{minutes}"
    hours = minutes // 60
    return f"*:{offset:02}" if hours == 1 else f"0/{hours}:{offset:02}" if hours < 24 else f"00:{offset:02}"


def _minutes(pace: timedelta) -> int:
    """The longest period that divides the hour or the day, and is not longer than the pace."""
    minutes = max(1, int(pace.total_seconds() // 60))
    if minutes < 60:
        return max(each for each in _MINUTES if each <= minutes)
    hours = minutes // 60
    return 60 * (24 if hours >= 24 else max(each for each in _HOURS if each <= hours))
