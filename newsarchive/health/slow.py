"""Whether a source answers much later than it did."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsarchive.health.condition import Condition, State
from newsarchive.store.run_record import RunRecord

TIMES = 3.0
"""As many times as long as usual answers take, when they are slow."""
BEYOND = 1.5
"""... and so many times as long as nineteen of twenty took: a host that is slow every evening is as usual then."""
SECONDS = 0.1
"""... and so much longer at least: nobody needs to know of milliseconds."""
CRAWLS = 5
"""Crawls in a row with slow answers, until it is said: a host has a bad quarter of an hour."""
LASTING, FEWER = timedelta(hours=1), 3
"""... or fewer, when they go on for so long."""
AGAIN = 3
"""Crawls in a row with ordinary answers, until the source counts as well again."""
KNOWN = 20
"""Crawls of which it is known how long answers took, before any is called slow."""


def slow(source: str, runs: Sequence[RunRecord], now: datetime) -> Iterator[Condition]:
    """What answers much later than usual; ``runs``: the crawls of a source, the oldest first."""
    for what, times in (
        ("lists", [(run, run.list_time) for run in runs]),
        ("articles", [(run, run.article_time) for run in runs]),
    ):
        condition = _told(source, what, [(run, time) for run, time in times if time is not None])
        if condition:
            yield condition
            return


@dataclass(slots=True)
class _Stretch:
    """Crawls in a row that are alike."""

    since: datetime
    until: datetime
    crawls: int

    @property
    def lasts(self) -> bool:
        return self.crawls >= CRAWLS or (self.crawls >= FEWER and self.until - self.since >= LASTING)


def _told(source: str, what: str, times: Sequence[tuple[RunRecord, float]]) -> Condition | None:
    usual: list[float] = []
    late: _Stretch | None = None
    """Slow answers, which may be told already."""
    good: _Stretch | None = None
    """Ordinary ones after slow ones that were told."""
    held: list[float] = []
    for run, time in times:
        if len(usual) >= KNOWN and _is_late(time, usual):
            if good:
                held, good = [], None
            late = _longer(late, run)
            held.append(time)
            continue
        if late and late.lasts:
            good = _longer(good, run)
            if good.crawls < AGAIN:
                continue
        elif late:  # it was nothing: that, too, is how the source usually is
            for each in held:
                insort(usual, each)
        late, good, held = None, None, []
        insort(usual, time)
    if late is None or not late.lasts:
        return None
    middle = usual[len(usual) // 2]
    words = f"{what} answered after {_seconds(held)} (median) in {late.crawls} crawls in a row; usual is {middle:.2g} s"
    if good:
        return Condition(source, State.RECOVERING, good.since, (f"answers come as usual again; before, {words}",))
    return Condition(source, State.SLOW, late.since, (words,))


def _seconds(times: Sequence[float]) -> str:
    return f"{sorted(times)[len(times) // 2]:.2g} s"


def _is_late(time: float, usual: Sequence[float]) -> bool:
    middle, most = usual[len(usual) // 2], usual[int(len(usual) * 0.95)]
    return time > max(TIMES * middle, BEYOND * most, middle + SECONDS)


def _longer(stretch: _Stretch | None, run: RunRecord) -> _Stretch:
    if stretch is None:
        return _Stretch(run.started, run.finished, run.crawls)
    stretch.until, stretch.crawls = run.finished, stretch.crawls + run.crawls
    return stretch
