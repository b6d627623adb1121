"""Whether the lists of a source can be had, and most of its articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from newsarchive.health.condition import Condition, State
from newsarchive.health.shift import LEAST_KNOWN, Count, shifts
from newsarchive.store.run_record import RunRecord
from newsarchive.store.yields import Lack

CRAWLS = 3
"""Crawls in a row that fail, until a source is said to be failing: one fails now and then, everywhere."""
SOON = timedelta(minutes=30)
"""... or two, when so long has passed since the first: a source that is crawled seldom is not waited for."""
MOST = 0.5
"""Of the articles: so many fail when most do."""
NONE_AT_ALL = 10
"""Articles of a source of which nothing is known yet, that all fail."""


def failing(source: str, runs: Sequence[RunRecord], now: datetime, reasons: Mapping[str, str]) -> Iterator[Condition]:
    """What of a source cannot be had; ``runs``: its crawls, the oldest first; ``reasons``: address to why it failed."""
    yield from _lists(source, runs, now, reasons)
    yield from _articles(source, runs, now, reasons)


def _lists(source: str, runs: Sequence[RunRecord], now: datetime, reasons: Mapping[str, str]) -> Iterator[Condition]:
    finished = [run for run in runs if not run.interrupted]
    good = _tail(finished, in_trouble=False)
    bad = _tail(finished[: len(finished) - len(good)], in_trouble=True)
    if not _is_told(bad, good[0].started if good else now):
        return
    crawls = sum(run.crawls for run in bad)
    since = bad[0].started
    first = next((run.failures["list"].first for run in bad if "list" in run.failures), None)
    if not good:
        yield Condition(source, State.FAILING, since, (_list_words(bad, crawls, first, reasons),), first)
    elif sum(run.crawls for run in good) < CRAWLS or now - good[0].started < SOON:
        words = f"its lists can be had again; before, {crawls} crawls in a row could not have them"
        yield Condition(source, State.RECOVERING, good[0].started, (words,), None)


def _tail(runs: Sequence[RunRecord], *, in_trouble: bool) -> Sequence[RunRecord]:
    """The last of them that are all in trouble, or all not."""
    begin = len(runs)
    while begin and runs[begin - 1].in_trouble == in_trouble:
        begin -= 1
    return runs[begin:]


def _is_told(bad: Sequence[RunRecord], now: datetime) -> bool:
    crawls = sum(run.crawls for run in bad)
    return crawls >= CRAWLS or (crawls > 1 and now - bad[0].started >= SOON)


def _list_words(bad: Sequence[RunRecord], crawls: int, first: str | None, reasons: Mapping[str, str]) -> str:
    last = bad[-1]
    failed = last.failures["list"].number if "list" in last.failures else 0
    had = (last.lists or 0) + last.unchanged
    if not failed:
        return f"in {crawls} crawls in a row no list was answered: they were left for later"
    which = f"{failed} of its {failed + had} lists" if had else "its lists" if failed > 1 else "its list"
    return f"{which} could not be had in {crawls} crawls in a row{_why(first, reasons)}"


def _articles(source: str, runs: Sequence[RunRecord], now: datetime, reasons: Mapping[str, str]) -> Iterator[Condition]:
    """Of articles that failed, those that had failed before do not count: they are asked for again and again."""
    tried = [run for run in runs if run.fresh or run.found]
    counts = [Count((run.found.articles if run.found else 0) + run.fresh, run.fresh) for run in tried]
    last = next(reversed(shifts(counts, least_difference=MOST)), None)
    if last is None:
        total = sum(counts, Count())
        if NONE_AT_ALL <= total.articles < LEAST_KNOWN and total.faulty == total.articles:
            words = f"all {total.articles} articles that were asked for failed"
            yield _failing_articles(source, tried, words, reasons)
    elif last.end is None:
        since, before = last.since, last.before
        words = f"{since.faulty} of the last {since.articles} articles failed; before, {before.faulty} of {before.articles}"
        yield _failing_articles(source, tried[last.begin :], words, reasons)
    elif now - tried[last.end].started < SOON:
        words = f"articles can be had again: {last.after.articles - last.after.faulty} of {last.after.articles}"
        yield Condition(source, State.RECOVERING, tried[last.end].started, (words,), None)


def _failing_articles(source: str, tried: Sequence[RunRecord], words: str, reasons: Mapping[str, str]) -> Condition:
    first = next(_first_article(run.failures) for run in tried if run.fresh)
    return Condition(source, State.FAILING, tried[0].started, (f"{words}{_why(first, reasons)}",), first)


def _first_article(failures: Mapping[str, Lack]) -> str | None:
    return next((lack.first for stage, lack in failures.items() if stage not in ("list", "entry")), None)


def _why(address: str | None, reasons: Mapping[str, str]) -> str:
    return f": {reasons[address]}" if address is not None and address in reasons else ""
