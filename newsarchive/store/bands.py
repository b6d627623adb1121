"""What copies are found by: to each band of a period the articles that have it, and of a common band only the first of them."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, func, insert, select
from sqlalchemy.dialects import sqlite

from newsarchive.store.schema import bands

_KEPT = 12
"""Articles that are kept of a band in a period: what more of them have is a phrase that tells none from another."""

_Row = tuple[int, bytes]
"""How many articles have a band in a period, and the keys of the first of them. A name for each would cost more than the rest."""

_NONE: _Row = (0, b"")


def _near() -> Select[Any]:
    periods: list[BindParameter[Any]] = [bindparam("before"), bindparam("period"), bindparam("after")]
    found_by = func.json_each(bindparam("found_by")).table_valued("value")
    columns = select(bands.c.period, bands.c.band, bands.c.number, bands.c.articles)
    return columns.where(bands.c.period.in_(periods), bands.c.band.in_(select(found_by.c.value)))


# Made once: to build a statement takes longer than to run it. For the same reason, all bands are one parameter.
_NEAR = _near()
_PUT = str(insert(bands).prefix_with("OR REPLACE").compile(dialect=sqlite.dialect()))
_REMOVE = delete(bands).where(bands.c.period == bindparam("in_period"), bands.c.band == bindparam("of_band"))


class Bands:
    """Reads and writes bands, in one transaction, which :meth:`write` comes at the end of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: defaultdict[int, dict[int, _Row]] = defaultdict(dict)
        """Period to band to what is known of it: as it was read, or as it is to be written."""
        self._read: defaultdict[int, set[int]] = defaultdict(set)
        """Period to bands that have been looked for, there and in the periods beside it."""
        self._changed: defaultdict[int, set[int]] = defaultdict(set)
        """Period to bands that are to be written."""

    def read(self, places: Iterable[tuple[int, Sequence[int]]]) -> None:
        """Read together what is going to be asked of the bands of several articles: else they are read one by one."""
        wanted: defaultdict[int, set[int]] = defaultdict(set)
        for period, found_by in places:
            wanted[period].update(found_by)
        for period, some in wanted.items():
            missing = some - self._read[period]
            if not missing:
                continue
            self._read[period] |= missing
            asked = {"before": period - 1, "period": period, "after": period + 1, "found_by": json.dumps(list(missing))}
            for of, band, number, articles in self._connection.execute(_NEAR, asked):
                if band not in self._changed[of]:
                    self._rows[of][band] = number, articles

    def add(self, article: int, period: int, found_by: Sequence[int], most: int) -> list[int]:
        """Have an article found by these bands. Who comes back are those of about that time that share the most of them.

        So many at the ``most``, the likest first. A band counts the less the more articles have it: what all of them say,
        such as a disclaimer, tells none from another.
        """
        self.read([(period, found_by)])
        near = [row for of in (period - 1, period, period + 1) for row in self._known(of, found_by).items()]
        numbers: dict[int, int] = defaultdict(int)
        for band, (number, _) in near:
            numbers[band] += number
        shares: dict[int, float] = defaultdict(float)
        for band, (_, articles) in near:
            for each in array("q", articles):
                shares[each] += 1 / numbers[band]
        shares.pop(article, None)
        self._enter(article, period, found_by)
        return sorted(shares, key=lambda each: (-shares[each], each))[:most]

    def remove(self, article: int, period: int, found_by: Sequence[int]) -> None:
        """Have an article found by these bands no more."""
        self.read([(period, found_by)])
        there = self._known(period, found_by)
        for band, (number, articles) in there.items():
            rest = array("q", (each for each in array("q", articles) if each != article))
            self._rows[period][band] = number - 1, rest.tobytes()
        self._changed[period].update(there)

    def write(self) -> None:
        """Write all changes, in the order of the table, whose pages are changed one after the other then."""
        rows = [(of, band, *self._rows[of][band]) for of, some in sorted(self._changed.items()) for band in sorted(some)]
        gone = [{"in_period": of, "of_band": band} for of, band, number, _ in rows if not number]
        rest = [row for row in rows if row[2]]
        if gone:
            self._connection.execute(_REMOVE, gone)
        if rest:
            self._connection.exec_driver_sql(_PUT, rest)
        for known in (self._rows, self._read, self._changed):
            known.clear()

    def _known(self, period: int, found_by: Sequence[int]) -> dict[int, _Row]:
        """Those of the bands that any article of the period has."""
        there = self._rows[period]
        return {band: there[band] for band in there.keys() & set(found_by)}

    def _enter(self, article: int, period: int, found_by: Sequence[int]) -> None:
        itself = array("q", (article,)).tobytes()
        there = self._rows[period]
        for band in set(found_by):
            number, articles = there.get(band, _NONE)
            has_room = len(articles) < _KEPT * len(itself)
            there[band] = number + 1, articles + itself if has_room else articles
        self._changed[period].update(found_by)
