"""Pruning an archive: killed at any place, what is left verifies clean, and the next prune comes to the same end."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.archive import Archive
from newsarchive.cli.verify import _findings
from newsarchive.pruning import named, policy, pruner
from tests import program
from tests.conftest import TestArchive, story
from tests.faults.points import DEAD

_PRUNE = """
import sys
from tests.faults import points
points.install()
from newsarchive.capture.pruning import Pruner
from newsarchive.cli.main import run
prune = Pruner.prune
def armed(self, *arguments):
    points.POINTS.arm(int(sys.argv[1]))
    prune(self, *arguments)
    points.POINTS.armed = False
Pruner.prune = armed
code = run(["-C", sys.argv[2], "captures", "prune", "--older-than", "1y", "--keep", "articles", "--yes"])
print(points.POINTS.passed, file=sys.stderr)
sys.exit(code)
"""
PLACES = 8


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """An archive in which half of the captures are to go: those of lists."""
    from newsarchive.demo import Content
    from tests.conftest import CONFIG
    from tests.site.hostile import HostileSite

    site = HostileSite(Content([story(1), story(2), story(3)]))
    folder = tmp_path_factory.mktemp("pruning") / "archive"
    folder.mkdir()
    (folder / "newsarchive.yaml").write_text(CONFIG.format(url=site.url) + "capture: all\n", encoding="utf-8")
    assert TestArchive(folder).run("crawl", "finews").code == 0
    site.close()
    with Archive(folder) as archive, archive.index._database.write() as connection:
        connection.exec_driver_sql("UPDATE captures SET date = '2020-01-01T00:00:00Z'")
    return folder


def prune_killed(folder, place):
    code, _, err = program.call([str(place), str(folder)], stdin="", cwd=None, environment=os.environ, code=_PRUNE)
    return code, err


def left(folder):
    with Archive(folder) as archive:
        store = archive.index.captures
        damaged = [each.in_words for each in _findings(archive, captures=True, pictures=False) if each.damage]
        for name in store.every():
            archive.captures.read(name.record_id)
        return damaged, {each.record_id for each in store.every()}


def test_killed_anywhere_it_leaves_an_archive_that_is_sound_and_the_next_prune_ends_the_same(crawled, tmp_path):
    whole = tmp_path / "whole"
    shutil.copytree(crawled, whole, symlinks=True)
    code, err = prune_killed(whole, 10**9)
    assert code == 0, err
    passed = int(err.split()[-1])
    assert passed > PLACES
    damaged, captures = left(whole)
    assert (damaged, len(captures)) == ([], 3)
    for number in range(PLACES):
        place = 1 + number * passed // PLACES
        folder = tmp_path / f"killed-{place}"
        shutil.copytree(crawled, folder, symlinks=True)
        assert prune_killed(folder, place)[0] == DEAD
        assert left(folder)[0] == [], place
        with Archive(folder) as archive, pruner(archive) as work:
            said = named(archive)
            now = datetime.now(UTC)
            for planned in work.plan(policy(said, "articles", now - timedelta(days=365))):
                work.prune(planned, now)
            archive.index.captures.forget_pruned(said.by_any)
        damaged, captures = left(folder)
        assert (damaged, len(captures)) == ([], 3), place
        files = {path.name for path in (folder / "state" / "warc").iterdir()}
        with Archive(folder) as archive:
            assert files == set(archive.index.captures.files()), place


def test_what_articles_were_read_from_is_told_by_revision(crawled):
    with Archive(crawled) as archive:
        said = named(archive)
    assert len(said.by_any) == len(said.by_last) == 3
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    assert policy(said, "none", moment).kept == frozenset()
    assert policy(said, "last", moment).kept == said.by_last
