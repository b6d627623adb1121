"""Numbers that only grow, and that are given out within the transaction that uses them."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, insert, select, update

from newsarchive.store.schema import counters

SEQUENCE = "sequence"
"""The counter of changes to articles and to their groups."""

# Made once, as all statements that every article needs: to build one takes as long as to run it.
_HERE = counters.c.name == bindparam("counter")
_GROW = update(counters).where(_HERE).values(value=counters.c.value + bindparam("by")).returning(counters.c.value)
_READ = select(counters.c.value).where(_HERE)
_BEGIN = insert(counters)


def next_number(connection: Connection, counter: str = SEQUENCE, by: int = 1) -> int:
    """The next number of a counter; with ``by``, the last of so many that are taken at once.

    The row's lock orders the writers, so that numbers become visible in their order.
    """
    value = connection.execute(_GROW, {"counter": counter, "by": by}).scalar()
    if value is None:
        value = by
        connection.execute(_BEGIN, {"name": counter, "value": value})
    return int(value)


def last_number(connection: Connection, counter: str = SEQUENCE) -> int:
    """The last number that was given out; 0 before the first."""
    return connection.execute(_READ, {"counter": counter}).scalar() or 0
