"""Room that is to be left on a disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from newsarchive.limits.disk import DiskLimitError, check_disks

FREE = shutil.disk_usage


@pytest.fixture
def free(monkeypatch):
    def let(number):
        monkeypatch.setattr("newsarchive.limits.disk.shutil.disk_usage", lambda path: FREE(path)._replace(free=number))

    return let


def test_as_long_as_there_is_room_all_is_well(free, tmp_path):
    free(500)
    check_disks([tmp_path, tmp_path / "not" / "there" / "yet"], 500)


def test_before_it_is_used_up_the_disk_is_named_with_the_way_out(free, tmp_path):
    free(499_999_999)
    with pytest.raises(DiskLimitError) as caught:
        check_disks([tmp_path / "state"], 500 * 10**6)
    assert str(caught.value).startswith(
        f"less than 500 MB (`limits.disk`) would be left on the disk under {tmp_path}/state; make room"
    )


def test_without_a_limit_nobody_looks(free, tmp_path):
    free(0)
    check_disks([tmp_path], None)


def test_every_place_counts(monkeypatch, tmp_path):
    monkeypatch.setattr(
        "newsarchive.limits.disk.shutil.disk_usage", lambda path: FREE(path)._replace(free=0 if str(path) == "/proc" else 10**9)
    )
    with pytest.raises(DiskLimitError, match="under /proc"):
        check_disks([tmp_path, tmp_path, Path("/proc")], 100)
