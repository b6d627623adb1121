"""File names: no two articles share one, whatever the case of letters, and every system takes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.export.names import MOST_TITLE, of_category, of_title, strict
from tests.nasty import TITLES


def test_an_id_of_one_sort_of_letters_stays():
    for name in ("NW202611010000000001", "c0ffee-12", "2026.1"):
        assert strict(name) == name


@given(st.text("aAbB1-_.", min_size=1, max_size=4), st.text("aAbB1-_.", min_size=1, max_size=4))
def test_two_ids_are_two_files_where_case_makes_no_difference(one, other):
    assert one == other or strict(one).lower() != strict(other).lower()


@pytest.mark.parametrize("name", ["con", "NUL", "com1.x", "index", "_index", "_x"])
def test_names_with_a_meaning_are_marked(name):
    assert strict(name) != name
    assert of_category(name) not in (name.lower(), "") and not of_category(name).startswith("_")


@pytest.mark.parametrize("title", [*TITLES, "a/b\\c", "...", "😀" * 100, "[[x]]|y#z^"])
def test_a_title_becomes_a_name_that_wikis_take(title):
    name = of_title(title)
    assert name and len(name.encode()) <= MOST_TITLE
    assert not set(name) & set('[]#^|\\/:?*"<>\u2028\x85\ufeff') and name == name.strip(". ")
