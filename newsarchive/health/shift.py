"""When something that was rare became common: found in a series of counts, as they came in.

A change is believed when what came since would hardly ever happen by chance, measured against all that came before: with as
many doubts as there are about what is usual (the fewer articles, the more), and with allowance for things that come in bunches,
as articles without an author do in the hours of one desk.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import lgamma, log

SURE = 18.0
"""How unlikely chance must be: 1 to e¹⁸, about 65 million. Each crawl asks anew, for each field of each source, for years."""
FEWEST = 5
"""Articles since a change before it is believed."""
LEAST_KNOWN = 60
"""Articles before it, of which it is known how it was; with so few, they tell little of what comes in bunches, and as much again
is asked for (with twice as many half of that, and so on)."""
LEAST_DIFFERENCE = 0.1
"""Of a share: what differs by less may be true, and is nothing to wake anybody for."""
_STEPS = (5, 7, 10, 14, 20, 28, 40, 56, 80, 113, 160)
"""How far back a change is looked for, in articles: a change that is not seen in so many is small."""
_BLOCKS = (10, 40)
"""Sizes of the bunches that are looked for, in articles."""
_BACK = 7.0
"""How unlikely it must be that the change still holds, before it is over: 1 to e⁷, about a thousand."""


@dataclass(frozen=True, slots=True)
class Count:
    """Some articles, so many of which have a fault."""

    articles: int = 0
    faulty: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.articles + other.articles, self.faulty + other.faulty)

    def __sub__(self, other: Count) -> Count:
        return Count(self.articles - other.articles, self.faulty - other.faulty)

    @property
    def share(self) -> float:
        """How many of them are faulty, from 0 to 1."""
        return self.faulty / self.articles if self.articles else 0.0


@dataclass(frozen=True, slots=True)
class Shift:
    """A time in which more was faulty than before."""

    begin: int
    """Where in the series it began."""
    end: int | None
    """Where it was over; None while it lasts."""
    before: Count
    """What was usual."""
    since: Count
    """What was counted in it."""
    after: Count = Count()
    """What has been counted since it was over."""


def shifts(series: Sequence[Count], *, least_difference: float = LEAST_DIFFERENCE) -> list[Shift]:
    """The changes for the worse in a series, in the order of time; what came during one says nothing of what is usual."""
    found: list[Shift] = []
    usual = _Usual()
    lasts, back = False, 0.0
    for place, count in enumerate(series):
        if not lasts:
            usual.add(count)
            size = usual.turn(least_difference) if count.faulty else 0
            if size:
                since = usual.take(size)
                found.append(Shift(place - size + 1, None, usual.total, since))
                lasts, back = True, 0.0
            continue
        now = found[-1]
        back = max(0.0, back + _speaks_for_before(count, now.before, now.since))
        found[-1] = Shift(now.begin, None, now.before, now.since + count)
        if back >= _BACK:
            found[-1], good = _ended(series, found[-1], place)
            for each in good:
                usual.add(each)
            lasts = False
    return [_with_after(series, each) for each in found]


class _Usual:
    """What came while all was as usual."""

    def __init__(self) -> None:
        # How many articles there were, and how many of them faulty, before each of the counts and after the last.
        self._articles, self._faulty = [0], [0]

    @property
    def total(self) -> Count:
        return Count(self._articles[-1], self._faulty[-1])

    def add(self, count: Count) -> None:
        self._articles.append(self._articles[-1] + count.articles)
        self._faulty.append(self._faulty[-1] + count.faulty)

    def take(self, size: int) -> Count:
        """The sum of the last counts, which are taken away: they were not as usual."""
        since = self.total - Count(self._articles[-1 - size], self._faulty[-1 - size])
        del self._articles[-size:], self._faulty[-size:]
        return since

    def turn(self, least_difference: float) -> int:
        """How many of the last counts are of another kind than those before them; 0 where none are."""
        articles, faulty = self._articles, self._faulty
        n, x = articles[-1], faulty[-1]
        if x > (1 - least_difference) * n and n > 2 * _STEPS[-1]:
            return 0  # nearly all are, and always were
        tried = -1
        for step in _STEPS:
            place = bisect_right(articles, n - step) - 1
            if place < 0 or articles[place] < LEAST_KNOWN:
                return 0
            if place == tried or (x - faulty[place]) / (n - articles[place]) < least_difference + faulty[place] / articles[place]:
                continue
            tried = place
            surprise = _surprise(Count(n - articles[place], x - faulty[place]), Count(articles[place], faulty[place]))
            if surprise >= SURE and surprise / self._bunching(place) >= SURE:
                while place + 2 < len(faulty) and faulty[place + 1] == faulty[place]:
                    place += 1  # it began with the first that is faulty
                return len(articles) - 1 - place
        return 0

    def _bunching(self, until: int) -> float:
        """How many times as far as by chance the share of faulty ones goes up and down, from one bunch to the next."""
        share = min(max(self._faulty[until] / self._articles[until], 1e-3), 1 - 1e-3)
        seen = max(1.0, *(self._dispersion(until, share, size) for size in _BLOCKS))
        return seen * (1 + LEAST_KNOWN / self._articles[until])

    def _dispersion(self, until: int, share: float, size: int) -> float:
        total, blocks, begin = 0.0, 0, 0
        for end in range(1, until + 1):
            number = self._articles[end] - self._articles[begin]
            if number >= size:
                faulty = self._faulty[end] - self._faulty[begin]
                total += (faulty - number * share) ** 2 / (number * share * (1 - share))
                blocks, begin = blocks + 1, end
        return total / (blocks - 1) if blocks > 2 else 1.0


def _surprise(since: Count, before: Count) -> float:
    """How unlikely it is by chance that so many are faulty, as the negative logarithm.

    What is usual is known from ``before`` alone: so the number of faulty ones has a beta-binomial distribution, with Jeffreys'
    prior. What is taken is the chance of this very number, which far away from what is usual is nearly that of so many or more.
    """
    n, x = since.articles, since.faulty
    a, b = before.faulty + 0.5, before.articles - before.faulty + 0.5
    choose = lgamma(n + 1) - lgamma(x + 1) - lgamma(n - x + 1)
    return -(choose + _log_beta(x + a, n - x + b) - _log_beta(a, b))


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _speaks_for_before(count: Count, before: Count, since: Count) -> float:
    """How much a count speaks for its being as before, and against the change: the logarithm of the ratio of the chances."""
    usual = (before.faulty + 0.5) / (before.articles + 1)
    changed = (since.faulty + 0.5) / (since.articles + 1)
    good = count.articles - count.faulty
    return count.faulty * log(usual / changed) + good * log((1 - usual) / (1 - changed))


def _ended(series: Sequence[Count], shift: Shift, place: int) -> tuple[Shift, list[Count]]:
    """The shift, over now that this is certain; and what came after the last that spoke for it."""
    end = place + 1
    total = 0.0
    best = 0.0
    for back in range(place, shift.begin, -1):
        total += _speaks_for_before(series[back], shift.before, shift.since)
        if total > best:
            best, end = total, back
    during = sum(series[shift.begin : end], Count())
    return Shift(shift.begin, end, shift.before, during), list(series[end : place + 1])


def _with_after(series: Sequence[Count], shift: Shift) -> Shift:
    if shift.end is None:
        return shift
    return Shift(shift.begin, shift.end, shift.before, shift.since, sum(series[shift.end :], Count()))
