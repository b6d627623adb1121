"""How a name tells a medium, a desk or an institution from a person."""

from __future__ import annotations

import pytest

from newsarchive.extract.fields.outlets import is_agency, is_outlet, is_placeholder


@pytest.mark.parametrize(
    "name",
    [
        "江城日报",
        "东海网",
        "海港社记者",
        "市发改委",
        "第七财经",
        "Reuters",
        "AFP",
        "The Harbour Times",
        "Harbour.com",
        "News Desk",
    ],
)
def test_outlets(name: str) -> None:
    assert is_outlet(name)


@pytest.mark.parametrize("name", ["张三", "裴小飞", "欧阳明", "Jane Doe", "Ana de la Cruz", "Jürgen Müller", "Иван Петров"])
def test_people(name: str) -> None:
    assert not is_outlet(name)


def test_agencies_are_known_by_name() -> None:
    assert is_agency(" reuters ")
    assert not is_agency("Harbour Times")


@pytest.mark.parametrize("name", ["admin", "网络", "佚名", "-", "", "2022"])
def test_placeholders(name: str) -> None:
    assert is_placeholder(name)
