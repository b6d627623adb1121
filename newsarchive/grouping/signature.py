"""What copies are found by: MinHash over runs of words, cut into bands. Texts with a band in common may be copies."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from newsarchive.grouping.wording import wording
from newsarchive.grouping.words import Words

LEAST = 12
"""Words. What is shorter says too little to be told from another piece."""

DAYS = 4
"""A period. Copies are looked for in the article's own, the one before and the one after."""


class Signature(NamedTuple):
    """All that grouping asks of an article's title and text: it may be made by another process than the one that groups."""

    wording: bytes
    """What it is compared by, packed."""
    bands: tuple[int, ...]
    """What it is found by."""


def signature_of(title: str | None, text: str) -> Signature:
    """The signature of an article; ``text`` is what a reader reads, a paragraph a line."""
    words = wording(title, text)
    return Signature(words.packed(), tuple(bands_of(words.text)))


def bands_of(text: Words) -> list[int]:
    """The bands of a text, as 64-bit integers with a sign; none for a text that is too short."""
    if len(text) < LEAST:
        return []
    # numpy takes a tenth of a second and 20 MB, and a process whose readers make the signatures has no use for it.
    from newsarchive.grouping.minhash import bands  # noqa: PLC0415

    return bands(text)


def period_of(moment: datetime) -> int:
    """The period that a moment lies in: periods follow each other without a gap."""
    return moment.astimezone(UTC).toordinal() // DAYS
