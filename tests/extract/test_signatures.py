"""Who signs a line, in Chinese and in alphabets."""

from __future__ import annotations

import time as clock

import pytest

from newsarchive.extract.signatures import han_signatures, is_by, list_of_names, signatures, split_names


def test_running_text_needs_a_name_that_ends_like_one() -> None:
    assert han_signatures("（记者张三、李四）国务院", running=True) == (["张三", "李四"], "记者张三、李四）国务院")
    assert han_signatures("记者王小明看到了大桥", running=True) is None
    assert han_signatures("记者从市政府获悉", running=True) is None


def test_a_rare_surname_in_a_bracketed_list() -> None:
    found = han_signatures("（记者张三、厶朋）", running=True)
    assert found is not None
    assert found[0] == ["张三", "厶朋"]


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


@pytest.mark.parametrize("piece", ["记者", "作者：", "By ", "a, ", "A ", "王 "])
def test_long_text_costs_little(piece: str) -> None:
    began = clock.process_time()
    text = piece * 20000
    han_signatures(text)
    han_signatures(text, running=True)
    signatures([text])
    assert clock.process_time() - began < 1
