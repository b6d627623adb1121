"""A day of two papers under a clock that jumps: all is found, what is wrong is told in time, and nothing else is.

The whole week, with eight papers, is `python -m benchmarks.week`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from benchmarks.week.story import PAPERS, Story
from tests.site import hostile
from tests.site.week import ZONE, Fault

MONDAY = datetime(2026, 3, 16, tzinfo=ZONE)
HOUR = timedelta(hours=1)


def test_an_outage_and_a_lost_date_are_told_in_time_and_nothing_else(tmp_path):
    outage = Fault("courier", "failing", MONDAY + 8 * HOUR, MONDAY + 10 * HOUR, hostile.ServerError(503), promised=HOUR)
    layout = Fault(
        "observer", "degraded", MONDAY + 8 * HOUR, None, spoils=lambda each: replace(each, dated=False), promised=8 * HOUR
    )
    papers = {name: PAPERS[name] for name in ("courier", "observer")}
    story = Story(tmp_path / "archive", MONDAY, 1, every="20m", papers=papers, wrong=[outage, layout], warm=HOUR, healed=5 * HOUR)
    with story:
        story.live(16 * HOUR)
        report = story.report()
        unexpected = story.report([replace(outage, state="slow")])
    assert report.wrong == [], "\n".join(report.lines)
    assert [line for line in report.lines if "told 1 time of what is wrong, and 1 of its end" in line], report.lines
    assert any("observer was called degraded for nothing" in line for line in unexpected.wrong)
    assert "courier was never called slow" in unexpected.wrong
