"""Dates as news sites write them, and what must not be taken for one."""

from __future__ import annotations

import time as clock
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extract.dates.reading import find_dates, read_date

SHANGHAI = timezone(timedelta(hours=8))
NOW = datetime(2022, 4, 14, 12, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "words",
    [
        "2022年04月13日 08:18",
        "2022年4月13日（水） 08時18分",
        "2022-4-13 8:18",
        "2022/04/13 08:18",
        "2022.04.13. 오전 8:18",
        "民國111年4月13日 08:18",
        "发布时间：2022-04-13 08:18　来源：某某日报",
        "2022-04-13 星期三 08:18",
        "２０２２年４月１３日　０８：１８",
        "202204130818",
        "Apr 13, 2022, 8:18 AM",
        "Wednesday, April 13th, 2022 at 8:18 a.m.",
        "8:18 AM, Wed April 13, 2022",
        "08:18, 13 April 2022",
        "13.04.2022, 08:18 Uhr",
        "13. April 2022, 8.18 Uhr",
        "13 avril 2022 à 8h18",
        "13 de abril de 2022 às 08h18",
        "13 aprile 2022 alle 08:18",
        "13 апреля 2022, 08:18",
        "środa, 13 kwietnia 2022 08:18",
        "13 Nisan 2022 Çarşamba 08:18",
        "13 أبريل 2022 - 08:18",
        "13 अप्रैल 2022, 08:18",
        "13 เมษายน 2565 08:18 น.",
        "2022. április 13. 08:18",
        "2022 m. balandžio 13 d. 08:18",
        "Rabu, 13 April 2022 08:18",
        "Thứ tư, 13/4/2022, 08:18",
        "ngày 13 tháng 4 năm 2022 08:18",
        "13/abr/2022 8h18",
        "13-Apr-22 08:18",
    ],
)
def test_minute_in_many_languages(words: str) -> None:
    reading = read_date(words, zone=SHANGHAI)
    assert reading is not None
    assert reading.moment == datetime(2022, 4, 13, 8, 18, tzinfo=SHANGHAI)
    assert reading.precision == "minute"
    assert reading.zone_assumed


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2022-04-13T08:18:05Z", "2022-04-13T08:18:05+00:00"),
        ("2022-04-13T08:18:05.123456+0530", "2022-04-13T08:18:05+05:30"),
        ("2022-04-13 08:18:05 +08:00", "2022-04-13T08:18:05+08:00"),
        ("20220413T081805Z", "2022-04-13T08:18:05+00:00"),
        ("Wed, 13 Apr 2022 08:18:05 GMT", "2022-04-13T08:18:05+00:00"),
        ("Wed Apr 13 2022 08:18:05 GMT+0800 (China Standard Time)", "2022-04-13T08:18:05+08:00"),
        ("Wed Apr 13 08:18:05 CST 2022", "2022-04-13T08:18:05+08:00"),
        ("Apr 13, 2022, 8:18:05 PM ET", "2022-04-13T20:18:05-04:00"),
        ("13/4/2022 08:18:05 (GMT+7)", "2022-04-13T08:18:05+07:00"),
        (1649809085, "2022-04-13T00:18:05+00:00"),
        (1649809085000, "2022-04-13T00:18:05+00:00"),
        ("1649809085000", "2022-04-13T00:18:05+00:00"),
    ],
)
def test_zone_in_the_words(words: str | int, expected: str) -> None:
    reading = read_date(words, zone=SHANGHAI)
    assert reading is not None
    assert reading.moment.isoformat() == expected
    assert (reading.precision, reading.zone_assumed) == ("second", False)


@pytest.mark.parametrize(
    "words",
    [
        "2022-04-13",
        "20220413",
        "13.04.2022",
        "04/13/2022",
        "April 13, 2022",
        "1. April 2022",
        "令和4年4月13日",
        "二〇二二年四月十三日",
    ],
)
def test_day(words: str) -> None:
    reading = read_date(words, zone=SHANGHAI)
    assert reading is not None
    assert reading.precision == "day"
    assert reading.moment == datetime(2022, 4, 1 if words.startswith("1.") else 13, tzinfo=SHANGHAI)


def test_midnight_to_the_second_is_an_unknown_time() -> None:
    reading = read_date("2022-04-13 00:00:00", zone=SHANGHAI)
    assert reading is not None
    assert reading.precision == "day"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "© 1998-2026",
        "2022-13-45",
        "2022-02-30",
        "0001-01-01T00:00:00",
        "1970-01-01",
        "0",
        "04/05/2022",
        "04-13 08:18",
        "4月13日",
        "3小时前",
        "yesterday",
        "the 13 people of 2022",
        "Covid 19 in 2022",
        "12345678901234567890",
        "ratio 3.14.15",
    ],
)
def test_no_date_is_invented(words: str) -> None:
    assert read_date(words, zone=SHANGHAI) is None


def test_day_first_is_told() -> None:
    first = read_date("04/05/2022", zone=UTC, day_first=True)
    second = read_date("04/05/2022", zone=UTC, day_first=False)
    assert first is not None
    assert second is not None
    assert (first.moment.month, second.moment.month) == (5, 4)


def test_year_is_lent() -> None:
    given_year = read_date("04-13 08:18", zone=SHANGHAI, year=2019)
    from_now = read_date("12月30日 08:18", zone=SHANGHAI, now=NOW)
    assert given_year is not None
    assert from_now is not None
    assert given_year.moment == datetime(2019, 4, 13, 8, 18, tzinfo=SHANGHAI)
    assert from_now.moment == datetime(2021, 12, 30, 8, 18, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("3小时前", "2022-04-14T09:00"),
        ("发布于5分钟前", "2022-04-14T11:55"),
        ("2 hours ago", "2022-04-14T10:00"),
        ("vor 3 Stunden", "2022-04-14T09:00"),
        ("il y a 3 heures", "2022-04-14T09:00"),
        ("昨天 08:18", "2022-04-13T08:18"),
        ("yesterday", "2022-04-13T00:00"),
    ],
)
def test_relative_times_lean_on_the_moment_of_reading(words: str, expected: str) -> None:
    reading = read_date(words, zone=SHANGHAI, now=NOW)
    assert reading is not None
    assert reading.moment.isoformat(timespec="minutes").startswith(expected)


def test_today_in_a_name_is_no_date() -> None:
    assert read_date("今日头条", zone=SHANGHAI, now=NOW) is None


def test_find_dates_tells_where_they_stand() -> None:
    text = "Published 13 April 2022 | Updated 14 April 2022 09:30"
    found = list(find_dates(text, zone=UTC))
    assert [text[date.start : date.end] for date in found] == ["13 April 2022", "14 April 2022 09:30"]


@given(st.integers(0, 6_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds + 86400, SHANGHAI)))
def test_iso_round_trip(moment: datetime) -> None:
    reading = read_date(moment.isoformat(), zone=None)
    assert reading is not None
    assert reading.moment == moment


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    read_date(text, zone=None, now=NOW)


@pytest.mark.parametrize("piece", ["1 ", "april ", "12:", "2022-", "1 de ", "a1 ", "年", "1.1."])
def test_long_text_costs_little(piece: str) -> None:
    began = clock.process_time()
    list(find_dates(piece * 5000, zone=UTC, now=NOW))
    assert clock.process_time() - began < 0.5
