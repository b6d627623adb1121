"""Names of months in many languages."""

from __future__ import annotations

import pytest

from newsarchive.extract.dates.months import month_number


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("April", 4),
        ("APR.", 4),
        ("avr.", 4),
        ("März", 3),
        ("mar", 3),
        ("okt", 10),
        ("ottobre", 10),
        ("października", 10),
        ("октября", 10),
        ("أبريل", 4),
        ("अप्रैल", 4),
        ("เม.ย.", 4),
        ("Aralık", 12),
        ("agustus", 8),
    ],
)
def test_known(name: str, number: int) -> None:
    assert month_number(name) == number


@pytest.mark.parametrize("name", ["", "jui", "monday", "comments", "минут"])
def test_unknown_or_ambiguous(name: str) -> None:
    assert month_number(name) is None
