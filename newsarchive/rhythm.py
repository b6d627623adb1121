"""The rhythm of a source: how many articles it publishes in an hour, by the hour of the day and the day of the week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

_HOUR = timedelta(hours=1)
MEMORY = timedelta(weeks=4)
"""How far back is looked: what a source did before says little of what it does now."""
_BORROWED = 2.0
"""Hours that an hour of the week is lent: by the same hour of other days of its kind, which is lent to by that of all days, and
that by the mean."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How many articles are to be expected, learned from the times at which earlier ones were published."""

    zone: tzinfo
    """The source's own: its rhythm is that of the people there."""
    rates: tuple[float, ...]
    """Articles an hour, for each of the 168 hours of a week that begins on Monday at midnight."""
    known: timedelta
    """The time that it was learned from."""

    def rate(self, moment: datetime) -> float:
        """Articles an hour that are to be expected at an (aware) moment."""
        local = moment.astimezone(self.zone)
        return self.rates[local.weekday() * 24 + local.hour]

    def expected(self, since: datetime, until: datetime) -> float:
        """How many articles are to be expected between two (aware) moments."""
        return sum(self.rate(begin) * ((end - begin) / _HOUR) for begin, end in _hours(since, until))


def learn(published: Iterable[datetime], now: datetime, zone: tzinfo, *, since: datetime | None = None) -> Rhythm:
    """The rhythm of a source, from when its articles were published, as far as they are not older than :data:`MEMORY`.

    An hour of the week that was seen only a few times is held to be like the same hour of other days: of working days, or of
    Saturdays and Sundays; and that to be like the mean, as long as few days were seen. All times are aware.

    ``since``: since when the articles of the source are known; by default, since the first of those given.
    """
    begin = max(now - MEMORY, since) if since else now - MEMORY
    times = sorted(each for each in published if begin <= each <= now)
    if since is None and times:
        begin = times[0]
    if not times:
        return Rhythm(zone, (0.0,) * 168, max(now - begin, timedelta()) if since else timedelta())
    if now - begin < _HOUR:
        return Rhythm(zone, (float(len(times)),) * 168, now - begin)
    seen, found = [0.0] * 168, [0] * 168
    for start, end in _hours(begin, now):
        local = start.astimezone(zone)
        seen[local.weekday() * 24 + local.hour] += (end - start) / _HOUR
    for each in times:
        local = each.astimezone(zone)
        found[local.weekday() * 24 + local.hour] += 1
    mean = len(times) / ((now - begin) / _HOUR)
    by_hour = [_lent(sum(found[hour::24]), sum(seen[hour::24]), mean) for hour in range(24)]
    rates = []
    for slot in range(168):
        day, hour = divmod(slot, 24)
        kind = range(5) if day < 5 else range(5, 7)
        alike = _lent(
            sum(found[other * 24 + hour] for other in kind), sum(seen[other * 24 + hour] for other in kind), by_hour[hour]
        )
        rates.append(_lent(found[slot], seen[slot], alike))
    return Rhythm(zone, tuple(rates), now - begin)


def _lent(found: float, seen: float, otherwise: float) -> float:
    """A rate, as far as ``seen`` hours say it; as ``otherwise`` as far as they do not: the mean of a gamma posterior."""
    return (found + _BORROWED * otherwise) / (seen + _BORROWED)


def _hours(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The time between two moments, cut at full hours."""
    begin, until = since.astimezone(UTC), until.astimezone(UTC)
    while begin < until:
        end = min(until, begin.replace(minute=0, second=0, microsecond=0) + _HOUR)
        yield begin, end
        begin = end
