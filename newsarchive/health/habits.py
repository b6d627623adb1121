"""How a source used to publish at the same times of earlier weeks: what is to be expected of it now, and how surely.

The rhythm (`rhythm.py`) says how many articles come in an hour, on the average. Whether a silence means something also depends
on how they come: one by one, in bunches, only on working days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from math import log

WEEK = 7 * 86400.0
ENOUGH = 100
"""Articles that tell a habit: as many weeks are looked at as have so many..."""
FEWEST_WEEKS, MOST_WEEKS = 4, 26
"""... but so many at least, where they are known, and so many at the most."""
APART = 1800.0
"""Seconds between two articles, until they count as two occasions: a bunch of ten is one, as is a digest at noon."""
_WIDTHS = (3600.0, 3 * 3600.0, 6 * 3600.0)
"""Seconds of the stretches of time in which it is counted whether articles come in bunches."""
RESTS = 0.15
"""Of a working day's articles: a source that has fewer than that on a Saturday or Sunday rests then."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What a source did in the weeks before a moment."""

    weeks: int
    """How many whole weeks are known; 0 where it is less than one."""
    ago: tuple[float, ...]
    """When articles appeared: seconds from the beginning of those weeks, in order."""

    def expected(self, seconds: float) -> float:
        """How many articles so many seconds brought on the average, at the same time of these weeks."""
        whole, rest = divmod(seconds, WEEK)
        return (whole * len(self.ago) + sum(each % WEEK < rest for each in self.ago)) / self.weeks

    def occasions(self, seconds: float) -> float:
        """On how many occasions, on the average, articles came at the same time of these weeks."""
        whole, rest = divmod(seconds, WEEK)
        number, last = 0.0, -APART
        for each in self.ago:
            if each - last < APART:
                continue
            last = each
            number += whole + (each % WEEK < rest)
        return number / self.weeks

    @property
    def doubt(self) -> float:
        """What is left of an expectation, as evidence: what few weeks say may have been chance.

        So many articles in so many weeks leave, by Poisson's distribution with an unknown rate, a chance of
        (weeks / (weeks + 1)) ** articles that none comes in the next.
        """
        return self.weeks * log((self.weeks + 1) / self.weeks)

    @property
    def bunching(self) -> float:
        """How many times as far as by chance the number of articles goes up and down, at least 1: about the size of a bunch."""
        if self.weeks < 2:
            return max(2.0, len(self.ago) / max(1.0, self.occasions(WEEK) * self.weeks))
        return max(1.0, *(self._dispersion(width) for width in _WIDTHS))

    def _dispersion(self, width: float) -> float:
        """The variance of the numbers in one stretch of the week, from week to week, over their mean."""
        seen = Counter(int(each // width) for each in self.ago)
        slots = int(WEEK / width)
        of_slot: Counter[int] = Counter()
        squares: Counter[int] = Counter()
        for stretch, number in seen.items():
            of_slot[stretch % slots] += number
            squares[stretch % slots] += number * number
        spread = sum(squares[slot] - total * total / self.weeks for slot, total in of_slot.items())
        mean = len(self.ago) / self.weeks
        return spread / (self.weeks - 1) / mean if mean else 1.0


def habits(times: Sequence[datetime], since: datetime) -> Habits:
    """What a source did before ``since``, from when its articles appeared (aware, in order)."""
    until = since.timestamp()
    ages = [until - each.timestamp() for each in times if each < since]
    known = int(max(ages, default=0.0) // WEEK)
    weeks = min(known, FEWEST_WEEKS)
    while weeks < min(known, MOST_WEEKS) and sum(each <= weeks * WEEK for each in ages) < ENOUGH:
        weeks += 1
    return Habits(weeks, tuple(weeks * WEEK - each for each in ages if each <= weeks * WEEK))


def working_day(times: Iterable[datetime], zone: tzinfo) -> float | None:
    """How many articles a working day of a source has that rests on Saturdays and Sundays; None for one that does not."""
    days = Counter(each.astimezone(zone).date() for each in times)
    if not days:
        return None
    first, last = min(days), max(days)
    span = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    working = [days[day] for day in span if day.weekday() < 5]
    free = [days[day] for day in span if day.weekday() >= 5]
    if not working or not free:
        return None
    rate = sum(working) / len(working)
    return rate if sum(free) / len(free) < RESTS * rate else None
