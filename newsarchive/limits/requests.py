"""The requests of a day: of an archive, and of a source, over all crawls and all processes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from newsarchive.store.spent import SpentStore

AT_ONCE = 20
"""Requests that are taken together: a transaction for each would cost more than it guards. After a kill, so many were counted for
nothing."""


class Allowance:
    """What a source may still ask for today."""

    def __init__(
        self, store: SpentStore, source: str, today: Callable[[], date], *, archive: int | None, own: int | None
    ) -> None:
        """``today``: in the archive's zone; ``archive``, ``own``: requests a day, of all sources and of this one; None: any."""
        self._store = store
        self._source = source
        self._today = today
        self._archive = archive
        self._own = own
        self._day = today()
        self._held = 0

    def spend(self) -> str | None:
        """Count a request; why it may not be made, if so."""
        if self._archive is None and self._own is None:
            return None
        day = self._today()
        if day != self._day:
            self.close()
            self._day = day
        if not self._held:
            self._held = self._store.take(day, self._source, AT_ONCE, archive=self._archive, own=self._own)
        if not self._held:
            return self._why()
        self._held -= 1
        return None

    def close(self) -> None:
        """Give back what was taken and not spent."""
        if self._held:
            self._store.give_back(self._day, self._source, self._held)
            self._held = 0

    def _why(self) -> str:
        if self._own is not None and self._store.of(self._day, self._source) >= self._own:
            return f"the {self._own} requests of {self._source} for today are spent (`daily`)"
        return f"the {self._archive} requests of the archive for today are spent (`limits.requests`)"
