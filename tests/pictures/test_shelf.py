"""A folder of pictures: each whole or not there, and nothing of a killed run stays for ever."""

from __future__ import annotations

import os
import time

import pytest

from newsarchive.disk import WriteError
from newsarchive.files import OutsideError
from newsarchive.pictures.shelf import Folder, ShelfError
from tests.pictures.drawn import drawn

FILE = "ab/abcd.png"


def test_a_picture_is_put_there_once(tmp_path, monkeypatch):
    shelf = Folder(tmp_path / "pictures")
    assert (shelf.get(FILE), shelf.size(FILE)) == (None, None)
    shelf.put(FILE, drawn())
    assert (shelf.get(FILE), shelf.size(FILE)) == (drawn(), len(drawn()))
    before = (shelf.folder / FILE).stat().st_ino
    shelf.put(FILE, drawn())
    assert (shelf.folder / FILE).stat().st_ino == before


def test_it_is_on_the_disk_before_it_has_its_name(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(sorted(path.name for path in tmp_path.glob("*/*.png"))))
    Folder(tmp_path).put(FILE, drawn())
    assert synced == [[], ["abcd.png"]]  # the content, and then the folder that names it


def test_what_is_half_written_has_no_name_and_is_cleared_up_later(tmp_path, monkeypatch):
    shelf = Folder(tmp_path)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", killed)
        patched.setattr(os, "unlink", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            shelf.put(FILE, drawn())
    assert shelf.get(FILE) is None
    (left,) = (tmp_path / "partial").iterdir()
    Folder(tmp_path).put("cd/other.png", drawn(1))
    assert left.exists()  # another run may be at it
    os.utime(left, (time.time() - 7200,) * 2)
    Folder(tmp_path).put("cd/third.png", drawn(2))
    assert not left.exists()


def test_one_of_another_size_is_written_again(tmp_path):
    shelf = Folder(tmp_path)
    shelf.put(FILE, drawn())
    (tmp_path / FILE).write_bytes(drawn()[:50])
    shelf.put(FILE, drawn())
    assert shelf.get(FILE) == drawn()


def test_a_disk_that_refuses_is_named(tmp_path):
    (tmp_path / "pictures").write_text("no folder")
    with pytest.raises(WriteError, match=r"abcd\.png cannot be written"):
        Folder(tmp_path / "pictures").put(FILE, drawn())
    (tmp_path / FILE).mkdir(parents=True)
    with pytest.raises(ShelfError, match="cannot be read"):
        Folder(tmp_path).get(FILE)


def test_no_name_leads_out_of_it(tmp_path):
    for name in ("../x.png", "/etc/passwd", "ab/../../x.png"):
        with pytest.raises(OutsideError):
            Folder(tmp_path).put(name, drawn())
        assert Folder(tmp_path).get(name) is None
        assert Folder(tmp_path).size(name) is None
