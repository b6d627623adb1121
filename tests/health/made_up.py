"""Made-up sources that publish for weeks, with all that real ones do: nights, Sundays, bunches, missing bylines."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from newsarchive.health.silent import Past
from newsarchive.store.run_record import RunRecord
from newsarchive.store.thinning import merged, thinned
from newsarchive.store.yields import Lack, Yield, yield_of

CHINA = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 3, 2, tzinfo=CHINA)
"""A Monday, at midnight."""
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


def never(_: datetime) -> bool:
    """Nothing of the kind happens."""
    return False


def between(begin: datetime, end: datetime) -> Callable[[datetime], bool]:
    """From one moment to another."""
    return lambda moment: begin <= moment < end


@dataclass(frozen=True, slots=True)
class Source:
    """How a made-up source is."""

    a_day: float = 60
    """Articles on a working day."""
    weekend: float = 0.4
    """Of a working day's articles, on Saturdays and on Sundays."""
    hours: tuple[int, int] = (7, 22)
    """Of the day in which it publishes; outside of them it does so a fiftieth as often."""
    bunch: float = 1
    """Articles that come at once, on the average."""
    every: timedelta = timedelta(minutes=10)
    """How often it is crawled."""
    missing: Mapping[str, float] = field(default_factory=lambda: {"authors": 0.3, "updated": 0.8, "summary": 0.05})
    """Field to the share of articles without it."""
    desk: float = 0
    """The share of hours in which no article names an author."""
    short: float = 0.3
    """The share of articles that are a few words long."""
    latency: float = 0.3
    """Seconds that an answer takes, the median."""
    dead: Callable[[datetime], bool] = never
    """When it publishes nothing."""
    down: Callable[[datetime], bool] = never
    """When its lists cannot be had."""
    empty: Callable[[datetime], bool] = never
    """When its lists name nothing."""
    lost: Mapping[str, Callable[[datetime], bool]] = field(default_factory=dict)
    """Field to when it cannot be read."""
    cut: Callable[[datetime], bool] = never
    """When nothing is read of a body but its beginning."""
    broken: Callable[[datetime], bool] = never
    """When articles cannot be had."""
    slow: Callable[[datetime], bool] = never
    """When answers take five times as long."""

    def rate(self, moment: datetime) -> float:
        """Articles an hour."""
        begin, end = self.hours
        by_day = self.a_day / (end - begin)
        share = self.weekend if moment.weekday() >= 5 else 1
        return by_day * share * (1 if begin <= moment.hour < end else 0.02)


def published(source: Source, weeks: float, seed: int) -> list[datetime]:
    """When it publishes."""
    draw = random.Random(seed)
    times = []
    moment, end = START, START + WEEK * weeks
    most = source.a_day / (source.hours[1] - source.hours[0]) / source.bunch
    while True:
        moment += HOUR * draw.expovariate(most)
        if moment >= end:
            return times
        if draw.random() < source.rate(moment) / (most * source.bunch) and not source.dead(moment):
            number = 1 + int(draw.expovariate(1 / (source.bunch - 1)) + draw.random()) if source.bunch > 1 else 1
            times += [moment + timedelta(seconds=20 * each) for each in range(number)]


def crawls(source: Source, times: list[datetime], weeks: float, seed: int) -> Iterator[RunRecord]:
    """Its crawls, one after the other."""
    draw = random.Random(seed + 1)
    waiting, place, number = 0, 0, 0
    moment, end = START + source.every, START + WEEK * weeks
    while moment < end:
        while place < len(times) and times[place] <= moment:
            place, waiting = place + 1, waiting + 1
        late = 5 if source.slow(moment) else 1
        finished = moment + timedelta(seconds=5)
        run = RunRecord("made-up", moment, finished, False, 0, 0, 0, 0, 1, lists=1, listed=20)
        if source.down(moment):
            run = replace(run, lists=0, listed=0, failed=1, failures={"list": Lack(1, "http://127.0.0.1/list")})
        elif source.empty(moment):
            run = replace(run, listed=0)
        else:
            run = replace(run, list_time=late * source.latency * draw.lognormvariate(0, 0.5))
            if waiting and source.broken(moment):
                run = replace(run, failed=waiting, fresh=waiting, failures={"fetch": Lack(waiting, f"http://127.0.0.1/{number}")})
            elif waiting:
                took = late * 2 * source.latency * draw.lognormvariate(0, 0.5)
                run = replace(run, new=waiting, found=read(source, moment, waiting, number, draw), article_time=took)
            number, waiting = number + waiting, 0
        yield run
        moment += source.every


def read(source: Source, moment: datetime, articles: int, number: int, draw: random.Random) -> Yield:
    """What is read of so many articles."""
    found = Yield()
    no_desk = random.Random(f"{moment:%Y%m%d%H}{source}").random() < source.desk
    for each in range(number, number + articles):
        missing = [name for name, share in source.missing.items() if draw.random() < share or (no_desk and name == "authors")]
        missing += [name for name, lost in source.lost.items() if lost(moment)]
        length = draw.lognormvariate(4 if draw.random() < source.short else 7, 0.7)
        if source.cut(moment):
            length /= 8
        found = found.plus(yield_of(f"http://127.0.0.1/{each}", dict.fromkeys(missing), max(1, int(length))))
    return found


def past(runs: list[RunRecord], times: list[datetime], now: datetime) -> Past:
    """What is known of it at a moment, with its old crawls put together."""
    known = [run for run in runs if run.finished <= now]
    keyed = dict(enumerate(known))
    for some in thinned(keyed.items(), now):
        keys, together = zip(*some, strict=True)
        for key in keys[:-1]:
            del keyed[key]
        keyed[keys[-1]] = merged(together)
    arrived = [each for each in times if each <= now]
    return Past("made-up", CHINA, list(keyed.values()), arrived, len(arrived))
