"""When a source is next due: one pure function, from which the loop and `crawl` know it alike."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Protocol

from newsarchive.rhythm import Rhythm
from newsarchive.schedule.auto import next_look
from newsarchive.schedule.pace import Auto, Cron, Fixed, Rule
from newsarchive.schedule.quiet import Hours, end_of_quiet

EARLY = 0.1
"""Of the wait, by which a source may be crawled early: so that a timer of the same period does not miss every other turn."""
LONGEST_BACK_OFF = timedelta(hours=6)
"""So often at the least is a source tried of which nothing can be had, unless its pace is slower anyway."""
_MOST_DOUBLED = 16
"""Times that a wait is doubled; with a pace of a second that is more than the longest."""


class Crawl(Protocol):
    """What must be known of an earlier crawl of a source."""

    @property
    def started(self) -> datetime:
        """Aware."""

    @property
    def interrupted(self) -> bool:
        """It did not come to its end."""

    @property
    def in_vain(self) -> bool:
        """Something failed, and no list of the source could be had."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed on for the crawls of one source."""

    source: str
    pace: Rule
    zone: tzinfo
    """The source's."""
    clock: tzinfo
    """The archive's, by which hours are quiet."""
    quiet: tuple[Hours, ...] = ()
    jitter: timedelta = timedelta(0)
    looks: int = 110
    """For the pace ``auto``: in a day, at the most."""
    within: timedelta = timedelta(minutes=10)
    """For the pace ``auto``: how soon an article should be found."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a source is due."""

    at: datetime
    """Aware; where it is past, the source is overdue."""
    early: datetime
    """From when on it may be crawled as well, when that is convenient; not after :attr:`at`."""
    failed: int = 0
    """Crawls in a row in which nothing could be had of it."""

    def is_now(self, now: datetime) -> bool:
        """Whether its time has come, or nearly so."""
        return self.early <= now


def failed_in_a_row(crawls: Sequence[Crawl]) -> int:
    """How many of the last crawls, the newest first, were in vain; those that did not come to their end say nothing."""
    number = 0
    for crawl in crawls:
        if crawl.interrupted:
            continue
        if not crawl.in_vain:
            break
        number += 1
    return number


def next_due(terms: Terms, crawls: Sequence[Crawl], rhythm: Rhythm | None, now: datetime) -> Due:
    """When the source is next due.

    ``crawls``: its last ones, the newest first. ``rhythm``: for the pace ``auto``; None where nothing is known. A source that was
    never crawled is due at once, and so is one whose last crawl did not come to its end. One of which nothing can be had waits
    longer each time; the first crawl in which a list can be had ends that.
    """
    failed = failed_in_a_row(crawls)
    if not crawls or crawls[0].interrupted:
        at = end_of_quiet(now, terms.quiet, terms.clock)
        return Due(at, at, failed)
    last = min(crawls[0].started, now)  # a clock that was put back would have us wait for it to catch up
    at = _by_pace(terms, rhythm, last)
    if failed > 1:
        doubled = min((at - last) * 2 ** min(failed - 1, _MOST_DOUBLED), LONGEST_BACK_OFF)
        not_before = max(at, last + doubled)
        at = terms.pace.after(not_before, terms.zone) if isinstance(terms.pace, Cron) else not_before
    at = end_of_quiet(at, terms.quiet, terms.clock)
    at = end_of_quiet(at + terms.jitter * _share(terms.source, last), terms.quiet, terms.clock)
    early = at if isinstance(terms.pace, Cron) else at - (at - last) * EARLY
    return Due(at, end_of_quiet(early, terms.quiet, terms.clock), failed)


def _by_pace(terms: Terms, rhythm: Rhythm | None, last: datetime) -> datetime:
    match terms.pace:
        case Fixed(period):
            return last + period
        case Cron():
            return terms.pace.after(last, terms.zone)
        case Auto():
            known = rhythm or Rhythm(terms.zone, (0.0,) * 168, timedelta())
            return next_look(
                last,
                known,
                looks=terms.looks,
                within=max(terms.within - terms.jitter, terms.within / 2),
                quiet=terms.quiet,
                clock=terms.clock,
            )


def _share(source: str, last: datetime) -> float:
    """A number from 0 to 1 that looks drawn, and is the same whenever it is asked for."""
    drawn = hashlib.sha256(f"{source} {last.isoformat()}".encode()).digest()
    return int.from_bytes(drawn[:8], "big") / 2**64
