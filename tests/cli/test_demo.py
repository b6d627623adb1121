"""`newsarchive demo`: the whole way of the data, on this machine alone."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from newsarchive.config import FILE, load_config
from tests.conftest import TestArchive, newsarchive


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "kept"
    return newsarchive("demo", "--keep", str(folder)), TestArchive(folder)


def test_it_shows_posts_one_of_them_whole_the_log_and_a_clean_tree(demo):
    result, archive = demo
    assert result.code == 0, result.out + result.err
    posts = archive.posts()
    assert len(posts) > 5
    assert f"\n{len(posts)} posts in " in result.out
    for name in posts:
        assert name in result.out
    assert next(iter(posts.values())) in result.out
    assert "Add " in result.out
    assert "## main" in result.out
    assert archive.is_clean()


def test_the_second_crawl_finds_nothing_new(demo):
    result, archive = demo
    assert result.out.rstrip().count("nothing new, no commit") == 1
    assert archive.commits() == 1


def test_nothing_but_this_machine_is_asked(demo):
    result, archive = demo
    (url,) = re.findall(r"^The demo site answers at (http://127\.0\.0\.1:\d+);", result.out, re.MULTILINE)
    source = load_config(archive.folder / FILE).source("finews", archive.folder / "sources")
    assert set(source.hosts.values()) == {url}


def test_what_is_not_kept_is_gone_and_json_is_only_json(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    result = newsarchive("--json", "demo", cwd=tmp_path)
    assert result.code == 0, result.err
    assert {event["event"] for event in result.events} == {"listed", "article", "export", "summary"}
    assert [path for path in Path(tmp_path).iterdir() if "newsarchive" in path.name] == []


def test_an_archive_that_is_there_is_not_demonstrated_upon(tmp_path):
    (tmp_path / "newsarchive.yaml").write_text("timezone: UTC\n", encoding="utf-8")
    result = newsarchive("demo", "--keep", str(tmp_path))
    assert result.code == 2
    assert (tmp_path / "newsarchive.yaml").read_text(encoding="utf-8") == "timezone: UTC\n"
