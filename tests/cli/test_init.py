"""`newsarchive init`: an archive to begin with."""

from __future__ import annotations

import subprocess

from newsarchive.config import FILE
from tests.conftest import newsarchive


def test_an_archive_is_made_with_its_repository(tmp_path):
    folder = tmp_path / "new"
    result = newsarchive("init", str(folder), "--profile", "finews", "--base-url", "//finews.withounder.com")
    assert result.code == 0, result.err
    assert f"Next: newsarchive -C {folder} crawl" in result.out
    assert "base_url: //finews.withounder.com" in (folder / FILE).read_text(encoding="utf-8").replace('"', "")
    assert (folder / "state" / "index.sqlite3").is_file()
    assert (folder / "site" / "_config.yml").is_file()
    status = subprocess.run(["git", "-C", str(folder / "site"), "status", "--porcelain"], capture_output=True, check=True)
    assert status.stdout == b""


def test_what_it_made_is_an_archive_at_once(tmp_path):
    assert newsarchive("init", "new", cwd=tmp_path).code == 0
    result = newsarchive("-C", str(tmp_path / "new"), "status")
    assert result.code == 0
    assert "finews" in result.out
    assert "never crawled to the end" in result.out


def test_without_a_folder_it_is_the_current_one_or_that_of_dash_c(tmp_path):
    (tmp_path / "here").mkdir()
    assert newsarchive("init", cwd=tmp_path / "here").code == 0
    assert (tmp_path / "here" / FILE).is_file()
    assert newsarchive("-C", "there", "init", cwd=tmp_path).code == 0
    assert (tmp_path / "there" / FILE).is_file()


def test_an_archive_whose_export_is_files_has_a_folder_for_them(tmp_path):
    result = newsarchive("init", str(tmp_path / "new"), "--profile", "epub", "--source", "finews")
    assert result.code == 0, result.err
    assert (tmp_path / "new" / "epub" / ".newsarchive" / "manifest.json").is_file()
    assert "{profile: epub, to: epub}" in (tmp_path / "new" / FILE).read_text(encoding="utf-8").replace('"', "")
    assert newsarchive("-C", str(tmp_path / "new"), "status").code == 0


def test_json_says_where_it_is(tmp_path):
    result = newsarchive("--json", "init", str(tmp_path / "new"))
    assert result.events == [{"event": "archive", "folder": str(tmp_path / "new")}]


def test_an_archive_that_is_there_is_not_made_again(tmp_path):
    assert newsarchive("init", str(tmp_path)).code == 0
    before = (tmp_path / FILE).read_bytes()
    result = newsarchive("init", str(tmp_path), "--timezone", "UTC")
    assert result.code == 2
    assert "is an archive already" in result.err
    assert (tmp_path / FILE).read_bytes() == before


def test_a_wrong_wish_is_exit_2_with_the_nearest_right_one(tmp_path):
    for option, value, expected in [
        ("--profile", "finew", "did you mean 'finews'"),
        ("--source", "fnews", "did you mean 'finews'"),
        ("--timezone", "Asia/Shanghia", "did you mean 'Asia/Shanghai'"),
    ]:
        result = newsarchive("init", str(tmp_path / "new"), option, value)
        assert result.code == 2
        assert expected in result.err
        assert not (tmp_path / "new" / FILE).exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").touch()
    result = newsarchive("init", str(tmp_path / "file" / "new"))
    assert result.code == 1
    assert "Traceback" not in result.err
