"""The forms in which a day is written: which pattern takes what from the words."""

from __future__ import annotations

import pytest

from newsarchive.extract.dates.forms import SHORT_YEAR, WITH_YEAR, YEARLESS, Form


def parts(forms: tuple[Form, ...], text: str, *, day_first: bool | None = None) -> set[tuple[int | None, int | None, int]]:
    """What the forms take from a text."""
    found = [(pattern.search(text), read) for pattern, marks, read in forms if not marks or any(mark in text for mark in marks)]
    taken = {read(match, day_first) for match, read in found if match}
    return {part for part in taken if part is not None and part[1] is not None}


@pytest.mark.parametrize(
    "text",
    [
        "2022年4月13日",
        "2022-04-13",
        "20220413",
        "民國111年4月13日",
        "二〇二二年四月十三日",
        "13 avril 2022",
        "April 13, 2022",
        "2022. április 13",
    ],
)
def test_a_year_is_named(text: str) -> None:
    assert parts(WITH_YEAR, text) == {(2022, 4, 13)}


def test_a_year_of_two_digits() -> None:
    assert parts(SHORT_YEAR, "13-Apr-22") == {(2022, 4, 13)}


def test_which_number_is_the_day() -> None:
    assert parts(WITH_YEAR, "04/05/2022") == set()
    assert parts(WITH_YEAR, "04/05/2022", day_first=True) == {(2022, 5, 4)}
    assert parts(WITH_YEAR, "04/05/2022", day_first=False) == {(2022, 4, 5)}
    assert parts(WITH_YEAR, "13.04.2022") == {(2022, 4, 13)}


@pytest.mark.parametrize("text", ["4月13日", "04-13 08:18", "13 April", "April 13"])
def test_a_year_is_left_out(text: str) -> None:
    assert parts(YEARLESS, text) == {(None, 4, 13)}
