"""Files: replaced whole or not at all, and never outside of the folder they belong to."""

from __future__ import annotations

import os

import pytest

from newsarchive import files
from newsarchive.disk import WriteError
from newsarchive.files import OutsideError, inside, remove, replace


def test_an_ordinary_path_is_inside(tmp_path):
    assert inside(tmp_path, "_posts/2026/11/澜州.md") == tmp_path / "_posts" / "2026" / "11" / "澜州.md"


@pytest.mark.parametrize("path", ["", "/etc/passwd", "..", "a/../b", "./a", "a//b", "a/", "a\0b", "a\\b", "a/.."])
def test_a_path_that_leads_out_is_refused(path, tmp_path):
    with pytest.raises(OutsideError, match="is no path inside"):
        inside(tmp_path, path)


@pytest.mark.parametrize("staging", [None, "staging"])
def test_folders_that_are_not_there_are_made_the_staging_folder_too(staging, tmp_path):
    path = tmp_path / "a" / "b.md"
    replace(path, b"new", staging=tmp_path / staging if staging else None)
    assert path.read_bytes() == b"new"
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == [path]


def test_a_name_is_measured_in_bytes(tmp_path):
    assert inside(tmp_path, "媒" * 85).name == "媒" * 85
    with pytest.raises(OutsideError, match="longer than 255 bytes"):
        inside(tmp_path, "媒" * 86)


def test_a_symbolic_link_on_the_way_is_refused(tmp_path):
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "link").symlink_to(tmp_path)
    with pytest.raises(OutsideError, match="symbolic link"):
        inside(tmp_path / "root", "link/file")


def test_replace_makes_the_folders_and_a_file_that_everyone_may_read(tmp_path):
    path = tmp_path / "a" / "b" / "c.md"
    replace(path, b"one")
    replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("step", ["fchmod", "replace"])
def test_what_interrupts_a_replacement_leaves_the_old_file_and_nothing_else(step, tmp_path, monkeypatch):
    path = tmp_path / "file.md"
    replace(path, b"old")

    def interrupted(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file.md"]  # noqa: PTH208  # a temporary file would begin with a dot


def test_a_reader_who_has_the_old_file_open_reads_it_to_its_end(tmp_path):
    path = tmp_path / "file.md"
    replace(path, b"old")
    with path.open("rb") as reader:
        replace(path, b"new")
        assert reader.read() == b"old"


def test_a_symbolic_link_is_replaced_and_not_written_through(tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    link = tmp_path / "post.md"
    link.symlink_to(mine)
    replace(link, b"ours")
    assert mine.read_text() == "mine"
    assert link.read_bytes() == b"ours"


def test_remove_takes_the_folders_that_are_left_empty_and_never_the_root(tmp_path):
    replace(tmp_path / "a" / "b" / "one.md", b"")
    replace(tmp_path / "a" / "two.md", b"")
    remove(tmp_path / "a" / "b" / "one.md", tmp_path)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["two.md"]
    remove(tmp_path / "a" / "two.md", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_gone_already_can_be_removed(tmp_path):
    remove(tmp_path / "a" / "gone.md", tmp_path)
    assert tmp_path.is_dir()


def test_what_a_kill_leaves_half_written_is_in_the_staging_folder(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(files.os, "fchmod", lambda *_: seen.extend(path.parent for path in tmp_path.rglob(".newsarchive-*")))
    replace(tmp_path / "site" / "a.md", b"new", staging=tmp_path / "staging")
    assert seen == [tmp_path / "staging"]
    assert (tmp_path / "site" / "a.md").read_bytes() == b"new"


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(WriteError, match=r"a/b\.md cannot be written: "):
        replace(tmp_path / "a" / "b.md", b"new")
