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


def test_files_go_to_a_place_of_which_the_configuration_says_nothing(archive, tmp_path):
    place = tmp_path / "elsewhere"
    result = archive.run("--json", "export", "--profile", "jsonl", "--to", str(place))
    assert (result.code, result.events[0]["written"], result.events[0]["folder"]) == (0, 1, str(place))
    assert len((place / "2026" / "2026-11.jsonl").read_bytes().splitlines()) == 2
    assert ": nothing new, in " in archive.run("export", "--profile", "jsonl", "--to", str(place)).out
    assert not archive.site.exists()


def test_a_repository_can_go_there_as_well(archive, tmp_path):
    assert archive.run("export", "--profile", "finews", "--to", str(tmp_path / "elsewhere")).code == 0
    assert (tmp_path / "elsewhere" / ".git").is_dir()


def test_records_come_back_equal_when_they_are_imported(archive, tmp_path):
    archive.run("export", "--profile", "jsonl", "--to", str(tmp_path / "out"))
    with Archive(archive.folder) as opened:
        before = [stored.article for stored in opened.index.articles.changed_since(0, 99)]
    second = tmp_path / "second"
    second.mkdir()
    (second / FILE).write_text("timezone: UTC\n", encoding="utf-8")
    result = archive.run("-C", str(second), "import", str(tmp_path / "out" / "2026" / "2026-11.jsonl"))
    assert result.code == 0, result.err
    with Archive(second) as opened:
        assert [stored.article for stored in opened.index.articles.changed_since(0, 99)] == before


def test_articles_are_chosen_by_day_source_and_medium(archive, tmp_path):
    with Archive(archive.folder) as opened:
        opened.index.articles.put(record(5, publisher="晨报"))
    for number, option in enumerate((["--since", "2026-11-02"], ["--until", "2026-10-31"], ["--source", "none"])):
        result = archive.run("--json", "export", "--profile", "csv", "--to", str(tmp_path / str(number)), *option)
        assert (result.code, result.events[0]["written"]) == (0, 0)
    archive.run("export", "--profile", "jsonl", "--to", str(tmp_path / "one"), "--publisher", "晨报", "--since", "2026-11-01")
    assert "晨报" in (tmp_path / "one" / "2026" / "2026-11.jsonl").read_text(encoding="utf-8")
    assert len((tmp_path / "one" / "2026" / "2026-11.jsonl").read_bytes().splitlines()) == 1


def test_what_cannot_be_is_a_usage_error_that_names_the_way_out(archive, tmp_path):
    (tmp_path / "file").touch()
    out = str(tmp_path / "out")
    for arguments, reason in (
        (["--profile", "jsnol", "--to", out], "did you mean 'jsonl'?"),
        (["--profile", "jsonl"], "belong together"),
        (["--since", "2026-11-01"], "need --profile and --to"),
        (["--profile", "jsonl", "--to", str(tmp_path / "file")], "a folder is needed"),
        (["--profile", "jsonl", "--to", str(archive.site)], "run `newsarchive export site`"),
        (["--profile", "finews", "--to", out, "--source", "finews"], "`only` is for files"),
    ):
        result = archive.run("export", *arguments)
        assert (result.code, reason in result.err) == (2, True), (arguments, result.err)


def test_a_file_of_the_users_own_is_left_alone_and_exit_1(archive, tmp_path):
    arguments = ("export", "--profile", "jsonl", "--to", str(tmp_path / "out"))
    archive.run(*arguments)
    (tmp_path / "out" / "2026" / "2026-11.jsonl").write_text("mine")
    result = archive.run(*arguments, "--all")
    assert result.code == 1
    assert "left alone: 2026/2026-11.jsonl: you changed this file" in result.out


@pytest.mark.parametrize("option", ["--push", "--since-epoch", "--check=hugo"])
def test_what_is_for_repositories_is_refused_for_files_by_name_alone(option, archive, tmp_path):
    result = archive.run("export", "--profile", "jsonl", "--to", str(tmp_path / "lines"), option)
    assert result.code == 2
    assert "git repositories" in result.err
