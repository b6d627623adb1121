"""What only the old index knows, beside the articles: carried over row by row, as far as it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Table, insert, select
from sqlalchemy.exc import DatabaseError

from newsarchive.store.database import Database
from newsarchive.store.schema import (
    checks,
    frontier,
    messages,
    missing_pictures,
    past_failures,
    pictures,
    pruned,
    quarantine,
    robots,
    runs,
    spent,
    troubles,
    visits,
    written,
)

CARRIED: dict[str, tuple[Table, str]] = {
    "quarantine": (quarantine, "what could not be archived, with its reasons; what still fails is found again by a crawl"),
    "past failures": (past_failures, "what had failed and was overcome; it can no longer be explained"),
    "pruned captures": (pruned, "which captures were removed on request; those that articles name count as missing"),
    "requests": (spent, "how many requests were made today"),
    "runs": (runs, "the record of earlier crawls"),
    "visits": (visits, "what lists were last answered with; the next crawl asks for each of them in full once"),
    "frontier": (frontier, "what was found and not fetched yet; the next crawl finds what its lists still name"),
    "checks": (checks, "what earlier checks of sources found"),
    "robots": (robots, "robots.txt of the hosts, which is asked for again"),
    "pictures": (pictures, "under which address each picture that is kept was had"),
    "missing pictures": (missing_pictures, "which pictures could not be had yet, and are to be tried again"),
    "troubles": (troubles, "of what its keeper was told; what is still wrong is told once more"),
    "messages": (messages, "what was still to be delivered to its keeper"),
    "journal": (written, "which files exports wrote; what stands as it is to be is taken over by the next export"),
}
"""Name to the table, and to what it comes to when it is lost."""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of one table."""

    name: str
    rows: int
    lost: str | None
    """What it comes to that it could not be read, or not whole; None when it was."""


def carry(old: Database | None, fresh: Database) -> Iterator[Carried]:
    """Carry every table over; a row of the fresh index that has the same key gives way."""
    for name, (table, loss) in CARRIED.items():
        done = 0
        if old is None:
            yield Carried(name, 0, loss)
            continue
        try:
            with old.look() as source, fresh.write() as target:
                if table is runs:
                    target.execute(table.delete())  # the reading of captures is no crawl
                result = source.execution_options(yield_per=_BATCH).execute(select(table))
                for some in result.mappings().partitions(_BATCH):
                    target.execute(insert(table).prefix_with("OR REPLACE"), [dict(row) for row in some])
                    done += len(some)
        except DatabaseError as error:
            yield Carried(name, 0, f"{loss} ({error.orig})")
        else:
            yield Carried(name, done, None)
