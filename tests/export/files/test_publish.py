"""Exports of files, from the index: whole, then only what changed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from newsarchive.archive import Archive
from newsarchive.article import Article
from newsarchive.config import FILE
from newsarchive.export.files.jsonl import Lines
from newsarchive.yamlfile import ConfigError
from tests.records import START, record
from tests.test_archive import NOW

CONFIG = "timezone: Asia/Shanghai\nexports:\n  - {{profile: {profile}, to: out{more}}}\n"


@pytest.fixture
def export(tmp_path):
    """Exports the archive after some articles have come in."""

    def do(*articles, profile="jsonl", more="", **options):
        (tmp_path / FILE).write_text(CONFIG.format(profile=profile, more=more), encoding="utf-8")
        with Archive(tmp_path) as archive:
            for article in articles:
                archive.index.articles.put(article)
            return archive.export(archive.exports()[0], NOW, **options)

    return do


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and ".newsarchive" not in path.parts
    }


def records(folder):
    return [Article.from_json(line) for path in sorted(folder.rglob("*.jsonl")) for line in path.read_bytes().splitlines()]


OCTOBER, NOVEMBER = record(1, published=START.replace(month=10)), record(2)
UNDATED = record(3, published=None, published_precision=None)


def test_only_the_months_that_changed_are_written_again(export, tmp_path):
    assert export(OCTOBER, NOVEMBER, UNDATED).written == 3
    before = tree(tmp_path / "out")
    assert set(before) == {"2026/2026-10.jsonl", "2026/2026-11.jsonl", "undated.jsonl"}
    assert export().written == 0
    assert tree(tmp_path / "out") == before
    assert export(record(4)).written == 1
    after = tree(tmp_path / "out")
    assert [path for path in before if before[path] != after[path]] == ["2026/2026-11.jsonl"]
    assert records(tmp_path / "out") == [OCTOBER, NOVEMBER, record(4), UNDATED]


def test_an_article_whose_date_changed_leaves_its_month_and_the_empty_month_goes(export, tmp_path):
    export(OCTOBER, NOVEMBER)
    moved = OCTOBER.replace(published=START, revision=2)
    result = export(moved)
    assert (result.written, result.removed) == (1, 1)
    assert records(tmp_path / "out") == [moved, NOVEMBER]


def test_step_by_step_gives_the_bytes_of_all_at_once(export, tmp_path):
    for number in range(1, 5):
        export(record(number, published=START.replace(month=number % 3 + 1)))
    steps = {path: data for path, (data, _) in tree(tmp_path / "out").items()}
    (tmp_path / "out").rename(tmp_path / "steps")
    export()
    assert {path: data for path, (data, _) in tree(tmp_path / "out").items()} == steps
    assert len(steps) == 3


def test_what_is_missing_or_altered_is_made_again_or_named_with_all(export, tmp_path):
    export(OCTOBER, NOVEMBER)
    (tmp_path / "out/2026/2026-10.jsonl").unlink()
    (tmp_path / "out/2026/2026-11.jsonl").write_text("mine")
    result = export(whole=True)
    assert (result.written, list(result.kept)) == (1, ["2026/2026-11.jsonl"])
    assert (tmp_path / "out/2026/2026-11.jsonl").read_text() == "mine"
    (tmp_path / "out/2026/2026-11.jsonl").unlink()
    assert export().written == 1  # what was kept is not forgotten
    assert records(tmp_path / "out") == [OCTOBER, NOVEMBER]


def test_other_options_make_every_file_anew(export, tmp_path):
    export(OCTOBER, NOVEMBER, record(5, source="other"))
    result = export(more=", only: {since: 2026-11-01, until: 2026-11-01, sources: [finews]}")
    assert (result.written, result.removed) == (1, 1)
    assert records(tmp_path / "out") == [NOVEMBER]
    export(record(6, published=START.replace(day=2)), more=", only: {since: 2026-11-01, until: 2026-11-01, sources: [finews]}")
    assert records(tmp_path / "out") == [NOVEMBER]


def test_feeds_of_other_media_are_not_touched(export, tmp_path):
    export(record(1), record(2, publisher="晨报"), profile="atom")
    before = tree(tmp_path / "out")
    assert len(before) == 3
    export(record(3, publisher="晨报"), profile="atom")
    after = tree(tmp_path / "out")
    assert len([path for path in before if before[path] == after[path]]) == 1


def test_an_only_of_one_medium_has_its_feed_alone(export, tmp_path):
    export(record(1), record(2, publisher="晨报"), profile="atom", more=", only: {publishers: [晨报]}")
    assert len(tree(tmp_path / "out")) == 2


KILLED = """
import os, signal, sys
from pathlib import Path
from newsarchive.archive import Archive
from newsarchive.export.files.jsonl import Lines
from tests.test_archive import NOW
write, number = Lines.write, 0
def dying(self, unit, articles, file):
    global number
    number += 1
    if number == 3:
        file.write(b"half"); file.flush(); os.kill(os.getpid(), signal.SIGKILL)
    return write(self, unit, articles, file)
Lines.write = dying
with Archive(Path(sys.argv[1])) as archive:
    archive.export(archive.exports()[0], NOW)
"""


def test_killed_in_the_middle_it_leaves_whole_files_and_the_next_one_ends_it(export, tmp_path):
    (tmp_path / "whole").mkdir()
    articles = [record(number, published=START.replace(month=number)) for number in range(1, 6)]
    export(*articles[:1])
    with Archive(tmp_path) as archive:
        for article in [articles[0].replace(title="改", digest="", revision=2), *articles[1:]]:
            archive.index.articles.put(article)
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, timeout=60, cwd=os.getcwd())  # noqa: PTH109
    assert done.returncode == -signal.SIGKILL
    assert {data for data, _ in tree(tmp_path / "out").values() if not data.endswith(b"}\n")} == set()
    result = export()
    assert result.kept == {}
    assert [each.id for each in records(tmp_path / "out")] == [each.id for each in articles]
    assert not (tmp_path / "out/.newsarchive/new").exists()


def test_months_in_which_nothing_changed_are_not_even_read(export, monkeypatch):
    export(OCTOBER, NOVEMBER, UNDATED)
    made, write = [], Lines.write

    def noting(self, unit, articles, file):
        made.append(unit.path)
        return write(self, unit, articles, file)

    monkeypatch.setattr(Lines, "write", noting)
    export()
    assert made == []
    export(record(4))
    assert made == ["2026/2026-11.jsonl"]
    export(whole=True)
    assert len(made) == 4


@pytest.mark.parametrize("key", ["layout: flat", "push: true", "copies: first", "check: hugo"])
def test_what_is_for_repositories_is_refused(export, key):
    with pytest.raises(ConfigError, match=f"`{key.split(':')[0]}` is for git repositories"):
        export(more=f", {key}")
