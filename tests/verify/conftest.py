"""An archive of a few articles, exported, and what a check says of it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from newsarchive.archive import Archive
from tests.records import record

NOW = datetime(2026, 11, 2, tzinfo=UTC)


class Kept:
    """Three articles, the first in two revisions, in the index and in the repository."""

    def __init__(self, archive):
        self.archive, self.folder, self.site, self.git, self.run = archive, archive.folder, archive.site, archive.git, archive.run
        self.put(record(1), record(2), record(3))
        self.put(record(1, revision=2, title="澜州第1号工厂再次恢复生产"))
        self.export()

    def put(self, *articles):
        with Archive(self.folder) as archive:
            for article in articles:
                archive.index.articles.put(article)

    def export(self, **options):
        with Archive(self.folder) as archive:
            return archive.export(archive.exports()[0], NOW, **options)

    def sql(self, statement, *values):
        """Damage the index as no program of ours would."""
        with sqlite3.connect(self.folder / "state" / "index.sqlite3") as connection:
            assert connection.execute(statement, values).rowcount
        connection.close()

    def post(self, number):
        return self.site / "_posts" / "2026" / "11" / f"2026-11-01-NW20261101{number:010}.md"

    def path(self, number):
        return self.post(number).relative_to(self.site).as_posix()

    def verify(self, *options):
        """The findings of the command, as objects; and its exit code, which must fit them."""
        result = self.run("--json", "verify", *options)
        *findings, last = result.events
        damaged = [each for each in findings if each["damage"]]
        assert result.code == (3 if damaged else 0), result.out + result.err
        assert last["damaged"] == len(damaged)
        return [(each["problem"], each["store"], each["thing"], each["what"], each["way_out"]) for each in findings]


@pytest.fixture
def kept(make_archive):
    return Kept(make_archive("http://127.0.0.1:1"))
