"""`newsarchive export`: at any time, again, and by name."""

from __future__ import annotations

import shutil

import pytest

from newsarchive.archive import Archive
from newsarchive.config import FILE
from tests.records import record


@pytest.fixture
def archive(make_archive):
    made = make_archive("http://127.0.0.1:1")
    with Archive(made.folder) as opened:
        opened.index.articles.put(record(1))
        opened.index.articles.put(record(2))
    return made


def test_the_index_becomes_a_repository_and_once_more_is_nothing(archive):
    result = archive.run("export")
    assert result.code == 0, result.err
    assert result.out.startswith("export site: ")
    assert len(archive.posts()) == 2
    assert archive.run("export").out == "export site: nothing new, no commit\n"
    assert archive.commits() == 1
    assert archive.is_clean()


def test_a_repository_that_was_lost_is_made_again(archive):
    archive.run("export")
    tree = archive.git("rev-parse", "HEAD^{tree}")
    shutil.rmtree(archive.site)
    assert archive.run("export").code == 0
    assert archive.git("rev-parse", "HEAD^{tree}") == tree


def test_exports_are_named(archive):
    config = archive.folder / FILE
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("exports:\n", "exports:\n  - {profile: finews, to: second, layout: flat}\n"), encoding="utf-8")
    assert archive.run("export", "second").code == 0
    assert (archive.folder / "second").is_dir()
    assert not archive.site.exists()
    result = archive.run("export", "secnd")
    assert result.code == 2
    assert "there is no export 'secnd' (did you mean 'second'?)" in result.err


def test_what_is_held_back_is_named_and_exit_1(archive):
    with Archive(archive.folder) as opened:
        opened.index.articles.put(record(3, published=None, published_precision=None))
    result = archive.run("export")
    assert result.code == 1
    assert f"held back: {record(3).id}: it has no date of publication" in result.out
    assert len(archive.posts()) == 2


def test_json_says_the_same(archive):
    (event,) = archive.run("--json", "export").events
    assert event["commit"] == archive.git("rev-parse", "HEAD").strip()
    assert (event["event"], event["export"], event["removed"], event["held_back"], event["kept"]) == ("export", "site", 0, {}, {})


def test_a_folder_that_is_not_ours_is_exit_1_with_the_reason(archive):
    archive.site.mkdir()
    (archive.site / "mine").touch()
    result = archive.run("export")
    assert result.code == 1
    assert "Error:" in result.err
    assert "is no git repository" in result.err


def test_without_any_export_the_way_to_one_is_said(archive):
    (archive.folder / FILE).write_text("timezone: UTC\n", encoding="utf-8")
    result = archive.run("export")
    assert result.code == 2
    assert "add one under `exports`" in result.err
