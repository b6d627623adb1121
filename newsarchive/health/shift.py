"""When something that was rare became common: found in a series of counts, as they came in.

A change is believed when what came since would hardly ever happen by chance, measured against all that came before: with as
many doubts as there are about what is usual (the fewer articles, the more), and with allowance for things that come in bunches,
as articles without an author do in the hours of one desk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import lgamma, log

SURE = 18.0
"""How unlikely chance must be: 1 to e¹⁸, about 65 million. Each crawl asks anew, for each field of each source, for years."""
FEWEST = 5
"""Articles since a change before it is believed."""
LEAST_KNOWN = 30
"""Articles before it, of which it is known how it was."""
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
    usual: list[Count] = []
    """What came while all was as usual."""
    total = Count()
    begin, during, back = -1, Count(), 0.0
    for place, count in enumerate(series):
        if begin < 0:
            usual.append(count)
            total += count
            size = _turn(usual, total, least_difference) if count.faulty else 0
            if size:
                begin = place - size + 1
                during = sum(usual[-size:], Count())
                total -= during
                del usual[-size:]
                back = 0.0
                found.append(Shift(begin, None, total, during))
            continue
        during += count
        back = max(0.0, back + _speaks_for_before(count, total, found[-1].since))
        found[-1] = Shift(begin, None, total, during)
        if back >= _BACK:
            found[-1], good = _ended(series, found[-1], place)
            usual += good
            total += sum(good, Count())
            begin = -1
    return [_with_after(series, each) for each in found]


def _turn(usual: Sequence[Count], total: Count, least_difference: float) -> int:
    """How many of the last counts are of another kind than those before them; 0 where none are."""
    for size, since in _tails(usual):
        before = total - since
        if before.articles < LEAST_KNOWN:
            return 0
        if since.share - before.share < least_difference or _surprise(since, before) < SURE:
            continue
        if _surprise(since, before) / _bunching(usual[:-size], before.share) >= SURE:
            return _trimmed(usual, size)
    return 0


def _tails(counts: Sequence[Count]) -> Iterator[tuple[int, Count]]:
    """The last counts, as many as make so many articles: their number and their sum, for each of the steps."""
    since, step = Count(), 0
    for size, count in enumerate(reversed(counts), 1):
        since += count
        if since.articles >= _STEPS[step]:
            yield size, since
            while step < len(_STEPS) and _STEPS[step] <= since.articles:
                step += 1
            if step == len(_STEPS):
                return


def _trimmed(usual: Sequence[Count], size: int) -> int:
    """Without the first of them in which nothing is faulty: it began with the first that is."""
    while size > 1 and not usual[-size].faulty:
        size -= 1
    return size


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


def _bunching(counts: Sequence[Count], share: float) -> float:
    """How many times as far as by chance the share of faulty ones goes up and down, from one bunch of articles to the next."""
    smoothed = min(max(share, 1e-3), 1 - 1e-3)
    return max(1.0, *(_dispersion(counts, smoothed, size) for size in _BLOCKS))


def _dispersion(counts: Sequence[Count], share: float, size: int) -> float:
    total, blocks, block = 0.0, 0, Count()
    for count in counts:
        block += count
        if block.articles >= size:
            total += (block.faulty - block.articles * share) ** 2 / (block.articles * share * (1 - share))
            blocks += 1
            block = Count()
    return total / (blocks - 1) if blocks > 2 else 1.0


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
