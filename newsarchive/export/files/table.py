"""Articles as tables for spreadsheets: CSV in UTF-8 (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import BinaryIO

from newsarchive.article import Article
from newsarchive.export.files.form import Made, Unit, monthly
from newsarchive.extract.markup.clean import text_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so can be run by a spreadsheet (OWASP, CSV injection)."""


class Table:
    """A file a month, one article a row."""

    def __init__(self, zone: tzinfo, columns: Sequence[str], *, bom: bool) -> None:
        self._zone = zone
        self._columns = columns
        self._bom = bom

    def units(self, published: datetime | None, publisher: str | None) -> Iterator[Unit]:
        """The file of the month."""
        yield monthly(published, self._zone, ".csv")

    def write(self, unit: Unit, articles: Iterable[Article], file: BinaryIO) -> Made:
        """Write the rows."""
        text = io.TextIOWrapper(file, encoding="utf-8-sig" if self._bom else "utf-8", errors="replace", newline="")
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow(self._columns)
        number = 0
        for article in articles:
            rows.writerow([safe(_cell(article, column, self._zone)) for column in self._columns])
            number += 1
        text.flush()
        text.detach()  # the file is the caller's
        return Made(number)


def safe(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cell(article: Article, column: str, zone: tzinfo) -> str:
    if column == "text":
        return text_of(article.body)
    value = getattr(article, column)
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)
