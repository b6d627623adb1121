"""Where the looks of a day go: to the hours in which news is to be expected.

Articles come as a Poisson process whose rate is known by the hour. The mean delay with which they are found is least when the
density of looks is in proportion to the square root of the rate (Cho and Garcia-Molina, "Effective page refresh policies for web
crawlers", 2003). Looks denser than the goal needs find nothing sooner that matters, so what they would cost goes to other hours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, time, timedelta, tzinfo

from newsarchive.rhythm import Rhythm
from newsarchive.schedule.quiet import Hours, open_time

_HOUR = timedelta(hours=1)
_HOURS = 24
_MARGIN = 0.95
"""Of the goal, the time between two looks: the crawl takes some as well."""
_LONGEST = timedelta(hours=4)
"""Between two looks, where the day's looks allow: what has never been seen may come all the same."""
_MOST = timedelta(minutes=1)
"""Between two looks, whatever the goal is."""
_LIGHTEST = 1e-4
"""Of the weight of the busiest hour, that of one without any article: it has what the others cannot use."""
_ROUNDS = 60
"""Halvings of an interval; more than a float can tell apart."""
_HORIZON = timedelta(days=8)
"""Further ahead than any look is: one a day, and that in the last open hour of the next."""


def next_look(
    last: datetime,
    rhythm: Rhythm,
    *,
    looks: int,
    within: timedelta,
    quiet: tuple[Hours, ...] = (),
    clock: tzinfo | None = None,
) -> datetime:
    """When to look again after the look at ``last`` (aware): when the density of looks since then comes to one.

    Where a busy hour ends before that, the density is still that of the busy hour: what came in its last minutes is looked for as
    what came before.

    ``looks``: in a day of the rhythm's zone, at the most. ``within``: how soon an article should be found. ``quiet``: hours
    that have none, by the ``clock``; by default, by that of the rhythm.
    """
    clock = clock or rhythm.zone
    sum_of_looks, before, begin, end = 0.0, 0.0, last, last + _HORIZON
    cache: dict[int, list[float]] = {}
    while begin < end:
        local = begin.astimezone(rhythm.zone)
        hour_ends = begin + _HOUR - timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        if local.weekday() not in cache:
            cache[local.weekday()] = _of_day(local, rhythm, looks, within, quiet, clock)
        before = before or cache[local.weekday()][local.hour]
        density = max(before, cache[local.weekday()][local.hour])
        for start, stop in open_time(begin, hour_ends, quiet, clock):
            here = density * ((stop - start) / _HOUR)
            if density and sum_of_looks + here >= 1:
                return start + (1 - sum_of_looks) / density * _HOUR
            sum_of_looks += here
        begin = hour_ends
    return end


def densities(rates: Sequence[float], shares: Sequence[float], looks: float, most: float) -> list[float]:
    """Looks an hour, for each hour of a day, in all no more than ``looks``.

    ``rates``: articles an hour. ``shares``: how much of each hour has looks at all, from 0 to 1. ``most``: looks an hour that
    are of use. All of ``looks`` are given away, unless every hour has as many as are of use.
    """
    open_hours = sum(shares)
    if not open_hours:
        return [0.0] * len(rates)
    least = min(_HOUR / _LONGEST, looks / open_hours, most)
    heaviest = max(math.sqrt(rate) for rate, share in zip(rates, shares, strict=True) if share)
    lightest = heaviest * _LIGHTEST or 1.0
    weights = [max(math.sqrt(rate), lightest) for rate in rates]

    def at(level: float) -> list[float]:
        return [min(most, max(least, level * weight)) if share else 0.0 for weight, share in zip(weights, shares, strict=True)]

    def spent(level: float) -> float:
        return sum(density * share for density, share in zip(at(level), shares, strict=True))

    low, high = 0.0, most / lightest
    if spent(high) <= looks:
        return at(high)
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        low, high = (middle, high) if spent(middle) <= looks else (low, middle)
    return at(low)


def _of_day(
    moment: datetime, rhythm: Rhythm, looks: int, within: timedelta, quiet: tuple[Hours, ...], clock: tzinfo
) -> list[float]:
    """Looks an hour, for each hour of the day of a moment."""
    slot = moment.weekday() * _HOURS
    midnight = datetime.combine(moment.date(), time(), rhythm.zone)
    shares = []
    for hour in range(_HOURS):
        begin = midnight + hour * _HOUR
        left = open_time(begin, begin + _HOUR, quiet, clock) if quiet else [(begin, begin + _HOUR)]
        shares.append(sum((end - start) / _HOUR for start, end in left))
    return densities(rhythm.rates[slot : slot + _HOURS], shares, looks, _HOUR / max(within * _MARGIN, _MOST))
