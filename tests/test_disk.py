"""Errors of a disk: named with the file, and with the disk where that is full."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from newsarchive.disk import WriteError, in_words, make_room


def failure(code):
    return OSError(code, os.strerror(code))


def test_a_file_that_cannot_be_written_is_named_with_the_reason(tmp_path):
    error = WriteError(tmp_path / "a.md", failure(errno.EROFS))
    assert str(error) == f"{tmp_path / 'a.md'} cannot be written: Read-only file system"
    assert isinstance(error, OSError)
    assert error.errno == errno.EROFS


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_of_a_full_disk_it_is_said_which_one_it_is(code, tmp_path):
    assert "; make room on the disk at /" in in_words(failure(code), tmp_path)


def test_another_error_says_nothing_of_room(tmp_path):
    assert in_words(failure(errno.EACCES), tmp_path) == "Permission denied"


def test_the_disk_is_that_of_the_nearest_folder_that_is_there():
    assert make_room(Path("/proc/nothing/here")).startswith("make room on the disk at /proc (")


def test_a_link_leads_to_the_disk_that_is_full(tmp_path):
    (tmp_path / "site").symlink_to("/proc")
    assert "the disk at /proc (" in make_room(tmp_path / "site" / "a.md")
