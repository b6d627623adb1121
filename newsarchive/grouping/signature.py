"""What copies are found by: MinHash over runs of words, cut into bands. Texts with a band in common may be copies.

The numbers are part of the index: another value here, and what was grouped before is not found by what comes after.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsarchive.grouping.wording import wording
from newsarchive.grouping.words import Words

BANDS, ROWS = 36, 3
"""Two texts that have half of their runs in common share a band with a probability of 99 %, with a tenth in common of 4 %."""

LEAST = 12
"""Words. What is shorter says too little to be told from another piece."""

DAYS = 4
"""A period. Copies are looked for in the article's own, the one before and the one after."""

_HAN_RUN, _WORD_RUN = 5, 3
"""Words in a run: more of them where a word is a character."""

_Hashes = NDArray[np.uint32]
_chance = np.random.Generator(np.random.PCG64(20260713))
_FACTORS: _Hashes = _chance.integers(0, 2**31, size=(BANDS * ROWS, 1), dtype=np.uint32) * np.uint32(2) + np.uint32(1)
_OFFSETS: _Hashes = _chance.integers(0, 2**32, size=(BANDS * ROWS, 1), dtype=np.uint32)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_BATCH = 1024
"""Runs hashed together: what is made on the way stays in the processor's cache."""


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
    runs = _runs(text)
    least = np.full(BANDS * ROWS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(runs), _BATCH):
        hashed = _FACTORS * runs[start : start + _BATCH]
        hashed += _OFFSETS
        least = np.minimum(least, hashed.min(axis=1))
    rows = least.astype(np.uint64).reshape(BANDS, ROWS)
    found = np.arange(BANDS, dtype=np.uint64)
    for row in range(ROWS):
        found = _mixed(found * _STEP + rows[:, row])
    return found.view(np.int64).tolist()


def period_of(moment: datetime) -> int:
    """The period that a moment lies in: periods follow each other without a gap."""
    return moment.astimezone(UTC).toordinal() // DAYS


def _runs(text: Words) -> _Hashes:
    """The hashes of all runs of words."""
    words = np.frombuffer(text.letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    run = _HAN_RUN if text.number_long * 2 < len(text) else _WORD_RUN
    runs = np.zeros(len(words) - run + 1, dtype=np.uint64)
    for place in range(run):
        runs = runs * _STEP + words[place : place + len(runs)]
    return (_mixed(runs) >> np.uint64(32)).astype(np.uint32)


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each bit of a value spread over all others."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
