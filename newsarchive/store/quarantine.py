"""What could not be archived: kept with its reason until it succeeds, so that nothing is lost in silence."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import BindParameter, Row, bindparam, delete, func, insert, select, update

from newsarchive.store.database import Database, batches
from newsarchive.store.moments import moment_of, utc
from newsarchive.store.schema import past_failures, quarantine

How = Literal["overcome", "accepted", "cleared"]
"""How a failure came to its end: what had failed was archived; the keeper of the archive took it as it was, or forgot it."""

REMEMBERED = timedelta(days=90)
"""For how long a failure that is no more can be explained."""


def name_of(source: str, address: str) -> str:
    """What the failure of a source on an address is called, whenever it happens: ``f-`` and eight letters."""
    number = int.from_bytes(hashlib.sha256(f"{source}\n{address}".encode()).digest()[:8])
    letters = ""
    for _ in range(8):
        number, letter = divmod(number, 26)
        letters += string.ascii_lowercase[letter]
    return f"f-{letters}"


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One thing that could not be archived."""

    source: str
    address: str
    """The URL asked for, or the id where there is no URL."""
    stage: str
    """Where it failed: ``list``, ``fetch``, ``extract``, ``validate``, ..."""
    reason: str
    material: str | None
    """What was at hand, as JSON, for a later try."""
    times: int = 1
    first: datetime | None = field(default=None, compare=False)
    """When it failed for the first time; aware."""
    last: datetime | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """What it is called: ``f-`` and eight letters."""
        return name_of(self.source, self.address)


@dataclass(frozen=True, slots=True)
class PastFailure:
    """A failure that is no more."""

    failure: Quarantined
    ended: datetime
    how: How


# Made once: every page needs them, and to build one takes longer than to run it.
_some: BindParameter[Any] = bindparam("some", expanding=True)
_ANY = select(quarantine.c.address).where(quarantine.c.address.in_(_some)).limit(1)
_THOSE = select(quarantine).where(quarantine.c.address.in_(_some))
_FORGET = delete(quarantine).where(quarantine.c.address.in_(_some))


class QuarantineStore:
    """Reads and writes the quarantine."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, entry: Quarantined, now: datetime) -> bool:
        """Keep an entry; one of the same source and address is brought up to date and counted. Whether it is the first of it."""
        here = (quarantine.c.source == entry.source) & (quarantine.c.address == entry.address)
        seen = {"stage": entry.stage, "reason": entry.reason, "material": entry.material, "last_seen": utc(now)}
        with self._database.write() as connection:
            changed = connection.execute(update(quarantine).where(here).values(times=quarantine.c.times + 1, **seen))
            if not changed.rowcount:
                row = {"source": entry.source, "address": entry.address, "first_seen": utc(now), "times": 1, **seen}
                connection.execute(insert(quarantine).values(row))
            return not changed.rowcount

    def clear(self, addresses: list[str], now: datetime | None = None, *, how: How = "overcome") -> None:
        """Let go of what has come to its end, whichever source had failed on it; for a while it can still be explained."""
        for some in batches(addresses):
            with self._database.read() as connection:  # nearly always there is nothing, and then nothing need be locked
                if connection.execute(_ANY, {"some": some}).first() is None:
                    continue
            ended = now or datetime.now(UTC)
            with self._database.write() as connection:
                past = [_past_row(row, ended, how) for row in connection.execute(_THOSE, {"some": some})]
                connection.execute(delete(past_failures).where(past_failures.c.ended < utc(ended - REMEMBERED)))
                if past:
                    connection.execute(insert(past_failures).prefix_with("OR REPLACE"), past)
                connection.execute(_FORGET, {"some": some})

    def counts(self) -> dict[str, int]:
        """How many entries each source has."""
        query = select(quarantine.c.source, func.count().label("number")).group_by(quarantine.c.source)
        with self._database.read() as connection:
            return {row.source: row.number for row in connection.execute(query)}

    def reasons(self) -> dict[str, str]:
        """Address to why it could not be archived."""
        with self._database.read() as connection:
            return {row.address: row.reason for row in connection.execute(select(quarantine.c.address, quarantine.c.reason))}

    def entries(self) -> list[Quarantined]:
        """All of it, by source and address."""
        query = select(quarantine).order_by(quarantine.c.source, quarantine.c.address)
        with self._database.read() as connection:
            return [_entry(row, row.material) for row in connection.execute(query)]

    def called(self, names: Collection[str]) -> list[Quarantined]:
        """The entries of these names or addresses, by source and address."""
        return [entry for entry in self.entries() if entry.address in names or entry.name in names]

    def past(self, name: str) -> PastFailure | None:
        """The failure of that name (``f-...``) that is no more, as long as it is remembered."""
        with self._database.read() as connection:
            for row in connection.execute(select(past_failures)):
                if name_of(row.source, row.address) == name:
                    return PastFailure(_entry(row), moment_of(row.ended), row.how)
        return None


def _entry(row: Row[Any], material: str | None = None) -> Quarantined:
    first, last = moment_of(row.first_seen), moment_of(row.last_seen)
    return Quarantined(row.source, row.address, row.stage, row.reason, material, row.times, first, last)


def _past_row(row: Row[Any], ended: datetime, how: How) -> dict[str, Any]:
    names = ("source", "address", "stage", "reason", "first_seen", "last_seen", "times")
    return {**{name: getattr(row, name) for name in names}, "ended": utc(ended), "how": how}
