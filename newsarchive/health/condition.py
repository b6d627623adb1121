"""What can be said of a source: that it is well, or what is wrong with it, since when, and how that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """How a source is; the worst first."""

    FAILING = "failing"
    """Its lists, or most of its articles, cannot be had."""
    SILENT = "silent"
    """It yields nothing when it should."""
    DEGRADED = "degraded"
    """A field is read less often than before, or bodies have become shorter."""
    SLOW = "slow"
    """It answers much later than it did."""
    RECOVERING = "recovering"
    """It was not well, and has been for too short a time to be sure."""
    NEW = "new"
    """It has not been crawled often enough to say."""
    WELL = "well"

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
    """What it is concluded from, in words with figures: ``no article for 9 h; 23 were to be expected``."""
    article: str | None = None
    """The address of the first article, or list, in which it showed."""
    field: str | None = None
    """The field that is read less often; ``body`` also where bodies have become shorter."""


@dataclass(frozen=True, slots=True)
class Health:
    """How one source is, all in all."""

    source: str
    conditions: tuple[Condition, ...]
    """The worst first; at least one."""

    @property
    def state(self) -> State:
        """The worst that is to be said of it."""
        return self.conditions[0].state

    @property
    def is_wrong(self) -> bool:
        """Whether the keeper of the archive should know."""
        return self.state.is_wrong

    @property
    def faults(self) -> tuple[Condition, ...]:
        """What is wrong with it."""
        return tuple(each for each in self.conditions if each.state.is_wrong)


def health(source: str, conditions: list[Condition]) -> Health:
    """All that is to be said of a source, put in order; where nothing is, it is well."""
    order = list(State)
    some = sorted(conditions, key=lambda each: order.index(each.state))
    return Health(source, tuple(some) or (Condition(source, State.WELL),))
