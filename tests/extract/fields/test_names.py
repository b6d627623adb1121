"""What the name of a person looks like."""

from __future__ import annotations

import pytest

from newsarchive.extract.fields.names import is_han_name, is_person


@pytest.mark.parametrize(
    "name", ["张三", "欧阳明", "欧阳小明", "迪丽娜尔·艾买提", "Jane Doe", "Ana de la Cruz", "J. R. Roe", "Иван Петров", "김하늘"]
)
def test_people(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    ["江城晚报", "单位", "从国务院", "关注", "News Desk", "Senior Editor", "read more", "admin", "G1", "", "Reuters", "a" * 100],
)
def test_others(name: str) -> None:
    assert not is_person(name)


def test_four_characters_need_a_double_surname() -> None:
    assert is_han_name("诸葛小明")
    assert not is_han_name("张三李四")
