"""Whether a source yields nothing although it should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from math import log
from statistics import median

from newsarchive import rhythm
from newsarchive.health.condition import Condition, State
from newsarchive.health.habits import Habits, habits, working_day
from newsarchive.store.run_record import RunRecord

CHANCE = 1e-4
"""A silence is told when it would come about by chance less often than that. Each silence is one trial, however often it is
looked at while it lasts: for a source of ten silences a day, one in ten thousand is one in three years."""
OCCASIONS = 3
"""Times at which articles used to come that must have been missed: a digest that comes once a day may come late."""
CRAWLS = 3
"""Crawls that found nothing new, at least."""
UNKNOWN = timedelta(days=3)
"""How long a source must be silent of which no whole week is known: what it does on Sundays has not been seen yet."""
HOLIDAY = 1.25
"""Working days, which a source that rests on Saturdays and Sundays must have missed: a holiday looks the same."""
EMPTY, FEW = timedelta(minutes=30), 5
"""How long lists must name nothing at all, and how many articles they used to name."""
NEVER = timedelta(hours=1)
"""How long a source may have been crawled without ever having yielded an article."""
AGAIN = timedelta(hours=6)
"""How long a source that was silent must yield articles again, until it counts as well."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a source."""

    source: str
    zone: tzinfo
    runs: Sequence[RunRecord]
    """Its crawls, the oldest first."""
    times: Sequence[datetime]
    """When its articles appeared, in order."""
    articles: int
    """How many it has in all."""


def silent(past: Past, now: datetime) -> Iterator[Condition]:
    """Whether the source is silent, or was until a short time ago."""
    looked = [run for run in past.runs if run.looked]
    if not looked:
        return
    never = _never(past, looked)
    if never or not past.articles:
        yield from filter(None, [never])
        return
    empty = _empty(past.source, looked)
    if empty:
        yield empty
        return
    arrivals = [run for run in looked if run.anything_new]
    since = max(filter(None, [arrivals[-1].finished if arrivals else None, _last_before(past.times, now)]), default=None)
    if since is None:
        return
    fruitless = [run for run in looked if run.started >= since]
    if sum(run.crawls for run in fruitless) >= CRAWLS:
        words = silence(past, since, fruitless[-1].started)
        if words:
            yield Condition(past.source, State.SILENT, since, (*words, _of_lists(fruitless)))
            return
    yield from _recovering(past, looked, arrivals, now)


def silence(past: Past, since: datetime, until: datetime) -> tuple[str, ...]:
    """What says that a source should have yielded something between two moments; nothing, where that is not certain."""
    before = habits(past.times, since)
    seconds = (until - since).total_seconds()
    if not before.weeks:
        return _young_silence(past, since, until)
    expected = before.expected(seconds)
    if not _is_certain(expected, before, seconds):
        return ()
    rate = rhythm.learn([each for each in past.times if each <= since], since, past.zone)
    expected = min(expected, rate.expected(since, until))
    if not _is_certain(expected, before, seconds):
        return ()
    day = working_day((each for each in past.times if since - rhythm.MEMORY <= each < since), past.zone)
    if day is not None and expected < HOLIDAY * day:
        return ()
    return (_words(since, until, expected),)


def _is_certain(expected: float, before: Habits, seconds: float) -> bool:
    needed = -log(CHANCE)
    doubtful = expected * before.doubt
    return doubtful >= needed and doubtful / before.bunching >= needed and before.occasions(seconds) >= OCCASIONS


def _young_silence(past: Past, since: datetime, until: datetime) -> tuple[str, ...]:
    """Of a source of which no whole week is known."""
    times = [each for each in past.times if each <= since]
    if not times or until - since < UNKNOWN:
        return ()
    known = max(since - times[0], timedelta(days=1))
    expected = len(times) * ((until - since) / known)
    bunch = Habits(1, tuple(each.timestamp() - times[0].timestamp() for each in times)).bunching
    return (_words(since, until, expected),) if expected / bunch >= -log(CHANCE) else ()


def _words(since: datetime, until: datetime, expected: float) -> str:
    return f"no new article for {spell(until - since)}; {expected:.0f} were to be expected"


def spell(time: timedelta) -> str:
    """A length of time in words: ``90 min``, ``9 h``, ``4 days``."""
    hours = time / timedelta(hours=1)
    return f"{hours * 60:.0f} min" if hours < 3 else f"{hours:.0f} h" if hours < 72 else f"{hours / 24:.0f} days"


def _of_lists(fruitless: Sequence[RunRecord]) -> str:
    crawls = sum(run.crawls for run in fruitless)
    if all(run.listed == 0 for run in fruitless):
        return f"its lists were the same in all {crawls} crawls since"
    return f"its lists named {max(run.listed for run in fruitless)} articles, all of them known, in {crawls} crawls"


def _never(past: Past, looked: Sequence[RunRecord]) -> Condition | None:
    crawls = sum(run.crawls for run in looked)
    if past.articles or crawls < CRAWLS or looked[-1].finished - looked[0].started < NEVER:
        return None
    if any(run.anything_new for run in looked):  # it has something, which fails
        return None
    return Condition(past.source, State.SILENT, looked[0].started, (f"never an article, in {crawls} crawls",))


def _empty(source: str, looked: Sequence[RunRecord]) -> Condition | None:
    """Lists that name nothing at all any more."""
    begin = len(looked)
    while begin and looked[begin - 1].listed == 0 and not looked[begin - 1].unchanged and looked[begin - 1].lists:
        begin -= 1
    empty, before = looked[begin:], [run.listed for run in looked[:begin] if run.listed]
    if sum(run.crawls for run in empty) < CRAWLS or empty[-1].finished - empty[0].started < EMPTY or not before:
        return None
    usual = median(before[-100:])
    if usual < FEW:
        return None
    crawls = sum(run.crawls for run in empty)
    words = f"its lists name nothing at all, in {crawls} crawls in a row; they used to name {usual:.0f} articles"
    return Condition(source, State.SILENT, empty[0].started, (words,))


def _last_before(times: Sequence[datetime], now: datetime) -> datetime | None:
    return next((each for each in reversed(times) if each <= now), None)


def _recovering(past: Past, looked: Sequence[RunRecord], arrivals: Sequence[RunRecord], now: datetime) -> Iterator[Condition]:
    """Whether something came again lately, after a silence that was told."""
    for before, after in zip(arrivals[-50:], arrivals[-49:], strict=False):
        if now - after.started >= AGAIN or after.started - before.finished < timedelta(minutes=30):
            continue
        if sum(run.crawls for run in looked if before.finished <= run.started < after.started) < CRAWLS:
            continue
        words = silence(past, before.finished, after.started)
        if words:
            yield Condition(past.source, State.RECOVERING, after.started, (f"articles come again; before, {words[0]}",))
            return
