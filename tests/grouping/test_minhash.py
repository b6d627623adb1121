"""Likeness as bands: many in common for copies, none for others, and the same numbers for ever."""

from __future__ import annotations

import random

from newsarchive.grouping.minhash import BANDS, bands
from newsarchive.grouping.words import Words


def text(seed, length=400):
    chance = random.Random(seed)
    return Words.of("".join(chr(chance.randrange(0x4E00, 0x6E00)) for _ in range(length)))


def test_the_same_text_has_the_same_bands_and_another_none_of_them():
    assert bands(text(1)) == bands(text(1))
    assert len(set(bands(text(1)))) == BANDS
    assert not set(bands(text(1))) & set(bands(text(2)))


def test_a_text_with_a_quarter_dropped_is_found():
    for seed in range(20):
        assert set(bands(text(seed))) & set(bands(Words.of(text(seed).letters[100:])))


def test_the_numbers_are_those_in_the_index_of_everyone():
    assert bands(Words.of("澜州港一日恢复通航全年货运量预计"))[:2] == [3374934981220156262, 5057072688302227699]


def test_bands_fit_into_a_column_of_the_index():
    assert all(-(2**63) <= band < 2**63 for seed in range(20) for band in bands(text(seed)))
