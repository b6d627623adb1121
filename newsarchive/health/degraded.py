"""Whether a field is read less often than before, or bodies have become shorter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from newsarchive.article import READ_FIELDS
from newsarchive.health.condition import Condition, State
from newsarchive.health.shift import Count, Shift, shifts
from newsarchive.store.checks import Checked
from newsarchive.store.run_record import RunRecord
from newsarchive.store.thinning import sum_of
from newsarchive.store.yields import STEPS, Yield, length_class, length_of

SURE_AGAIN = 20
"""Articles in which a field is read as before, until the source counts as well."""
LONGEST_DOUBT = timedelta(days=1)
"""... or so long, for a source that publishes little."""


def degraded(source: str, runs: Sequence[RunRecord], now: datetime, checks: Mapping[str, Checked]) -> Iterator[Condition]:
    """What has become less in the articles of a source; ``runs``: its crawls, the oldest first.

    A field of which its keeper has said that it is not expected any more (`sources check --accept`) is left out.
    """
    read = [run for run in runs if run.found]
    yields = [run.found for run in read if run.found]
    for field in READ_FIELDS:
        counts = [Count(each.articles, each.missing[field].number if field in each.missing else 0) for each in yields]
        for condition in _told(source, field, read, counts, now, _missing_words, _first_missing(field)):
            if not _is_accepted(checks.get(field), condition):
                yield condition
    yield from _shorter(source, read, yields, now)


def _is_accepted(checked: Checked | None, condition: Condition) -> bool:
    return bool(checked and not checked.read and condition.since and checked.checked >= condition.since)


def _shorter(source: str, read: Sequence[RunRecord], yields: Sequence[Yield], now: datetime) -> Iterator[Condition]:
    """Bodies of less than half the usual length are counted: a source of short and long pieces always has some."""
    usual = _median(_older_half(yields))
    if usual is None:
        return
    least = usual - STEPS

    def counted(found: Yield) -> Count:
        short = sum(number for size, number in found.lengths.items() if size < least)
        return Count(sum(found.lengths.values()), short)

    def words(shift: Shift) -> str:
        last = sum_of(yields[shift.begin : shift.end])
        is_now = "are" if shift.end is None else "were"
        middle = _median([last])
        length = f"; the median was about {length_of(usual):.0f}, and is {length_of(middle or 0):.0f}"
        of = f"{shift.since.faulty} of {shift.since.articles} bodies"
        before = f"before, {shift.before.faulty} of {shift.before.articles} were"
        return f"{of} {is_now} shorter than {length_of(least):.0f} characters; {before}{length}"

    def first(run: RunRecord) -> str | None:
        shortest = run.found.shortest if run.found else None
        return shortest.first if shortest and length_class(shortest.number) < least else None

    yield from _told(source, "body", read, [counted(each) for each in yields], now, words, first)


def _older_half(yields: Sequence[Yield]) -> list[Yield]:
    half = sum(each.articles for each in yields) / 2
    some, number = [], 0
    for each in yields:
        if number >= half:
            break
        some.append(each)
        number += each.articles
    return some


def _median(yields: Sequence[Yield]) -> int | None:
    """The class of length in the middle."""
    lengths: dict[int, int] = {}
    for each in yields:
        for size, number in each.lengths.items():
            lengths[size] = lengths.get(size, 0) + number
    left = sum(lengths.values()) / 2
    for size, number in sorted(lengths.items()):
        left -= number
        if left <= 0:
            return size
    return None


def _told(
    source: str,
    field: str,
    read: Sequence[RunRecord],
    counts: Sequence[Count],
    now: datetime,
    words: Callable[[Shift], str],
    first: Callable[[RunRecord], str | None],
) -> Iterator[Condition]:
    """The last shift, if it lasts, or has been over for too short a time."""
    last = next(reversed(shifts(counts)), None)
    if last is None:
        return
    evidence = f"{field}: {words(last)}"
    if last.end is None:
        article = next(filter(None, map(first, read[last.begin :])), None)
        yield Condition(source, State.DEGRADED, read[last.begin].started, (evidence,), article, field)
    elif last.after.articles < SURE_AGAIN and now - read[last.end].started < LONGEST_DOUBT:
        again = f"{evidence}; as before again in {last.after.articles - last.after.faulty} of {last.after.articles}"
        yield Condition(source, State.RECOVERING, read[last.end].started, (again,), None, field)


def _missing_words(shift: Shift) -> str:
    since, before = shift.since, shift.before
    is_now, of = ("is", "the last") if shift.end is None else ("was", "")
    share = f"{since.articles - since.faulty} of {of} {since.articles} articles".replace("of  ", "of ")
    return f"{is_now} read in {share}; before, in {before.articles - before.faulty} of {before.articles}"


def _first_missing(field: str) -> Callable[[RunRecord], str | None]:
    def first(run: RunRecord) -> str | None:
        lack = run.found.missing.get(field) if run.found else None
        return lack.first if lack else None

    return first
