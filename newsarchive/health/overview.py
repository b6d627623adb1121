"""How every source of an archive is, in figures: what `status` shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from newsarchive.archive import Archive
from newsarchive.health.condition import Health
from newsarchive.health.silent import Past
from newsarchive.health.told import judged_all, pasts
from newsarchive.sources import Source
from newsarchive.store.run_record import RunRecord
from newsarchive.store.thinning import sum_of
from newsarchive.yamlfile import ConfigError

DAYS = 14
"""Days whose articles are counted, one by one."""
NAMED = ("title", "published", "publisher", "authors", "body")
"""Fields whose absence a reader notices."""
_BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """One source in figures."""

    source: str
    health: Health | None = None
    """None for one that is not crawled here: a single address, or a source that was switched off or removed."""
    broken: str | None = None
    """Why its definition cannot be used."""
    articles: int = 0
    days: tuple[int, ...] = ()
    """Articles that appeared on each of the last days, in the source's zone; today's come last, and may be more yet."""
    missing: Mapping[str, float] = field(default_factory=dict)
    """Field to the share of the articles read in these days that lack it; without those that all have."""
    last: RunRecord | None = None
    """The last crawl."""
    success: RunRecord | None = None
    """The last one in which nothing failed."""
    newest: datetime | None = None
    """When the newest article was published."""
    waiting: int = 0
    """In the frontier."""
    quarantined: int = 0

    @property
    def a_day(self) -> float | None:
        """How many articles appear on a day, on the average of those before today."""
        return sum(self.days[:-1]) / len(self.days[:-1]) if self.days else None

    @property
    def is_wrong(self) -> bool:
        """Whether the keeper of the archive should know."""
        return self.broken is not None or (self.health is not None and self.health.is_wrong)


def usable(archive: Archive) -> tuple[list[Source], dict[str, str]]:
    """The sources that the archive crawls; and those whose definition cannot be used, each with the reason."""
    sources: list[Source] = []
    broken: dict[str, str] = {}
    for name in archive.source_names():
        try:
            sources.append(archive.source(name))
        except ConfigError as error:  # the others are there all the same
            broken[name] = str(error)
    return sources, broken


def overviews(archive: Archive, now: datetime) -> list[Overview]:
    """The sources of the archive; then others that articles came from. ``now`` is aware."""
    index = archive.index
    sources, broken = usable(archive)
    known = pasts(index, sources, now)
    told = judged_all(index, known, now)
    articles, quarantined = index.runs.article_counts(), index.quarantine.counts()
    waiting, newest = index.frontier.waiting(), index.articles.newest()
    found = []
    for name in dict.fromkeys([*known, *broken, *articles, *quarantined]):
        past = known.get(name)
        runs = past.runs if past else ()
        found.append(
            Overview(
                source=name,
                health=told.get(name),
                broken=broken.get(name),
                articles=articles.get(name, 0),
                days=by_day(past, now) if past else (),
                missing=_missing([run for run in runs if run.finished > now - timedelta(days=DAYS)]),
                last=runs[-1] if runs else index.runs.last(name),
                success=next((run for run in reversed(runs) if run.well), None) or index.runs.last(name, well=True),
                newest=newest.get(name),
                waiting=waiting.get(name, 0),
                quarantined=quarantined.get(name, 0),
            )
        )
    return found


def by_day(past: Past, now: datetime) -> tuple[int, ...]:
    """How many articles appeared on each of the last days."""
    today = now.astimezone(past.zone).date()
    begin = now - timedelta(days=DAYS + 1)
    counts = Counter((today - each.astimezone(past.zone).date()).days for each in past.times if each > begin)
    return tuple(counts[ago] for ago in range(DAYS - 1, -1, -1))


def _missing(runs: Sequence[RunRecord]) -> dict[str, float]:
    found = sum_of([run.found for run in runs if run.found])
    return {name: found.missing[name].number / found.articles for name in NAMED if name in found.missing}


def sparkline(numbers: Sequence[int]) -> str:
    """Numbers as a line of bars: ``▁▁▄█``. Those that are nought have the lowest, and no other has."""
    most = max(numbers, default=0)
    steps = len(_BARS) - 1
    return "".join(_BARS[-(-number * steps // most) if number else 0] for number in numbers)
