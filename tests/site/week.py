"""Eight papers that publish by the clock, some of which fall ill: what an archive lives through in a week.

Each has a rhythm of day and week, its own way of naming articles, and a site of its own. ``Week.turn(now)`` brings all of them
to a moment of the simulated time; what they publish is the same for the same seed.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from tests.site import hostile
from tests.site.news import NewsSite, Piece, piece

ZONE = ZoneInfo("Asia/Shanghai")
"""Of the papers and of the archive."""
LISTED = 80
"""Articles that a list names."""
_MINUTE = timedelta(minutes=1)
_WORDS = re.findall(
    r"\w+",
    "harbour council ferry winter storm repair budget school market bridge river engineer report morning station vote season "
    "village grain tower clerk bread lantern signal captain garden stone water letter window pilot quarry orchard ledger anchor "
    "census verdict drought harvest tariff railway kitchen lecture parade shelter museum chapel canal copper timber velvet "
    "the of and to in a is for that on with was it as at by had from were be this but they have which one",
)


@dataclass(frozen=True, slots=True)
class Rate:
    """Articles an hour: by day, by night, and what of it comes on Saturdays and Sundays."""

    day: float
    night: float = 0.0
    weekend: float = 0.4
    opens: int = 7
    closes: int = 22
    bunch: int = 1
    """So many are published together, as news agencies do."""

    def at(self, moment: datetime) -> float:
        """Of an aware moment."""
        local = moment.astimezone(ZONE)
        rate = self.day if self.opens <= local.hour < self.closes else self.night
        return rate * (self.weekend if local.weekday() >= 5 else 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a paper, from when to when."""

    paper: str
    state: str
    """How the archive is to call it; empty where it is nothing that the keeper must hear of."""
    begins: datetime
    ends: datetime | None
    trick: hostile.Misbehaviour | None = None
    """How its site answers meanwhile."""
    on: str = "/"
    """Which paths do."""
    spoils: Callable[[Piece], Piece] | None = None
    """What becomes of articles that are published meanwhile."""
    freezes: bool = False
    """Whether its lists stay as they were when it began."""
    promised: timedelta = timedelta(minutes=45)
    """In which the archive is to say so."""

    def holds(self, now: datetime) -> bool:
        """Whether it is so at this moment."""
        return self.begins <= now and (self.ends is None or now < self.ends)


@dataclass(slots=True)
class Paper:
    """One source, with all that it will ever publish."""

    name: str
    spider: str
    list: str
    rate: Rate
    pieces: Sequence[Piece]
    site: NewsSite
    skip: str = ""
    shown: int = field(default=-1)
    wrong: list[Fault] = field(default_factory=list)

    def definition(self, every: str) -> str:
        """Its source definition."""
        where = f'"{{site}}{self.list}"'
        if self.spider == "json_links":
            where = (
                f'{{url: {where}, items: data.list, link: "{{site}}/news/{{id}}.html", fields: {{id: id, published: time}}, '
                f'pages: {{url: "{{site}}{self.list}?page={{page}}", by: number}}}}'
            )
        return (
            f'spider: {self.spider}\ntimezone: {ZONE.key}\nhosts: {{site: "{self.site.url}"}}\nlists: [{where}]\n'
            f"every: {every}\nskip: /(amp|m)/\n"
        )

    def published(self, now: datetime) -> Sequence[Piece]:
        """What it has published by then, the oldest first."""
        return self.pieces[: bisect_right(self.pieces, now, key=lambda each: each.published)]


class Week:
    """The papers, running. Use it in a ``with`` statement."""

    def __init__(
        self, plan: dict[str, tuple[str, str, Rate]], begin: datetime, end: datetime, faults: Sequence[Fault] = (), seed: int = 1
    ) -> None:
        """``plan``: name to spider, path of its list, and rate. Articles are published between ``begin`` and ``end``."""
        self.faults = faults
        self.papers = {}
        for number, (name, (spider, path, rate)) in enumerate(plan.items()):
            mine = [fault for fault in faults if fault.paper == name]
            made = list(_pieces(random.Random(f"{seed} {name}"), number, rate, begin, end, mine))
            self.papers[name] = Paper(name, spider, path, rate, made, NewsSite([]))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for paper in self.papers.values():
            paper.site.close()

    def turn(self, now: datetime, listed: int = LISTED) -> None:
        """Bring all papers to this moment; ``listed``: articles that each list names."""
        for paper in self.papers.values():
            wrong = [fault for fault in self.faults if fault.paper == paper.name and fault.holds(now)]
            if wrong != paper.wrong:
                paper.site.behave()
                for fault in wrong:
                    if fault.trick is not None:
                        paper.site.misbehave(fault.on, fault.trick)
                paper.wrong = wrong
            if any(fault.freezes for fault in wrong):
                continue
            number = len(paper.published(now))
            if number != paper.shown:
                paper.shown = number
                lately = paper.pieces[max(0, number - listed) : number]
                paper.site.turn_over(*lately)


def _pieces(
    draw: random.Random, paper: int, rate: Rate, begin: datetime, end: datetime, faults: Sequence[Fault]
) -> Iterator[Piece]:
    """What a paper publishes, minute by minute."""
    number, moment = paper * 100_000, begin
    while moment < end:
        if draw.random() < rate.at(moment) / 60 / rate.bunch:
            for _ in range(draw.randint(1, 2 * rate.bunch - 1)):
                number += 1
                made = piece(number)
                title = " ".join(draw.choices(_WORDS, k=6)).capitalize()
                texts = tuple(" ".join(draw.choices(_WORDS, k=45)).capitalize() + "." for _ in range(5))
                path = f"/news/{number}.html"
                said = replace(made, title=title, path=path, paragraphs=texts, summary=texts[0][:80], published=moment)
                for fault in faults:
                    if fault.spoils and fault.holds(moment):
                        said = fault.spoils(said)
                yield said
        moment += _MINUTE
