"""What copies are found by: to each band of a period the articles that have it, and of a common band only the first of them."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, func, insert, select
from sqlalchemy.dialects import sqlite

from newsarchive.store.schema import bands

_KEPT = 12
"""Articles that are kept of a band in a period: what more of them have is a phrase that tells none from another."""


class _Row(NamedTuple):
    """How many articles have a band in a period, and the keys of the first of them."""

    number: int
    articles: bytes


_NONE = _Row(0, b"")
_Place = tuple[int, int]
"""A period and a band."""


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
        self._changed: dict[_Place, _Row] = {}

    def add(self, article: int, period: int, found_by: Sequence[int], most: int) -> list[int]:
        """Have an article found by these bands. Who comes back are those of about that time that share the most of them.

        So many at the ``most``, the likest first. A band counts the less the more articles have it: what all of them say,
        such as a disclaimer, tells none from another.
        """
        rows = self._near(period, found_by)
        numbers: dict[int, int] = defaultdict(int)
        for (_, band), row in rows.items():
            numbers[band] += row.number
        shares: dict[int, float] = defaultdict(float)
        for (_, band), row in rows.items():
            for each in array("q", row.articles):
                shares[each] += 1 / numbers[band]
        shares.pop(article, None)
        itself = array("q", (article,)).tobytes()
        for band in set(found_by):
            there = rows.get((period, band), _NONE)
            has_room = len(there.articles) < _KEPT * len(itself)
            self._changed[period, band] = _Row(there.number + 1, there.articles + itself if has_room else there.articles)
        return sorted(shares, key=lambda each: (-shares[each], each))[:most]

    def remove(self, article: int, period: int, found_by: Sequence[int]) -> None:
        """Have an article found by these bands no more."""
        for (of, band), row in self._near(period, found_by).items():
            if of == period:
                articles = array("q", (each for each in array("q", row.articles) if each != article))
                self._changed[period, band] = _Row(row.number - 1, articles.tobytes())

    def write(self) -> None:
        """Write all changes."""
        gone = [{"in_period": of, "of_band": band} for (of, band), row in self._changed.items() if not row.number]
        rest = [(*place, *row) for place, row in self._changed.items() if row.number]
        if gone:
            self._connection.execute(_REMOVE, gone)
        if rest:
            self._connection.exec_driver_sql(_PUT, rest)
        self._changed.clear()

    def _near(self, period: int, found_by: Sequence[int]) -> dict[_Place, _Row]:
        """The bands that articles of about that time have."""
        if not found_by:
            return {}
        asked = {"before": period - 1, "period": period, "after": period + 1, "found_by": json.dumps(found_by)}
        rows = {(of, band): _Row(*rest) for of, band, *rest in self._connection.execute(_NEAR, asked)}
        if self._changed:
            places = ((of, band) for of in (period - 1, period, period + 1) for band in found_by)
            rows.update({place: self._changed[place] for place in places if place in self._changed})
        return rows
