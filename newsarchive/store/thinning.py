"""Old crawls take less room: those of an hour become one row, and later those of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

from newsarchive.store.run_record import RunRecord
from newsarchive.store.yields import Yield, added

HOURLY = timedelta(days=1)
"""Crawls older than this are kept by the hour: what is wrong now is told from those of the last day."""
DAILY = timedelta(days=7)
"""... and those older than this by the day."""


def bucket(run: RunRecord, now: datetime) -> tuple[object, ...] | None:
    """What a crawl shares with those that it is put together with; None for one that stays as it is.

    Crawls that went well, or in which something failed, stay apart: when a source was last well can still be told.
    """
    age = now - run.finished
    if age < HOURLY:
        return None
    when = run.finished.date() if age >= DAILY else run.finished.replace(minute=0, second=0, microsecond=0)
    return when, run.interrupted, bool(run.failed), run.in_trouble


def thinned(runs: Iterable[tuple[int, RunRecord]], now: datetime) -> Iterator[Sequence[tuple[int, RunRecord]]]:
    """Those of one source's crawls, the oldest first, each with its key, that are to be put together: two or more at a time."""
    together: dict[tuple[object, ...], list[tuple[int, RunRecord]]] = {}
    for key, run in runs:
        shared = bucket(run, now)
        if shared is not None:
            together.setdefault(shared, []).append((key, run))
    return (some for some in together.values() if len(some) > 1)


def merged(runs: Sequence[RunRecord]) -> RunRecord:
    """Several crawls of one source as one, the oldest of them first."""
    first, last = runs[0], runs[-1]
    failures = first.failures
    for run in runs[1:]:
        failures = added(failures, run.failures)
    yields = [run.found for run in runs if run.found]
    return replace(
        last,
        started=first.started,
        crawls=sum(run.crawls for run in runs),
        new=sum(run.new for run in runs),
        revised=sum(run.revised for run in runs),
        known=sum(run.known for run in runs),
        failed=sum(run.failed for run in runs),
        fresh=sum(run.fresh for run in runs),
        requests=sum(run.requests for run in runs),
        listed=max(run.listed for run in runs),
        lists=_sum(run.lists for run in runs),
        unchanged=sum(run.unchanged for run in runs),
        list_time=_middle(run.list_time for run in runs),
        article_time=_middle(run.article_time for run in runs),
        failures=failures,
        found=sum_of(yields) if yields else None,
    )


def sum_of(yields: Iterable[Yield]) -> Yield:
    """Several yields as one, the oldest of them first."""
    total = Yield()
    for each in yields:
        total = total.plus(each)
    return total


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _middle(numbers: Iterable[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return median(known) if known else None
