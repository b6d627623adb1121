"""What can be said of a source: that it is well, or what is wrong with it, since when, and how that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """How a source is."""

    NEW = "new"
    """It has not been crawled often enough to say."""
    WELL = "well"
    SILENT = "silent"
    """It yields nothing when it should."""
    DEGRADED = "degraded"
    """A field is read less often than before, or bodies have become shorter."""
    FAILING = "failing"
    """Its lists, or most of its articles, cannot be had."""
    SLOW = "slow"
    """It answers much later than it did."""
    RECOVERING = "recovering"
    """It was not well, and has been for too short a time to be sure."""

    @property
    def is_wrong(self) -> bool:
        """Whether the keeper of the archive should know."""
        return self in (State.SILENT, State.DEGRADED, State.FAILING, State.SLOW)


@dataclass(frozen=True, slots=True)
class Condition:
    """How one source is, and how that is known."""

    source: str
    state: State
    since: datetime | None = None
    """Since when; aware."""
    evidence: tuple[str, ...] = ()
    """What it is concluded from, in words with figures, one fault each: ``no article for 9 h; 23 were to be expected``."""
    article: str | None = None
    """The address of the first article, or list, in which it showed."""
