"""MinHash over runs of words, cut into bands.

The numbers are part of the index: another value here, and what was grouped before is not found by what comes after.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from newsarchive.grouping.words import Words

BANDS, ROWS = 36, 3
"""Two texts that have half of their runs in common share a band with a probability of 99 %, with a tenth in common of 4 %."""

_HAN_RUN, _WORD_RUN = 5, 3
"""Words in a run: more of them where a word is a character."""

_Hashes = NDArray[np.uint32]
_chance = np.random.Generator(np.random.PCG64(20260713))
_FACTORS: _Hashes = _chance.integers(0, 2**31, size=(BANDS * ROWS, 1), dtype=np.uint32) * np.uint32(2) + np.uint32(1)
_OFFSETS: _Hashes = _chance.integers(0, 2**32, size=(BANDS * ROWS, 1), dtype=np.uint32)
_BAND_NUMBERS = np.arange(BANDS, dtype=np.uint64)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_BY_27, _BY_30, _BY_31, _BY_32 = map(np.uint64, (27, 30, 31, 32))
_BATCH = 1024
"""Runs hashed together: what is made on the way stays in the processor's cache."""


def bands(text: Words) -> list[int]:
    """The bands of a text that is as long as a run at least, as 64-bit integers with a sign."""
    runs = _runs(text)
    least = np.full(BANDS * ROWS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(runs), _BATCH):
        hashed = _FACTORS * runs[start : start + _BATCH]
        hashed += _OFFSETS
        least = np.minimum(least, hashed.min(axis=1))
    found = _BAND_NUMBERS
    for row in least.astype(np.uint64).reshape(BANDS, ROWS).T:
        found = _mixed(found * _STEP + row)
    return found.view(np.int64).tolist()


def _runs(text: Words) -> _Hashes:
    """The hashes of all runs of words."""
    words = np.frombuffer(text.letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    run = _HAN_RUN if text.number_long * 2 < len(text) else _WORD_RUN
    runs = words[: len(words) - run + 1]
    for place in range(1, run):
        runs = runs * _STEP + words[place : place + len(runs)]
    return (_mixed(runs) >> _BY_32).astype(np.uint32)


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The values, each bit of them spread over all others: in their place, which takes half the time for a few."""
    values ^= values >> _BY_30
    values *= _MIX_1
    values ^= values >> _BY_27
    values *= _MIX_2
    values ^= values >> _BY_31
    return values
