"""Which of several sources that were tried is the best one, by a rule that can be told in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from newsarchive.discover.proposals import Proposal
from newsarchive.trial.readings import Reading
from newsarchive.wanted import FURTHER_LISTS

FRESH = timedelta(days=2)
"""A way of finding whose newest article is older than that of another one by more than this has fallen behind."""
_LINKS = 0.75
"""What an article counts that is known only as a link on a page: some of those are none."""
_ORDER = ("feed", "json_list", "sitemap", "section")
"""The cheapest first."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A proposal after its trial."""

    proposal: Proposal
    named: int
    """Articles that its lists named."""
    left: int
    """Further lists, which were not asked for."""
    readings: Mapping[str, Reading]
    newest: datetime | None
    """When the newest article that was read was published."""
    changed: datetime | None = None
    """When something last changed, as far as its lists say."""
    failures: Sequence[str] = field(default=())
    """What went wrong, each with its address."""

    @property
    def read(self) -> int:
        """How many articles were read."""
        return next((each.articles for each in self.readings.values()), 0)

    @property
    def estimate(self) -> float:
        """How many articles it may name in all, were its further lists as long as those that were read."""
        return self.named * (1 + self.left / FURTHER_LISTS)

    @property
    def works(self) -> bool:
        """Whether anything came of it."""
        return self.read > 0


def ranked(tried: Sequence[Tried]) -> list[Tried]:
    """Those that work, the best first.

    What belongs to the page that was given comes before what belongs to the whole site; then what was read without a
    failure, with a date for every article, and has not fallen behind; then what names more articles; then what costs less.
    """
    newest = max((each.newest for each in tried if each.newest), default=None)
    return sorted((each for each in tried if each.works), key=lambda each: _merits(each, newest), reverse=True)


def _merits(each: Tried, newest: datetime | None) -> tuple[bool, bool, bool, bool, float, int]:
    published = each.readings.get("published")
    latest = max((moment for moment in (each.newest, each.changed) if moment), default=None)
    return (
        each.proposal.own,
        not each.failures,
        published is not None and published.read == published.articles,
        newest is None or (latest is not None and latest >= newest - FRESH),
        each.estimate * (_LINKS if each.proposal.kind == "section" else 1.0),
        -_ORDER.index(each.proposal.kind),
    )
