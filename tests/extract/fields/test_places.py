"""Zones and the order of dates, by language and country."""

from __future__ import annotations

import pytest

from newsarchive.extract.fields.places import day_goes_first, zone_at


@pytest.mark.parametrize(
    ("language", "country", "zone"),
    [
        ("zh-cn", "com", "Asia/Shanghai"),
        ("", "cn", "Asia/Shanghai"),
        ("zh-tw", "com", "Asia/Taipei"),
        ("zh", "sg", "Asia/Singapore"),
        ("de", "at", "Europe/Vienna"),
        ("pt-br", "com", "America/Sao_Paulo"),
        ("en-gb", "com", "Europe/London"),
        ("en", "com", "None"),
        ("es", "com", "None"),
        ("", "", "None"),
    ],
)
def test_zone(language: str, country: str, zone: str) -> None:
    assert str(zone_at(language, country)) == zone


@pytest.mark.parametrize(
    ("language", "country", "first"),
    [
        ("en-us", "com", False),
        ("fr", "com", True),
        ("en", "uk", True),
        ("en", "gov", False),
        ("en", "com", None),
        ("en-ca", "com", None),
    ],
)
def test_order(language: str, country: str, *, first: bool | None) -> None:
    assert day_goes_first(language, country) is first
