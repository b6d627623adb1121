"""Times told from the moment of reading."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsarchive.extract.dates.relative import RELATIVE, read_relative


@pytest.mark.parametrize(
    ("words", "span", "whole_days"),
    [
        ("3小时前", timedelta(hours=3), False),
        ("5分钟前", timedelta(minutes=5), False),
        ("2 hours ago", timedelta(hours=2), False),
        ("an hour ago", timedelta(hours=1), False),
        ("vor 3 Stunden", timedelta(hours=3), False),
        ("il y a 2 jours", timedelta(days=2), True),
        ("hace 3 horas", timedelta(hours=3), False),
        ("3 часа назад", timedelta(hours=3), False),
        ("3時間前", timedelta(hours=3), False),
        ("3시간 전", timedelta(hours=3), False),
        ("昨天", timedelta(days=1), True),
        ("前天", timedelta(days=2), True),
        ("刚刚", timedelta(0), False),
    ],
)
def test_understood(words: str, span: timedelta, *, whole_days: bool) -> None:
    found = RELATIVE.search(words)
    assert found is not None
    ago = read_relative(found)
    assert ago is not None
    assert (ago.span, ago.whole_days) == (span, whole_days)


@pytest.mark.parametrize("words", ["three apples", "hours of work", "2022-04-13", "yesterdays"])
def test_not_relative(words: str) -> None:
    assert RELATIVE.search(words) is None
