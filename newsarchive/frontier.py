"""The frontier: what has been found and is not archived yet, so that nothing is lost when a crawl ends before its end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

_FIRST_PAUSE = timedelta(minutes=15)
_LONGEST_PAUSE = timedelta(days=7)
MOST_TRIES = 8
"""Crawls that fail on a target before it is given up; it stays in the quarantine. With the pauses: about two weeks."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something to be asked for: an article, or a further page of a list."""

    kind: Literal["article", "list"]
    address: str
    """What it is called in reports and in the quarantine; a source has one target of an address."""
    host: str
    """Whose turn it takes: targets of one host wait for each other, and for nobody else."""
    priority: int = 0
    """The greater goes first; of equals, whichever was found first."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What the spider needs to ask for it and to read it, as JSON."""
    said: tuple[Any, ...] = ()
    """What the lists that named it said of it, each as JSON."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A target that was handed out, and is nobody else's until it is given back."""

    key: int
    target: Target
    tries: int = 0
    """Crawls that have failed on it."""
    left_behind: bool = False
    """Whether whoever had it last was gone before it was done with."""

    @property
    def is_suspect(self) -> bool:
        """Whether it may be what ended a crawl, or the process that read it, and may do so again."""
        return self.left_behind or self.tries > 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a target that was handed out."""

    lease: Lease
    failed: bool = False
    again: datetime | None = None
    """When it is to be looked at again, though all went well."""


class Frontier(Protocol):
    """The frontier of one source, as one worker has it. Several workers may share it: no two get the same target.

    What is added is kept before it is handed out. What is handed out and never settled, because the worker was killed, is
    handed out again. The index of the archive implements it; a queue that several machines share can do so as well, with
    consumer groups (add, read, acknowledge, claim).
    """

    def add(self, targets: Iterable[Target]) -> None:
        """Keep targets. One that is there already is not there twice; one that waits to be looked at again is due now."""

    def lease(self, number: int, busy: Collection[str] = ()) -> Sequence[Lease]:
        """Take so many of the targets that are due, at the most, leaving out those of hosts that are busy."""

    def settle(self, verdicts: Iterable[Verdict]) -> None:
        """Give back targets: done with, to be tried again later, or to be looked at again."""

    def close(self) -> None:
        """Give back what was handed out and not settled."""


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after ``tries`` crawls have failed: each pause four times as long; None to give up."""
    if tries >= MOST_TRIES:
        return None
    pause: timedelta = _FIRST_PAUSE * 4 ** (tries - 1)
    return now + min(_LONGEST_PAUSE, pause)


_LOOKS = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))
"""After publication. News is corrected, or withdrawn, while it is news: most of it in the first hours, little after days."""


def next_look(published: datetime | None, looked: datetime) -> datetime | None:
    """When to look again at an article that was looked at just now; None for one that is not young any more.

    Both times are aware. An article that does not say when it was published is not looked at again.
    """
    if published is None or published > looked:
        return None
    return next((published + after for after in _LOOKS if published + after > looked), None)
