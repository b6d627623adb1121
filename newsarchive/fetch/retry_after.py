"""`Retry-After`: how long a server asks to be left in peace."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def seconds_of(retry_after: str | None, date: str | None = None, now: datetime | None = None) -> float | None:
    """The pause that the header asks for, in seconds, or None when it says nothing that can be understood.

    A moment is taken by the server's own clock (the header ``Date``), where it shows that: clocks differ.
    """
    words = (retry_after or "").strip()
    if words.isascii() and words.isdigit():
        return float(words)
    moment = _moment(words)
    if moment is None:
        return None
    return max(0.0, (moment - (_moment(date or "") or now or datetime.now(UTC))).total_seconds())


def _moment(words: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
