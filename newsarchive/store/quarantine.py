"""What could not be archived: kept with its reason until it succeeds, so that nothing is lost in silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, func, insert, select, update

from newsarchive.store.database import Database, batches
from newsarchive.store.moments import utc
from newsarchive.store.schema import quarantine


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


# Made once: every page needs them, and to build one takes longer than to run it.
_some: BindParameter[Any] = bindparam("some", expanding=True)
_ANY = select(quarantine.c.address).where(quarantine.c.address.in_(_some)).limit(1)
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

    def clear(self, addresses: list[str]) -> None:
        """Forget what has succeeded since, whichever source had failed on it."""
        for some in batches(addresses):
            with self._database.read() as connection:  # nearly always there is nothing, and then nothing need be locked
                if connection.execute(_ANY, {"some": some}).first() is None:
                    continue
            with self._database.write() as connection:
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
            return [
                Quarantined(row.source, row.address, row.stage, row.reason, row.material, row.times)
                for row in connection.execute(query)
            ]
