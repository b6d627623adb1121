"""The month that an article is in."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from newsarchive.export.files.form import month, monthly


def test_the_month_is_that_of_the_archives_zone():
    late = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)
    assert month(late, UTC)[0] == "2026-10"
    assert month(late, ZoneInfo("Asia/Shanghai"))[0] == "2026-11"


def test_a_month_ends_where_the_next_begins_over_the_end_of_a_year_and_a_change_of_the_clock():
    berlin = ZoneInfo("Europe/Berlin")
    for moment in (datetime(2026, 12, 31, 22, tzinfo=UTC), datetime(2026, 3, 29, 12, tzinfo=UTC)):
        choice = month(moment, berlin)[1]
        assert choice.since <= moment < choice.until
        assert month(choice.until, berlin)[1].since == choice.until


def test_articles_without_a_date_have_a_file_of_their_own():
    unit = monthly(None, UTC, ".csv")
    assert (unit.path, unit.choice.undated) == ("undated.csv", True)
