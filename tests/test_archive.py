"""An archive opened: its parts found, and errors said before anything is done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from filelock import FileLock

from newsarchive import archive as archive_module
from newsarchive.archive import Archive, BusyError
from newsarchive.config import FILE
from newsarchive.export.command import GitError
from newsarchive.sources import built_in
from newsarchive.store.database import DamagedError
from newsarchive.yamlfile import ConfigError
from tests.records import record
from tests.test_sources import GOOD

NOW = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def make(tmp_path):
    """Makes an archive with this configuration, and opens it."""

    def do(text):
        (tmp_path / FILE).write_text(f"timezone: Asia/Shanghai\n{text}", encoding="utf-8")
        return Archive(tmp_path)

    return do


def own_source(folder, name="example"):
    (folder / "sources").mkdir()
    (folder / "sources" / f"{name}.yaml").write_text(GOOD.replace("name: example\n", ""), encoding="utf-8")


def test_it_crawls_what_is_configured_and_its_own_definitions(make, tmp_path):
    own_source(tmp_path)
    with make("sources: [finews]\n") as archive:
        assert archive.source_names() == ["finews", "example"]


def test_a_source_that_is_switched_off_is_not_crawled_but_its_links_are_known(make, tmp_path):
    own_source(tmp_path)
    with make("sources: {finews: {enabled: false}, example: {enabled: false}}\n") as archive:
        assert archive.source_names() == []
        assert {source.name for source in archive.known_sources()} == {"example", *built_in()}


def test_its_own_definition_is_known_before_the_built_in_ones(make, tmp_path):
    own_source(tmp_path)
    with make("") as archive:
        assert next(source.name for source in archive.known_sources()) == "example"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sources: [fnews]\n", "there is no source 'fnews'"),
        ("exports: [{profile: nothing}]\n", "there is no profile 'nothing'"),
        ('sources: {finews: {hosts: {x: "http://127.0.0.1:1"}}}\n', "source finews has no host 'x'"),
    ],
)
def test_what_cannot_be_used_is_said_when_it_is_opened(text, expected, make, tmp_path):
    with pytest.raises(ConfigError, match=expected):
        make(text)
    assert not (tmp_path / "state").exists()


def test_a_damaged_index_is_said_when_it_is_opened(make, tmp_path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "index.sqlite3").write_bytes(b"no database at all, and long enough to be read as one" * 100)
    with pytest.raises(DamagedError, match=r"index\.sqlite3 cannot be used as the index"):
        make("")


def test_exports_are_found_by_name(make):
    with make("exports: [{profile: finews, to: one}, {profile: finews, to: two, name: second}]\n") as archive:
        assert [export.label for export in archive.exports()] == ["one", "second"]
        assert [export.label for export in archive.exports(["second"])] == ["second"]
        with pytest.raises(ConfigError, match=r"there is no export 'secnd' \(did you mean 'second'\?\); known: one, second"):
            archive.exports(["secnd"])


def test_an_export_may_lie_anywhere(make, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    with make("exports: [{profile: finews, to: ~/site}]\n") as archive:
        archive.export(archive.exports()[0], NOW)
    assert (tmp_path / "home" / "site" / ".git").is_dir()


def test_an_empty_folder_becomes_a_repository_and_a_full_one_does_not(make, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    with make("exports: [{profile: finews, to: empty}, {profile: finews, to: full}]\n") as archive:
        empty, full = archive.exports()
        assert archive.export(empty, NOW).export == "empty"
        with pytest.raises(GitError, match="is no git repository"):
            archive.export(full, NOW)


def test_a_second_export_at_the_same_time_waits_and_then_says_so(make, tmp_path, monkeypatch):
    monkeypatch.setattr(archive_module, "LOCK_SECONDS", 0.1)
    with make("exports: [{profile: finews}]\n") as archive:
        archive.index.articles.put(record())
        with FileLock(tmp_path / "state" / "export-site.lock"), pytest.raises(BusyError, match="another export to site"):
            archive.export(archive.exports()[0], NOW)
        assert archive.export(archive.exports()[0], NOW).commit
