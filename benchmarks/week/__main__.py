"""A week in minutes: is everything found, each fault told in its time, and nothing else?

    python -m benchmarks.week
    python -m benchmarks.week --days 3 --seed 2
    python -m benchmarks.week --auto --days 3

The papers of `tests/site/week.py` publish by day and night, on working days and Sundays; in the week come an outage, a layout
that loses date and author, a slowdown, a paper that dies, one whose feed moves and then goes, and one whose feed stands still.
Two weeks of news are there before. What crawls is the loop of `schedule run`, over the network to 127.0.0.1; only the clock is
simulated. Exit code 1 where something was not found, told late, or told for nothing.

With ``--auto``, three papers that are well, and silent at night, are crawled every five minutes, and once more with
``every: auto``: how many articles are found within ten minutes of their publication, and for how many requests? With ``--night``
as well, two of them publish something at night, when ``auto`` looks seldom.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.week.story import PAPERS, Story
from tests.site.week import ZONE, Rate

MONDAY = datetime(2026, 3, 16, tzinfo=ZONE)
WELL = ("courier", "gazette", "mirror")
"""Papers that ``--auto`` takes."""
SOON = 10.0
"""Minutes after its publication in which an article should be found."""
MOST = 0.4
"""Of the requests that a fixed five minutes take."""
LEAST = 0.99
"""Of the articles that a fixed five minutes find so soon: of looks ten minutes apart, one that takes longer misses some."""


def main() -> int:
    """Run it and print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=float, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", default="10m", help="how often a paper is crawled, as a source says it")
    parser.add_argument("--auto", action="store_true", help="set `every: auto` beside a fixed five minutes")
    parser.add_argument("--night", action="store_true", help="with papers that publish at night as well")
    options = parser.parse_args()
    began = time.monotonic()
    if options.auto:
        wrong = _beside_fixed(options.days, options.seed, night=options.night)
    else:
        wrong = _live(options.days, options.seed, options.every)
    print(f"{options.days:g} days in {(time.monotonic() - began) / 60:.1f} min")
    return 1 if wrong else 0


def _live(days: float, seed: int, every: str) -> bool:
    """The whole story; whether something went wrong."""
    with (
        tempfile.TemporaryDirectory(prefix="newsarchive-week-") as place,
        Story(Path(place) / "archive", MONDAY, seed, every=every) as story,
    ):
        story.live(timedelta(days=days))
        report = story.report()
    print("\n".join(report.lines))
    return bool(report.wrong)


def _beside_fixed(days: float, seed: int, *, night: bool) -> bool:
    """The papers that are well, at both paces; whether the learned one is worse, or asks more than it may."""
    found, visits = {}, {}
    for every in ("5m", "auto"):
        with tempfile.TemporaryDirectory(prefix="newsarchive-week-") as place:
            papers = {name: PAPERS[name] if night else _asleep(*PAPERS[name]) for name in WELL}
            with Story(Path(place) / "archive", MONDAY, seed, every=every, papers=papers, wrong=()) as story:
                story.live(timedelta(days=days))
                delays, visits[every] = story.delays(), story.visits()
        found[every] = sum(minutes <= SOON for minutes in delays)
        print(f"every {every}: {found[every]} of {len(delays)} articles within {SOON:g} min, {visits[every]} requests for lists")
    print(f"{found['auto'] / found['5m']:.3f} times as many, for {visits['auto'] / visits['5m']:.2f} of the requests")
    return found["auto"] < LEAST * found["5m"] or visits["auto"] > MOST * visits["5m"]


def _asleep(spider: str, path: str, rate: Rate) -> tuple[str, str, Rate]:
    """The same paper, which publishes nothing at night."""
    return spider, path, replace(rate, night=0.0)


if __name__ == "__main__":
    sys.exit(main())
