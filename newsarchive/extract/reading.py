"""What a field reader answers: a value, its evidence, how sure it is, and everything that was considered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from newsarchive.article import Evidence
from newsarchive.extract.extraction import Candidate

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """One field as it was read; ``value`` is None, and so is ``evidence``, where the page does not say."""

    value: T | None = None
    evidence: Evidence | None = None
    confidence: float = 0.0
    candidates: tuple[Candidate, ...] = ()
