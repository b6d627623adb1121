"""What a crawl is after: all that is new, or less, or more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

FURTHER_LISTS = 3
"""Of the lists that lists name, and of pages after the first, so many are read in a trial."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles of a source a crawl asks for. By default those that are new."""

    since: datetime | None = None
    """Not those published earlier."""
    until: datetime | None = None
    """Not those published then, or later."""
    limit: int | None = None
    """So many at the most, the newest that the lists name."""
    everything: bool = False
    """Every list is read to its end, though nothing should have changed in it."""
    retry: bool = False
    """What has failed before is tried again now, and not when its time comes."""
    further_lists: int | None = None
    """So many at the most of the lists that lists name, and of the pages after the first: for a trial."""

    @property
    def is_narrow(self) -> bool:
        """Whether less is wanted than all that is new; then what earlier crawls have left over is none of its business."""
        return bool(self.since or self.until or self.limit)

    def covers(self, published: datetime | None) -> bool:
        """Whether an article of that time is wanted; one of which no time is known may be, and is."""
        if published is None:
            return True
        return not (self.since and published < self.since) and not (self.until and published >= self.until)
