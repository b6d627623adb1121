"""Pictures kept elsewhere, in what fsspec knows; here in its memory, which has the ways of a bucket."""

from __future__ import annotations

import builtins
import sys

import fsspec
import pytest

from newsarchive.pictures.remote import Remote, shelf_at
from newsarchive.pictures.shelf import Folder, ShelfError
from newsarchive.yamlfile import ConfigError
from tests.pictures.drawn import drawn

FILE = "ab/abcd.png"


@pytest.fixture
def memory():
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def test_a_picture_is_put_there_once(memory, monkeypatch):
    shelf = shelf_at("memory://bucket/news/", None, None)
    assert (shelf.get(FILE), shelf.size(FILE)) == (None, None)
    shelf.put(FILE, drawn())
    assert memory.cat_file("/bucket/news/ab/abcd.png") == drawn()
    assert (shelf.get(FILE), shelf.size(FILE)) == (drawn(), len(drawn()))
    monkeypatch.setattr(type(memory), "put_file", lambda *_: pytest.fail("it is there already"))
    shelf.put(FILE, drawn())


def test_what_a_killed_run_left_half_is_written_again(memory):
    memory.pipe_file("/bucket/news/ab/abcd.png", drawn()[:30])
    shelf = Remote("memory://bucket/news")
    shelf.put(FILE, drawn())
    assert shelf.get(FILE) == drawn()


def test_a_place_that_cannot_be_reached_is_named(memory, monkeypatch):
    class OddError(Exception):
        pass

    def refuse(*_, **__):
        raise OddError("no credentials")

    monkeypatch.setattr(type(memory), "info", refuse)
    with pytest.raises(ShelfError, match="memory://bucket cannot be used: OddError: no credentials"):
        Remote("memory://bucket").put(FILE, drawn())


def test_a_bucket_that_is_not_there_is_not_made(memory, monkeypatch):
    """A bucket has no folders, and one that was misspelt would be made by asking for one."""

    def refuse(*_, **__):
        raise FileNotFoundError("no such bucket")

    monkeypatch.setattr(type(memory), "protocol", ("s3", "s3a"))
    monkeypatch.setattr(type(memory), "makedirs", lambda *_, **__: pytest.fail("it asked for a folder"))
    monkeypatch.setattr(type(memory), "put_file", refuse)
    with pytest.raises(ShelfError, match="memory://bucket is not there"):
        Remote("memory://bucket").put(FILE, drawn())


def test_a_package_that_is_not_there_is_named(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.partition(".")[0] in ("fsspec", "s3fs"):
            raise ImportError(f"No module named {name!r}")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    for module in [each for each in sys.modules if each.partition(".")[0] == "s3fs"]:
        monkeypatch.delitem(sys.modules, module)
    with pytest.raises(ConfigError, match=r"pictures\.to: s3://bucket needs a package: pip install 'newsarchive\[s3\]'"):
        Remote("s3://bucket")
    with pytest.raises(ConfigError, match=r"newsarchive\[remote\]"):
        Remote("memory://bucket")


def test_an_address_of_no_known_kind_is_refused():
    with pytest.raises(ConfigError, match=r"pictures\.to: nowhere://bucket"):
        Remote("nowhere://bucket")


def test_folders_are_no_matter_for_fsspec(tmp_path):
    state = tmp_path / "state"
    assert shelf_at(None, tmp_path, state).folder == state
    for to, meant in (("kept", tmp_path / "kept"), ("/srv/kept", "/srv/kept"), ("file:///srv/kept", "/srv/kept")):
        shelf = shelf_at(to, tmp_path, state)
        assert isinstance(shelf, Folder)
        assert str(shelf.folder) == str(meant)
