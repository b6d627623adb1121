"""Time zones as news sites write them: ``Z``, ``+0800``, ``UTC+8``, ``EST``, ``MSK``, ``北京时间``."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_OFFSETS = (
    "Z 0, UTC 0, GMT 0, UT 0, WET 0, BST 1, WEST 1, CET 1, MEZ 1, WAT 1, CEST 2, MESZ 2, CAT 2, EET 2, SAST 2, EEST 3, "
    "MSK 3, МСК 3, EAT 3, TRT 3, GST 4, PKT 5, IST 5.5, NPT 5.75, BDT 6, WIB 7, ICT 7, WITA 8, SGT 8, HKT 8, PHT 8, "
    "MYT 8, AWST 8, WIT 9, JST 9, KST 9, ACST 9.5, AEST 10, ACDT 10.5, AEDT 11, NZST 12, NZDT 13, BRT -3, ART -3, "
    "CLT -4, AST -4, ADT -3, NST -3.5, NDT -2.5, EST -5, EDT -4, CST -6, CDT -5, MST -7, MDT -6, PST -8, PDT -7, "
    "AKST -9, AKDT -8, HST -10, 北京时间 8, 北京時間 8, 台北時間 8, 香港時間 8, 日本時間 9"
)
"""Abbreviations and their hours from UTC."""
_REGIONS = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "AET": "Australia/Sydney",
}
"""Abbreviations for whatever the clocks there show, summer or winter."""
_ABBREVIATIONS: dict[str, float | str] = {
    **{name: float(hours) for name, hours in (pair.split() for pair in _OFFSETS.split(", "))},
    **_REGIONS,
}
_CHINA = timedelta(hours=8)
# Longest first, so that EST is not read as ET; the offset form takes "+8", "+08", "+0800" and "+08:00".
ZONE = (
    r"(?:(?:UTC|GMT)\s?[+\-−]\s?\d{1,2}(?::?\d\d)?|[+\-−]\d\d:?\d\d|[+\-−]\d\d?(?![\d:./-])|"
    + "|".join(sorted(map(re.escape, _ABBREVIATIONS), key=len, reverse=True))
    + r")(?![^\W_])"
)
"""A pattern (without groups) for one zone as it is written."""

_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+\-−])\s?(\d{1,2})(?::?(\d\d))?")


@lru_cache(maxsize=256)
def _fixed(hours: float) -> tzinfo:
    return timezone(timedelta(hours=hours)) if hours else UTC


def read_zone(words: str, near: tzinfo | None = None, at: datetime | None = None) -> tzinfo | None:
    """The zone that ``words`` name, or None.

    ``near`` settles ``CST``, which is China's to a Chinese source and Chicago's to an American one; ``at`` is the wall
    time in question, for a ``near`` that knows summer time.
    """
    words = words.strip().upper()
    if words == "CST" and near is not None and near.utcoffset(at) == _CHINA:
        return _fixed(8)
    if (known := _ABBREVIATIONS.get(words)) is not None:
        return ZoneInfo(known) if isinstance(known, str) else _fixed(known)
    if found := _OFFSET.fullmatch(words):
        hours = int(found[2]) + int(found[3] or 0) / 60
        if hours <= 14 and int(found[3] or 0) < 60:
            return _fixed(hours if found[1] == "+" else -hours)
    return None
