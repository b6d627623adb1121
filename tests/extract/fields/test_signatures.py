"""Who signs a line in an alphabet."""

from __future__ import annotations

import time as clock

import pytest

from newsarchive.extract.fields.signatures import is_by, list_of_names, signatures, split_names


def test_a_list_may_be_spread_over_links() -> None:
    assert signatures(["By", "Jane Doe", ",", "John Roe", "and", "Ann Poe"]) == (
        ["Jane Doe", "John Roe", "Ann Poe"],
        "By Jane Doe , John Roe and Ann Poe",
    )
    assert signatures(["Share this"]) is None


def test_by_alone() -> None:
    assert is_by("By")
    assert is_by("Written by:")
    assert not is_by("By the way, this is a sentence")


def test_a_degree_stays_with_its_name() -> None:
    assert list_of_names("Jane Doe, MD, and John Roe") == ["Jane Doe, MD", "John Roe"]


def test_a_role_or_a_date_ends_the_list() -> None:
    assert split_names("Jane Doe, Senior Correspondent, John Roe") == ["Jane Doe"]
    assert split_names("Jane Doe Published 3 April") == ["Jane Doe"]
    assert split_names("jane@harbour.example") == []


@pytest.mark.parametrize("piece", ["By ", "a, ", "A ", "and "])
def test_long_text_costs_little(piece: str) -> None:
    began = clock.process_time()
    text = piece * 20000
    signatures([text])
    assert clock.process_time() - began < 1
