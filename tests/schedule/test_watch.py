"""Files that say what is crawled: whether they have changed."""

from __future__ import annotations

import os

import pytest

from newsarchive.schedule.watch import state_of_files

NAME = "newsarchive.yaml"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / NAME).write_text("a")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "courier.yaml").write_text("b")
    return tmp_path


def test_what_has_not_changed_is_the_same(folder):
    before = state_of_files(folder, NAME)
    (folder / "state").mkdir()
    (folder / "state" / "index.sqlite3").write_text("c")
    assert state_of_files(folder, NAME) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / NAME).write_text("ab"),
        lambda folder: os.utime(folder / NAME, (1, 1)),
        lambda folder: (folder / NAME).unlink(),
        lambda folder: (folder / "sources" / "new.yaml").touch(),
        lambda folder: (folder / "sources" / "courier.yaml").unlink(),
        lambda folder: (folder / "rules").mkdir() or (folder / "rules" / "a.yaml").touch(),
        lambda folder: (folder / "profiles" / "mine").mkdir(parents=True) or (folder / "profiles" / "mine" / "post.md").touch(),
    ],
)
def test_a_change_is_seen(change, folder):
    before = state_of_files(folder, NAME)
    change(folder)
    assert state_of_files(folder, NAME) != before
