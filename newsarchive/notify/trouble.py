"""One thing that is wrong, and how it goes on: the record that is looked at, kept and told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from newsarchive.health.condition import Condition

ARCHIVE = "archive"
"""The subject of what stands in the way of everything."""
_PATIENCE = {"push": timedelta(hours=1), "export": timedelta(minutes=15)}
"""By the kind of subject: for how long it must last until it is told. A server that is not there for a minute is no news."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one subject, as it is seen now."""

    subject: str
    """``archive``, ``source:NAME``, ``export:NAME`` or ``push:NAME``."""
    state: str
    """In a word: ``failing``."""
    words: str
    """What is known of it, a line each."""
    since: datetime | None = None
    """Since when, where that is known; aware."""

    @property
    def patience(self) -> timedelta:
        """How long it must last until it is told."""
        return _PATIENCE.get(self.subject.partition(":")[0], timedelta(0))


@dataclass(frozen=True, slots=True)
class Kept:
    """A trouble as the index keeps it. All times are aware."""

    key: int
    subject: str
    state: str
    words: str
    since: datetime
    calm: datetime | None = None
    """Since when all has been well."""
    told: datetime | None = None
    ended: datetime | None = None


def subject_of(source: str) -> str:
    """What a source is called among the subjects."""
    return f"source:{source}"


def of_source(faults: tuple[Condition, ...]) -> Trouble | None:
    """What is wrong with a source, of the conditions in which it is; None where nothing is."""
    wrong = [each for each in faults if each.state.is_wrong]
    if not wrong:
        return None
    lines = [line for each in wrong for line in (*each.evidence, *([f"first seen in {each.article}"] if each.article else []))]
    since = min((each.since for each in wrong if each.since), default=None)
    return Trouble(subject_of(wrong[0].source), str(wrong[0].state), "\n".join(dict.fromkeys(lines)), since)
