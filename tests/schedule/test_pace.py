"""Paces: how they are written, and what a clock's come to."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter

from newsarchive.schedule.pace import Auto, Cron, Fixed, Pace, in_zone, pace
from newsarchive.yamlfile import Checked, ConfigError, load

CHINA, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


class Holder(Checked):
    every: Pace = Fixed(timedelta(hours=1))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("5m", Fixed(timedelta(minutes=5))),
        (" 2h ", Fixed(timedelta(hours=2))),
        ("auto", Auto()),
        ("*/10  8-18 * * mon-fri", Cron("*/10 8-18 * * mon-fri")),
    ],
)
def test_a_pace_is_read_and_written_as_it_was(said, expected):
    assert pace(said) == expected
    assert pace(str(expected)) == expected
    assert TypeAdapter(Pace).dump_python(expected) == " ".join(said.split())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "often",
            "expected a duration such as 5m, the five fields of cron such as \"*/10 8-18 * * mon-fri\", or auto, not 'often'",
        ),
        ("5", "expected a duration such as 5m"),
        ("0s", "expected a second or more"),
        ('"* * * *"', "expected a duration such as 5m"),
        ('"61 * * * *"', "expected the five fields of cron: "),
        ('"* * * * monday"', "expected the five fields of cron: 'monday' is no day of the week"),
        ('"* * * * 8"', "'8' is no day of the week"),
        ('"0 0 30 2 *"', "expected a time that comes: there is no such day"),
    ],
)
def test_what_is_no_pace_is_said_with_its_place(said, expected, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(f"# first\nevery: {said}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path, Holder)
    assert str(caught.value).startswith(f"{path}:2: every: ")
    assert expected in str(caught.value)


def times(expression, number, zone=UTC, begin=MONDAY):
    moments, moment = [], begin
    for _ in range(number):
        moment = Cron(expression).after(moment, zone)
        moments.append(moment.astimezone(UTC))
    return moments


def test_the_times_of_a_clock_come_after_one_another():
    assert times("*/20 8-9 * * *", 7) == [
        *(MONDAY + timedelta(hours=8, minutes=20 * each) for each in range(6)),
        MONDAY + timedelta(days=1, hours=8),
    ]
    assert Cron("0 8 * * *").after(MONDAY + timedelta(hours=8), UTC) == MONDAY + timedelta(days=1, hours=8)


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("mon-fri", "01234"),
        ("1-5", "01234"),
        ("0", "6"),
        ("7", "6"),
        ("5-7", "456"),
        ("fri-mon", "4560"),
        ("sun", "6"),
        ("1,3", "02"),
        ("*/2", "1356"),
        ("1-5/2", "024"),
        ("MON", "0"),
        ("*", "0123456"),
    ],
)
def test_days_of_the_week_are_as_cron_counts_them(field, days):
    found = times(f"0 12 * * {field}", len(days))
    assert {str(each.weekday()) for each in found} == set(days)


def test_of_a_day_of_the_month_and_one_of_the_week_either_will_do():
    found = times("0 12 10 * sun", 3)
    assert [each.day for each in found] == [8, 10, 15]


def test_the_clock_is_that_of_the_source_unless_somebody_else_says_so():
    assert Cron("0 8 * * *").after(MONDAY, CHINA) == datetime(2026, 3, 3, 8, tzinfo=CHINA)
    assert in_zone(Cron("0 8 * * *"), BERLIN).after(MONDAY, CHINA) == datetime(2026, 3, 2, 8, tzinfo=BERLIN)
    assert in_zone(Fixed(timedelta(hours=1)), BERLIN) == Fixed(timedelta(hours=1))


def test_when_clocks_are_changed_no_time_is_left_out_for_good():
    spring = datetime(2026, 3, 29, 0, 30, tzinfo=BERLIN)
    assert Cron("30 2 * * *").after(spring, BERLIN) < spring + timedelta(hours=30)
    autumn = datetime(2026, 10, 25, 0, 30, tzinfo=BERLIN).astimezone(UTC)
    found = [autumn]
    for _ in range(6):
        found.append(Cron("0 * * * *").after(found[-1], BERLIN).astimezone(UTC))
    assert all(later - earlier <= timedelta(hours=1) for earlier, later in itertools.pairwise(found))
