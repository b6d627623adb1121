"""Whether a source yields nothing although it should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from math import log
from statistics import median

from newsarchive import rhythm
from newsarchive.health.condition import Condition, State
from newsarchive.health.habits import Habits, habits, habits_of, rests
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
    if not before.weeks:
        return _young_silence(past, since, until)
    seconds = (until - since).total_seconds()
    articles, occasions = before.expected(seconds), before.expected_occasions(seconds)
    if not _is_certain(before, articles, occasions):
        return ()
    known = [each for each in past.times if each <= since]
    by_rhythm = rhythm.learn(known, since, past.zone).expected(since, until)
    share = min(1.0, by_rhythm / articles)
    if share < 1 and not _is_certain(before, share * articles, share * occasions):
        return ()
    if rests([each for each in known if each >= since - rhythm.MEMORY], past.zone):
        without = [before.expected(each) for each in _holiday(before, past.zone, since, until)]
        without_occasions = [before.expected_occasions(each) for each in _holiday(before, past.zone, since, until)]
        articles_left = articles - (without[1] - without[0])
        occasions_left = occasions - (without_occasions[1] - without_occasions[0])
        if not _is_certain(before, share * articles_left, share * occasions_left):
            return ()
    return (_words(since, until, share * articles),)


def _is_certain(before: Habits, articles: float, occasions: float) -> bool:
    needed = -log(CHANCE)
    return articles >= needed and occasions >= OCCASIONS and before.evidence(articles, occasions) >= needed


def _holiday(before: Habits, zone: tzinfo, since: datetime, until: datetime) -> tuple[float, float]:
    """The day without an article that counts most, which may have been a holiday: in seconds from ``since``."""
    begin = since.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    best = (0.0, 0.0)
    while (begin := (begin + timedelta(hours=36)).replace(hour=0)) < until:
        end = min((begin + timedelta(hours=36)).replace(hour=0), until)
        day = ((begin - since).total_seconds(), (end - since).total_seconds())
        if before.expected(day[1]) - before.expected(day[0]) > before.expected(best[1]) - before.expected(best[0]):
            best = day
    return best


def _young_silence(past: Past, since: datetime, until: datetime) -> tuple[str, ...]:
    """Of a source of which no whole week is known."""
    times = [each.timestamp() for each in past.times if each <= since]
    if not times or until - since < UNKNOWN:
        return ()
    known = max(since.timestamp() - times[0], 86400.0)
    share = (until - since).total_seconds() / known
    before = habits_of([each - times[0] for each in times], 1)
    articles, occasions = share * len(before.ago), share * len(before.occasions)
    return (_words(since, until, articles),) if _is_certain(before, articles, occasions) else ()


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
