"""How every source is: what `status` shows, and what the keeper of the archive is told of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from newsarchive.health.condition import Condition, Health, State, health
from newsarchive.health.degraded import degraded
from newsarchive.health.failing import failing
from newsarchive.health.habits import MOST_WEEKS
from newsarchive.health.silent import CRAWLS, Past, silent
from newsarchive.health.slow import slow
from newsarchive.sources import Source
from newsarchive.store.checks import Checked
from newsarchive.store.index import Index
from newsarchive.store.run_record import RunRecord

MEMORY = timedelta(days=90)
"""How far back crawls are looked at: what has been so for longer is how the source is."""
PROMPT = timedelta(days=2)
"""How long after its publication an article is fetched that tells by that when it appeared."""


def health_of(index: Index, sources: Iterable[Source], now: datetime) -> dict[str, Health]:
    """How each of these sources is, by its name; ``now`` is aware.

    Raises:
        StoreError: the index cannot be used at present.
    """
    return judged_all(index, pasts(index, sources, now), now)


def pasts(index: Index, sources: Iterable[Source], now: datetime) -> dict[str, Past]:
    """What is known of each of these sources, by its name."""
    by_name = {source.name: source for source in sources}
    runs = index.runs.since(now - MEMORY, by_name)
    appeared = index.runs.appeared(now - timedelta(weeks=MOST_WEEKS), by_name)
    counts = index.runs.article_counts()
    found = {}
    for name, source in by_name.items():
        crawls = runs.get(name, [])
        times = appearances(appeared.get(name, []), crawls, source.timezone, now)
        found[name] = Past(name, source.timezone, crawls, times, counts.get(name, 0))
    return found


def judged_all(index: Index, some: Mapping[str, Past], now: datetime) -> dict[str, Health]:
    """How sources are of which so much is known."""
    reasons, checks = index.quarantine.reasons(), index.checks.all()
    return {name: judged(past, now, reasons, checks.get(name, {})) for name, past in some.items()}


def judged(
    past: Past, now: datetime, reasons: Mapping[str, str] | None = None, checks: Mapping[str, Checked] | None = None
) -> Health:
    """How a source is, from what is known of it.

    ``reasons``: address to why it could not be had; ``checks``: field to what the last check found.
    """
    runs = past.runs
    found: list[Condition] = [*failing(past.source, runs, now, reasons or {})]
    wrong = [each for each in found if each.state.is_wrong]
    if not wrong:
        found += silent(past, now)
    found += degraded(past.source, runs, now, checks or {})
    found += slow(past.source, runs, now)
    crawls = sum(run.crawls for run in runs if not run.interrupted)
    if crawls < CRAWLS and not any(each.state.is_wrong for each in found):
        words = f"{crawls} crawls so far" if crawls > 1 else "one crawl so far" if crawls else "never crawled to the end"
        found.append(Condition(past.source, State.NEW, runs[0].started if runs else None, (words,)))
    return health(past.source, found)


def appearances(
    articles: Sequence[tuple[datetime | None, datetime]], runs: Sequence[RunRecord], zone: tzinfo, now: datetime
) -> list[datetime]:
    """When the articles of a source appeared, in order, each given by when it was published and fetched.

    That is when they were published, where that is known to the minute. Where only the day is, or nothing, it is when they were
    fetched, save for those that the first crawl brought, which had been there before.
    """
    first = runs[0].finished if runs else now
    times = []
    for published, fetched in articles:
        if published is not None and not _is_day(published, zone):
            times.append(published)
        elif fetched > first and (published is None or fetched - published < PROMPT):
            times.append(fetched)
    return sorted(each for each in times if each <= now)


def _is_day(published: datetime, zone: tzinfo) -> bool:
    local = published.astimezone(zone)
    return (local.hour, local.minute, local.second) == (0, 0, 0)
