"""Quiet hours: how they are written, when they end, and what is left of a day."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from newsarchive.schedule.quiet import Hours, Quiet, end_of_quiet, open_time, quiet_hours
from newsarchive.yamlfile import Checked, ConfigError, load

CHINA, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
NIGHT = (Hours(time(23), time(6)),)


def at(text, zone=CHINA):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


class Holder(Checked):
    quiet: Quiet = ()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("23:00-06:00", NIGHT),
        ('["23:00 - 6:00", "12:00-13:30"]', (*NIGHT, Hours(time(12), time(13, 30)))),
        ("20:00-24:00", (Hours(time(20), time()),)),
        ("[]", ()),
    ],
)
def test_hours_are_read_as_people_write_them(said, expected, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(f"quiet: {said}\n", encoding="utf-8")
    found = load(path, Holder)
    assert found.quiet == expected
    assert quiet_hours(found.model_dump()["quiet"]) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("night", "expected hours such as \"23:00-06:00\", or a list of such, not 'night'"),
        ("23:00", "expected hours"),
        ("25:00-06:00", "expected hours"),
        ("20:00-24:30", "expected hours"),
        ("06:00-06:00", "expected hours"),
        ('["00:00-12:00", "12:00-24:00"]', "nothing would ever be crawled"),
        ("5", "expected hours"),
    ],
)
def test_what_are_no_hours_is_said_with_its_place(said, expected, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(f"# first\nquiet: {said}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path, Holder)
    assert str(caught.value).startswith(f"{path}:2: quiet: ")
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2026-03-02 22:59", "2026-03-02 22:59"),
        ("2026-03-02 23:00", "2026-03-03 06:00"),
        ("2026-03-03 05:59", "2026-03-03 06:00"),
        ("2026-03-03 06:00", "2026-03-03 06:00"),
    ],
)
def test_a_moment_in_quiet_hours_is_put_off_to_their_end(moment, end):
    assert end_of_quiet(at(moment), NIGHT, CHINA) == at(end)
    assert end_of_quiet(at(moment).astimezone(UTC), NIGHT, CHINA) == at(end)


def test_quiet_hours_that_follow_each_other_are_one():
    assert end_of_quiet(at("2026-03-02 23:30"), (*NIGHT, Hours(time(6), time(7))), CHINA) == at("2026-03-03 07:00")


def test_what_is_left_of_a_day_is_without_them():
    day = (at("2026-03-02 00:00"), at("2026-03-03 00:00"))
    left = list(open_time(*day, (*NIGHT, Hours(time(12), time(13))), CHINA))
    assert left == [(at("2026-03-02 06:00"), at("2026-03-02 12:00")), (at("2026-03-02 13:00"), at("2026-03-02 23:00"))]
    assert list(open_time(*day, (), CHINA)) == [day]


def test_a_night_in_which_clocks_are_changed_ends_when_they_say_so():
    end = end_of_quiet(at("2026-03-28 23:30", BERLIN), NIGHT, BERLIN)
    assert end == at("2026-03-29 06:00", BERLIN)
    assert end.astimezone(UTC) - at("2026-03-28 23:30", BERLIN).astimezone(UTC) == timedelta(hours=5, minutes=30)
