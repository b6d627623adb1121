"""Records as lines of JSON: all fields with their evidence, as `newsarchive import` reads them."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import BinaryIO

from newsarchive.article import Article
from newsarchive.export.files.form import Made, Unit, monthly


class Lines:
    """A file a month, one record a line."""

    def __init__(self, zone: tzinfo, *, compressed: bool) -> None:
        self._zone = zone
        self._compressed = compressed

    def units(self, published: datetime | None, publisher: str | None) -> Iterator[Unit]:
        """The file of the month."""
        yield monthly(published, self._zone, ".jsonl.gz" if self._compressed else ".jsonl")

    def write(self, unit: Unit, articles: Iterable[Article], file: BinaryIO) -> Made:
        """Write the lines."""
        if not self._compressed:
            return Made(_lines(articles, file))
        with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0) as packed:
            return Made(_lines(articles, packed))


def _lines(articles: Iterable[Article], file: BinaryIO | gzip.GzipFile) -> int:
    number = 0
    for article in articles:
        file.write(article.to_json().encode() + b"\n")
        number += 1
    return number
