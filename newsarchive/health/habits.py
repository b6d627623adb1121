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
NEARLY = 0.15
"""Of a week: so much may be missing of the first one."""
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
    occasions: tuple[float, ...]
    """... and those of them that came some time after the one before."""

    def expected(self, seconds: float) -> float:
        """How many articles so many seconds brought on the average, at the same time of these weeks."""
        return self._mean(self.ago, seconds)

    def expected_occasions(self, seconds: float) -> float:
        """On how many occasions articles came then, on the average."""
        return self._mean(self.occasions, seconds)

    def evidence(self, articles: float, occasions: float) -> float:
        """How unlikely it is that none came, where so many were to be expected: the negative logarithm of the chance.

        What comes in bunches is missed bunch by bunch. How many bunches that is can be told in two ways, by how far the number
        of articles goes up and down, and by the occasions; neither makes them more than they are, so the better one holds.

        What few weeks say may have been chance: so many articles in so many weeks leave, by Poisson's distribution with a rate
        that is not known, a chance of (weeks / (weeks + 1)) ** articles that none comes in the next.
        """
        doubt = self.weeks * log((self.weeks + 1) / self.weeks)
        return doubt * max(articles / self._bunching(self.ago, 2.0), occasions / self._bunching(self.occasions, 1.0))

    def _mean(self, some: Sequence[float], seconds: float) -> float:
        whole, rest = divmod(seconds, WEEK)
        return (whole * len(some) + sum(each % WEEK < rest for each in some)) / self.weeks

    def _bunching(self, some: Sequence[float], otherwise: float) -> float:
        """How many times as far as by chance the number of some goes up and down, at least 1: about the size of a bunch.

        ``otherwise``: at least so far as long as only one week is known.
        """
        if self.weeks < 2:
            return max(otherwise, len(some) / max(1, len(self.occasions)))
        return max(1.0, *(self._dispersion(some, width) for width in _WIDTHS))

    def _dispersion(self, some: Sequence[float], width: float) -> float:
        """The variance of the numbers in one stretch of the week, from week to week, over their mean."""
        slots = int(WEEK / width)
        of_slot: Counter[int] = Counter()
        squares: Counter[int] = Counter()
        for stretch, number in Counter(int(each // width) for each in some).items():
            of_slot[stretch % slots] += number
            squares[stretch % slots] += number * number
        spread = sum(squares[slot] - total * total / self.weeks for slot, total in of_slot.items())
        return spread / (self.weeks - 1) * self.weeks / len(some) if some else 1.0


def habits(times: Sequence[datetime], since: datetime) -> Habits:
    """What a source did before ``since``, from when its articles appeared (aware, in order)."""
    until = since.timestamp()
    ages = [until - each.timestamp() for each in times if each < since]
    known = int(max(ages, default=0.0) / WEEK + NEARLY)
    weeks = min(known, FEWEST_WEEKS)
    while weeks < min(known, MOST_WEEKS) and sum(each <= weeks * WEEK for each in ages) < ENOUGH:
        weeks += 1
    return habits_of([weeks * WEEK - each for each in ages if each <= weeks * WEEK], weeks)


def habits_of(ago: Sequence[float], weeks: int) -> Habits:
    """What a source did in so many weeks, by when its articles appeared in them."""
    occasions: list[float] = []
    for each in ago:
        if not occasions or each - occasions[-1] >= APART:
            occasions.append(each)
    return Habits(weeks, tuple(ago), tuple(occasions))


def rests(times: Iterable[datetime], zone: tzinfo) -> bool:
    """Whether a source rests on Saturdays and Sundays, and so probably on holidays."""
    days = Counter(each.astimezone(zone).date() for each in times)
    if not days:
        return False
    first, last = min(days), max(days)
    span = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    working = [days[day] for day in span if day.weekday() < 5]
    free = [days[day] for day in span if day.weekday() >= 5]
    return bool(working and free) and sum(free) / len(free) < RESTS * sum(working) / len(working)
