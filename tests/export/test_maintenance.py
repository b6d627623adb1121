"""Maintenance: when it is due, that it loses nothing, and that there is one at a time."""

from __future__ import annotations

import os
import time

import pytest

from newsarchive.config.git import GitChoice
from newsarchive.export import maintenance, open_pack
from newsarchive.export.git import Repository
from newsarchive.export.growth import MAINTAINED
from tests.export.repositories import commit, git

COMMITS = 6


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """One of six packs where four are allowed."""
    monkeypatch.setattr(maintenance, "MOST_PACKS", 4)
    monkeypatch.setattr(open_pack, "LARGEST", 0)
    repository = Repository.create(tmp_path / "site")
    for number in range(COMMITS):
        commit(repository, {f"{number}.md": f"澜州第{number}号".encode() * 50})
    return repository


def packs(repository):
    return sorted((repository.objects / "pack").glob("*.pack"))


def test_many_packs_are_put_together_and_nothing_is_lost(repository):
    assert len(packs(repository)) == COMMITS
    assert maintenance.is_due(repository)
    before = git(repository.path, "rev-parse", "HEAD", "HEAD^{tree}", f"HEAD~{COMMITS - 1}")
    assert maintenance.run(repository.folder, repository.objects) == 0
    assert len(packs(repository)) < 4
    assert not maintenance.is_due(repository)
    assert git(repository.path, "rev-parse", "HEAD", "HEAD^{tree}", f"HEAD~{COMMITS - 1}") == before
    assert git(repository.path, "show", "HEAD:0.md") == "澜州第0号" * 50
    assert git(repository.path, "fsck", "--strict", "--full") == ""
    assert git(repository.path, "commit-graph", "verify") == ""
    assert int((repository.folder / MAINTAINED).read_text(encoding="ascii")) > 0
    commit(repository, {"next.md": b"next"})
    assert git(repository.path, "fsck", "--strict", "--full") == ""


def test_a_large_pack_is_left_as_it_is_when_small_ones_come(repository):
    commit(repository, {f"large/{number}.md": os.urandom(500) for number in range(300)})
    large = max(packs(repository), key=lambda each: each.stat().st_size)
    assert maintenance.run(repository.folder, repository.objects) == 0
    assert large.exists()
    assert len(packs(repository)) < COMMITS


def test_loose_objects_are_packed_those_that_nobody_names_included(repository, monkeypatch):
    monkeypatch.setattr(maintenance, "MOST_PACKS", 100)
    assert not maintenance.is_due(repository)
    monkeypatch.setattr(maintenance, "MOST_LOOSE", 0)
    git(repository.path, "hash-object", "-w", "--stdin", stdin=text_in_folder_17(repository))
    assert maintenance.is_due(repository)
    assert maintenance.run(repository.folder, repository.objects) == 0
    assert not maintenance.is_due(repository)


def text_in_folder_17(repository):
    """A text whose blob git keeps in the folder that is looked into."""
    return next(text for text in map(str, range(100_000)) if repository.blob(text.encode()).startswith("17"))


def test_an_export_can_do_without(repository):
    off = Repository(repository.path, GitChoice(maintenance=False))
    assert not maintenance.is_due(off)


@pytest.mark.parametrize("option", ["--depth=1", "--filter=blob:none"])
def test_a_clone_that_lacks_objects_is_left_alone(option, repository, tmp_path, monkeypatch):
    monkeypatch.setattr(maintenance, "MOST_PACKS", 0)
    git(repository.path, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", option, f"file://{repository.path}", str(tmp_path / "clone"))
    git(tmp_path, "clone", "--quiet", "--no-local", str(repository.path), str(tmp_path / "whole"))
    assert maintenance.is_due(Repository(tmp_path / "whole"))
    assert not maintenance.is_due(Repository(tmp_path / "clone"))


def test_it_runs_in_a_process_of_its_own_and_one_at_a_time(repository):
    lock = open_pack.lock(repository)
    assert maintenance.start(repository) is None
    os.close(lock)
    process = maintenance.start(repository)
    assert maintenance.start(repository) is None
    assert process.wait(60) == 0
    assert not maintenance.is_due(repository)
    last = maintenance.start(repository)
    assert last.wait(60) == 0


def test_it_waits_for_git_s_own(repository):
    gc = repository.folder / "gc.pid"
    gc.write_text("1 here", encoding="ascii")
    assert maintenance.start(repository) is None
    os.utime(gc, (time.time() - 100_000,) * 2)  # of one that was killed
    process = maintenance.start(repository)
    assert process.wait(60) == 0


def test_half_written_packs_go_when_they_are_old(repository):
    old, new = (repository.objects / "pack" / name for name in ("tmp_pack_old", "tmp_pack_new"))
    for path in (old, new):
        path.write_bytes(b"PACK")
    os.utime(old, (time.time() - 100_000,) * 2)
    maintenance.run(repository.folder, repository.objects)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_step_that_fails_is_told_and_keeps_what_there_is(repository):
    broken = packs(repository)[0]
    broken.chmod(0o644)
    broken.write_bytes(broken.read_bytes()[:-30])
    kept = packs(repository)
    assert maintenance.run(repository.folder, repository.objects) != 0
    assert packs(repository) == kept
    assert not (repository.folder / MAINTAINED).exists()
