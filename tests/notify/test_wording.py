"""The words in which the keeper is told."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from newsarchive.notify.changes import Changes
from newsarchive.notify.trouble import Kept
from newsarchive.notify.wording import digest, lasting, notice
from tests.notify.conftest import START

ZONE = ZoneInfo("Asia/Shanghai")
PUSH = Kept(1, "push:site", "failing", "the network is down", START, told=START)


def test_one_is_named_in_the_title():
    title, body = notice("my-news", Changes(broken=[PUSH]), ZONE)
    assert title == "[my-news] the push of site is failing"
    assert body.startswith("the push of site is failing since 2026-11-04 17:00 +0800:\n  the network is down\n\n")


def test_many_are_counted():
    some = [Kept(number, f"source:{number}", "failing", "x", START) for number in range(30)]
    title, body = notice("my-news", Changes(broken=some, healed=[PUSH]), ZONE)
    assert title == "[my-news] 30 gone wrong, 1 well again"
    assert body.count(" is failing since ") == 20
    assert "... and 11 more." in body


def test_how_long_it_was():
    assert [lasting(timedelta(minutes=each)) for each in (0, 1, 119, 121, 47 * 60, 72 * 60)] == [
        "1 min",
        "1 min",
        "119 min",
        "2 h",
        "47 h",
        "3 days",
    ]


def test_the_week():
    healed = Kept(1, "source:a", "silent", "x", START, told=START, ended=START + timedelta(hours=2))
    title, body = digest("my-news", [("a", 3), ("b", 12), ("c", 0)], [healed, PUSH], 2, ["site: 4.2 MB"], ZONE)
    assert title == "[my-news] the week: 15 new articles"
    assert [line.split() for line in body.splitlines()[1:4]] == [["12", "b"], ["3", "a"], ["0", "c"]]
    assert "a was silent from 2026-11-04 17:00 +0800, well again 2026-11-04 19:00 +0800" in body
    assert "the push of site was failing from 2026-11-04 17:00 +0800, and still is" in body
    assert "Articles held back: 2 (`newsarchive status` names them)" in body
    assert body.endswith("Size:\n  site: 4.2 MB")
