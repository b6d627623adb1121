"""What the loop says of what it does: to the log, and to whoever else is told."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.schedule.due import Due

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the files of an archive come to."""

    due: dict[str, Due]
    """Of each source that is crawled."""
    batches: int
    """That may be crawled at once."""
    definitions: bytes
    """The files as they were read, for the batches to come, should they be broken then."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a batch came to."""

    due: dict[str, Due] = field(default_factory=dict)
    """When its sources are due again."""
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    """Source to ``new``, ``revised``, ``failed`` and ``requests``."""
    broken: str | None = None
    """Why it could not go on, or not begin, where something stood in the way of all articles."""
    code: int = 0
    """The exit code that says so."""


class Witness:
    """Told of what the loop does; writes it to the log."""

    def began(self, batch: int, names: Sequence[str]) -> None:
        """A batch of sources is crawled; batches are numbered."""
        logger.info("batch %d begins: %s", batch, ", ".join(names))

    def ended(self, batch: int, names: Sequence[str], ended: Ended, seconds: float) -> None:
        """A batch has come to its end."""
        sums = {key: sum(each.get(key, 0) for each in ended.counts.values()) for key in ("new", "revised", "failed", "requests")}
        counts = ", ".join(f"{number} {key}" for key, number in sums.items())
        logger.info("batch %d ended after %.1f s: %s", batch, seconds, counts)
        if ended.broken:
            logger.error("batch %d could not go on: %s", batch, ended.broken)

    def died(self, batch: int, names: Sequence[str], code: int) -> None:
        """The process of a batch ended without a word; the exit code is negative for the signal that ended it."""
        logger.error(
            "the process of batch %d (%s) ended with %d; its sources are tried again later", batch, ", ".join(names), code
        )

    def scheduled(self, name: str, at: datetime, due: Due) -> None:
        """A source is due next at that time: as ``due`` says, or later because of a batch that broke."""
        failed = f", after {due.failed} crawls in vain" if due.failed else ""
        logger.debug("%s is due at %s%s", name, at.isoformat(timespec="seconds"), failed)

    def reloaded(self, plan: Plan) -> None:
        """The configuration was read anew."""
        logger.info("the configuration was read: %d sources", len(plan.due))

    def broken(self, reason: str) -> None:
        """The configuration cannot be used; the last good one goes on."""
        logger.error("the configuration cannot be used, and the last good one goes on: %s", reason)

    def stopping(self, running: int, why: str) -> None:
        """The loop comes to its end, when so many batches have."""
        logger.info("stopping upon %s; batches to wait for: %d", why, running)
