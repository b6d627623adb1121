"""A pace as cron and systemd write it."""

from __future__ import annotations

import itertools
import re
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.triggers.cron import CronTrigger

from newsarchive.schedule.printing.times import calendar, cron_times
from tests.services import need

PACES = {
    timedelta(seconds=10): 1,
    timedelta(minutes=1): 1,
    timedelta(minutes=5): 5,
    timedelta(minutes=7): 6,
    timedelta(minutes=45): 30,
    timedelta(hours=1): 60,
    timedelta(minutes=90): 60,
    timedelta(hours=5): 240,
    timedelta(hours=23): 720,
    timedelta(days=1): 1440,
    timedelta(days=9): 1440,
}
"""To the minutes that lie between two times."""


@pytest.mark.parametrize(("pace", "minutes"), PACES.items())
@pytest.mark.parametrize("name", ["my-news", "finews", "a"])
def test_cron_keeps_the_pace_and_never_a_longer_one(pace, minutes, name):
    trigger = CronTrigger.from_crontab(cron_times(pace, name), timezone=UTC)
    times = [datetime(2026, 11, 1, tzinfo=UTC)]
    for _ in range(30):
        times.append(trigger.get_next_fire_time(None, times[-1] + timedelta(seconds=1)))
    gaps = {(later - earlier) / timedelta(minutes=1) for earlier, later in itertools.pairwise(times[1:])}
    assert gaps == {minutes}


def test_archives_do_not_all_ask_at_the_full_hour():
    assert len({cron_times(timedelta(hours=1), f"archive-{number}") for number in range(20)}) > 10


@pytest.mark.parametrize("pace", PACES)
def test_systemd_reads_the_same_times(pace):
    said = calendar(pace, "my-news")
    command = [need("systemd-analyze", "systemd"), "calendar", "--iterations=3", said]
    out = subprocess.run(command, capture_output=True, text=True, check=True, env={"TZ": "UTC", "LC_ALL": "C"}).stdout
    found = re.findall(r"\w{3} (\d{4}-\d\d-\d\d \d\d:\d\d):00 UTC", out)
    times = [datetime.strptime(each, "%Y-%m-%d %H:%M").replace(tzinfo=UTC) for each in found]
    assert {(later - earlier) / timedelta(minutes=1) for earlier, later in itertools.pairwise(times)} == {PACES[pace]}
