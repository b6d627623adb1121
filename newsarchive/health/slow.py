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
CRAWLS, LATE = 5, 4
"""Crawls of which so many had slow answers, until it is said: a host has a bad quarter of an hour, and a lucky moment in it."""
LASTING, FEWER = timedelta(hours=1), 3
"""... or fewer, all of them, when that goes on for so long."""
BETTER, AGAIN = 3, 6
"""Crawls in a row with ordinary answers, until the source recovers, and until it counts as well."""
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


@dataclass(frozen=True, slots=True)
class _Answer:
    """The answers of one crawl."""

    run: RunRecord
    time: float
    late: bool


def _told(source: str, what: str, times: Sequence[tuple[RunRecord, float]]) -> Condition | None:
    usual: list[float] = []
    late: list[_Answer] = []
    """Since answers are slow, or may be."""
    good: list[_Answer] = []
    """The last of them, where they are as usual again."""
    is_slow = False
    for run, time in times:
        answer = _Answer(run, time, len(usual) >= KNOWN and _is_late(time, usual))
        late.append(answer)
        good = [] if answer.late else [*good, answer]
        is_slow = is_slow or _lasts(late)
        if is_slow and sum(each.run.crawls for each in good) >= AGAIN:
            is_slow, late = False, good
        while not is_slow and late and (not late[0].late or len(late) >= CRAWLS):
            insort(usual, late.pop(0).time)  # it was nothing: that, too, is how the source usually is
    if not is_slow:
        return None
    slow = late[: len(late) - len(good)]
    crawls, median = sum(each.run.crawls for each in slow), sorted(each.time for each in slow)[len(slow) // 2]
    middle = usual[len(usual) // 2]
    words = f"{what} answered after {median:.2g} s (the median of {crawls} crawls in a row); usual is {middle:.2g} s"
    if sum(each.run.crawls for each in good) >= BETTER:
        return Condition(source, State.RECOVERING, good[0].run.started, (f"answers come as usual again; before, {words}",))
    return Condition(source, State.SLOW, slow[0].run.started, (words,))


def _lasts(some: Sequence[_Answer]) -> bool:
    """Whether this is no accident any more."""
    crawls = sum(each.run.crawls for each in some)
    late = sum(each.run.crawls for each in some if each.late)
    if crawls >= CRAWLS:
        return late * CRAWLS >= LATE * crawls
    return late == crawls >= FEWER and some[-1].run.finished - some[0].run.started >= LASTING


def _is_late(time: float, usual: Sequence[float]) -> bool:
    middle, most = usual[len(usual) // 2], usual[int(len(usual) * 0.95)]
    return time > max(TIMES * middle, BEYOND * most, middle + SECONDS)
