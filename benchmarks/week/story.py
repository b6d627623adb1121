"""What happens in the week, what the archive is to make of it, and what it made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from newsarchive.archive import Archive
from newsarchive.config import FILE
from newsarchive.health.told import health_of
from newsarchive.store.index import Index
from tests.notify.receivers import Hook
from tests.simulation import Simulation
from tests.site import hostile
from tests.site.news import Piece
from tests.site.week import ZONE, Fault, Paper, Rate, Week

BEFORE = timedelta(days=14)
"""Of news that is there when the archive begins."""
LAST = timedelta(minutes=40)
"""Before the end: what is published later may not have been found yet."""

PAPERS: dict[str, tuple[str, str, Rate]] = {
    "courier": ("feed", "/rss.xml", Rate(3, 0.2, 0.5)),
    "wire": ("json_links", "/api/list", Rate(4, 1, 0.7, bunch=3)),
    "gazette": ("feed", "/atom.xml", Rate(1.2, 0, 0.1, opens=8, closes=19)),
    "herald": ("feed", "/rss.xml", Rate(2.5, 0.3, 0.6)),
    "tribune": ("feed", "/rss.xml?old", Rate(2, 0.1, 0.5)),
    "observer": ("section", "/all", Rate(2.5, 0.1, 0.6)),
    "mirror": ("feed", "/rss.xml", Rate(2, 0.1, 0.5)),
    "evening": ("feed", "/rss.xml", Rate(1.8, 0.1, 0.5, opens=10, closes=24)),
}

CONFIG = f"""timezone: {ZONE.key}
exports:
  - {{profile: finews, to: site}}
politeness: {{delay: 0s, retries: 0}}
capture: none
readers: 0
notify: {{to: "HOOK"}}
"""


def faults(week: datetime) -> list[Fault]:
    """What is wrong with whom, from when to when."""

    def at(day: int, hour: float) -> datetime:
        return week + timedelta(days=day, hours=hour)

    def redone(each: Piece) -> Piece:
        return replace(each, dated=False, author=None)

    return [
        Fault("courier", "failing", at(1, 10), at(1, 12), hostile.ServerError(503)),
        Fault("observer", "degraded", at(2, 9), None, spoils=redone, promised=timedelta(hours=8)),
        Fault("tribune", "", at(1, 9), at(3, 9), hostile.RedirectTo("/rss.xml?new", 301), on="/rss.xml?old"),
        Fault("tribune", "failing", at(3, 9), at(3, 15), hostile.NotFound(), on="/rss.xml?old"),
        Fault("mirror", "slow", at(2, 12), at(2, 20), hostile.Slow(0.5), promised=timedelta(hours=1.2)),
        Fault("evening", "failing", at(2, 15), None, hostile.HangUp()),
        Fault("herald", "silent", at(3, 8), at(4, 8), freezes=True, promised=timedelta(hours=12)),
    ]


@dataclass(slots=True)
class Report:
    """What came of it."""

    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def say(self, line: str, *, well: bool = True) -> None:
        """One line; what is not well is counted."""
        self.lines.append(line if well else f"WRONG: {line}")
        if not well:
            self.wrong.append(line)


@dataclass(slots=True)
class Told:
    """A time in which the archive said something of a paper."""

    paper: str
    state: str
    begins: datetime
    ends: datetime
    evidence: str


class Story:
    """The papers, their archive, and what it says of them. Use it in a ``with`` statement, and live in it."""

    def __init__(
        self,
        folder: Path,
        week: datetime,
        seed: int,
        *,
        every: str,
        papers: dict[str, tuple[str, str, Rate]] | None = None,
        wrong: Sequence[Fault] | None = None,
        longest: timedelta = timedelta(days=7),
        warm: timedelta = timedelta(days=1),
        healed: timedelta = timedelta(hours=30),
    ) -> None:
        """``week``: its Monday, at midnight. ``papers``, ``wrong``: others than those of the whole week.

        ``warm``: how long the archive crawls before the week begins. ``healed``: how long after a fault the archive may still
        speak of it: what publishes little takes its time to be as before.
        """
        self._healed = healed
        self._folder, self._start = folder, week
        self._faults = faults(week) if wrong is None else wrong
        self._week = Week(papers or PAPERS, week - warm - BEFORE, week + longest, self._faults, seed)
        self._every = every
        self._told: list[Told] = []
        self._begin = (week - warm).astimezone(UTC)
        self._end = self._begin
        self._looked = self._begin
        self._hook = Hook()
        self._first = 0

    def __enter__(self) -> Self:
        (self._folder / "sources").mkdir(parents=True)
        (self._folder / FILE).write_text(CONFIG.replace("HOOK", self._hook.address), encoding="utf-8")
        for paper in self._week.papers.values():
            (self._folder / "sources" / f"{paper.name}.yaml").write_text(paper.definition(self._every), encoding="utf-8")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._hook.close()
        self._week.__exit__(kind, error, trace)

    def live(self, time: timedelta) -> None:
        """Crawl the papers, from a day before the week on."""
        self._end = (self._start + time).astimezone(UTC)
        with Simulation(self._folder, self._begin) as simulation:
            self._week.turn(self._begin, listed=10_000)
            simulation.run(self._begin + timedelta(minutes=1))
            self._first = self.visits()
            simulation.run(self._end, between=self._turn)

    def _turn(self, now: datetime) -> None:
        self._look(now)
        self._mend(now)
        self._week.turn(now)

    def _look(self, now: datetime) -> None:
        """What the archive says of its sources, at least ten minutes after it was asked last."""
        if now - self._looked < timedelta(minutes=10):
            return
        with Archive(self._folder) as archive:
            found = health_of(archive.index, [archive.source(name) for name in archive.source_names()], now)
        for name, health in found.items():
            for state in {str(condition.state) for condition in health.faults}:
                last = next((each for each in reversed(self._told) if (each.paper, each.state) == (name, state)), None)
                if last and last.ends == self._looked:
                    last.ends = now
                else:
                    evidence = [words for each in health.faults if each.state == state for words in each.evidence]
                    self._told.append(Told(name, state, now, now, "; ".join(evidence)))
        self._looked = now

    def _mend(self, now: datetime) -> None:
        """The keeper of the archive does what there is to be done: the feed that went is at its new address."""
        for fault in self._faults:
            if isinstance(fault.trick, hostile.NotFound) and fault.ends and now >= fault.ends:
                moved = next(each.trick.url for each in self._faults if isinstance(each.trick, hostile.RedirectTo))
                file = self._folder / "sources" / f"{fault.paper}.yaml"
                text = file.read_text(encoding="utf-8")
                if fault.on in text:
                    file.write_text(text.replace(fault.on, moved), encoding="utf-8")

    def report(self, faults: Sequence[Fault] | None = None) -> Report:
        """What was found, and what was told of whom; ``faults``: what there was to be told, if not what there was."""
        report = Report()
        if faults is not None:
            self._faults = faults
        index = Index(self._folder / "state" / "index.sqlite3")
        try:
            self._found(report, index)
        finally:
            index.close()
        for fault in self._faults:
            if fault.state and fault.begins < self._end:
                self._reported(report, fault)
        for told in self._told:
            if not any(self._explains(fault, told) for fault in self._faults):
                when = f"{told.begins.astimezone(ZONE):%a %H:%M} to {told.ends.astimezone(ZONE):%a %H:%M}"
                report.say(f"{told.paper} was called {told.state} for nothing, {when}: {told.evidence}", well=False)
        self._notices(report)
        return report

    def _notices(self, report: Report) -> None:
        """Who has been told of what: each fault once, and its end once."""
        said = "\n\n".join(each["message"] for each in self._hook.posts)
        for fault in self._faults:
            if not fault.state or fault.begins + self._healed > self._end:
                continue
            broken = said.count(f"{fault.paper} is {fault.state} since")
            healed = said.count(f"{fault.paper} is well again")
            ends = fault.ends is not None and fault.ends + self._healed <= self._end
            text = f"{fault.paper}: the keeper was told {broken} time of what is wrong, and {healed} of its end"
            report.say(text, well=broken == 1 and healed == (1 if ends else 0))
        faults_told = sum(bool(each.state) for each in self._faults)
        report.say(f"{len(self._hook.posts)} messages in all", well=len(self._hook.posts) <= 2 * faults_told)

    def visits(self) -> int:
        """How many requests were made for lists, after the first crawl."""
        papers = self._week.papers.values()
        return sum(len(paper.site.requests_for(paper.list)) for paper in papers) - self._first

    def delays(self) -> list[float]:
        """After how many minutes each article of the time was found that was found."""
        with Archive(self._folder) as archive:
            return [minutes for paper in self._week.papers.values() for minutes in self._delays(archive.index, paper)[1]]

    def _delays(self, index: Index, paper: Paper) -> tuple[int, list[float]]:
        """How many articles of a paper there were to be found, and after how many minutes each was that was found."""
        dead = [fault.begins for fault in self._faults if fault.paper == paper.name and fault.trick and not fault.ends]
        pieces = [each for each in paper.published(min([self._end - LAST, *dead])) if each.published >= self._begin]
        known = index.articles.fetched([paper.site.url + each.path for each in pieces])
        times = ((known.get(paper.site.url + each.path), each.published) for each in pieces)
        return len(pieces), sorted((found - published) / timedelta(minutes=1) for found, published in times if found)

    def _found(self, report: Report, index: Index) -> None:
        for paper in self._week.papers.values():
            number, delays = self._delays(index, paper)
            after = f", half of them within {delays[len(delays) // 2]:.0f} min" if delays else ""
            report.say(f"{paper.name}: {len(delays)} of {number} found{after}", well=len(delays) == number)

    def _reported(self, report: Report, fault: Fault) -> None:
        told = next((each for each in self._told if self._explains(fault, each) and each.begins >= fault.begins), None)
        if told is None:
            report.say(f"{fault.paper} was never called {fault.state}", well=False)
            return
        took = told.begins - fault.begins.astimezone(UTC)
        until = f"{told.ends.astimezone(ZONE):%a %H:%M}"
        hours = f"{took / timedelta(hours=1):.1f} h of {fault.promised / timedelta(hours=1):g}"
        report.say(f"{fault.paper}: {told.state} after {hours}, until {until}: {told.evidence}", well=took <= fault.promised)

    def _explains(self, fault: Fault, told: Told) -> bool:
        if (fault.paper, fault.state) != (told.paper, told.state) or told.begins < fault.begins:
            return False
        return fault.ends is None or told.ends <= fault.ends + self._healed
