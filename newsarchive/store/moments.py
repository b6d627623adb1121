"""Moments as the index keeps them: text that sorts, and reads the same in every database."""

from __future__ import annotations

from datetime import UTC, datetime


def utc(moment: datetime | None) -> str | None:
    """An aware datetime as the index keeps it: ISO 8601 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def moment_of(text: str) -> datetime:
    """What :func:`utc` wrote.

    Raises:
        ValueError: something else did.
    """
    if not text.endswith("Z"):
        raise ValueError(f"{text!r} is no moment of the index")
    return datetime.fromisoformat(text)
