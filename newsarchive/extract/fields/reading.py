"""What a field reader answers: a value, its evidence, how sure it is, and everything that was considered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from newsarchive.article import Evidence, How
from newsarchive.extract.extraction import Candidate

T = TypeVar("T")

_SHOWN = 60  # characters of the raw words in a candidate's reason


@dataclass(frozen=True, slots=True)
class Proposal(Generic[T]):
    """One reading of a field that a place of the page suggests."""

    weight: float
    """How far such a place is to be believed, from 0 to 1."""
    value: T
    how: How
    where: str
    raw: str


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """One field as it was read; ``value`` is None (or empty), and ``evidence`` None, where the page does not say."""

    value: T | None = None
    evidence: Evidence | None = None
    confidence: float = 0.0
    candidates: tuple[Candidate, ...] = ()


def decided(field: str, proposals: Sequence[Proposal[T]], chosen: Proposal[T], show: Callable[[T], str] = str) -> Read[T]:
    """The answer of a reader that chose one of the proposals."""
    return Read(
        value=chosen.value,
        evidence=Evidence(how=chosen.how, where=chosen.where, raw=chosen.raw),
        confidence=chosen.weight,
        candidates=tuple(
            Candidate(field, show(p.value), round(p.weight, 2), f"{p.where}: {p.raw[:_SHOWN]}", p is chosen) for p in proposals
        ),
    )
