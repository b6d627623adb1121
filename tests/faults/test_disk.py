"""A disk that is full, or may not be written to: said by name, nothing torn, and gone on with when there is room."""

from __future__ import annotations

import shutil
import threading
import time

import pytest

from tests.conftest import TestArchive, story
from tests.faults.scene import Contents, crawl


def fill(folder, leave):
    """Fill the disk of a folder, but for so many bytes."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"\1" * 4096):
                pass
        except OSError:
            pass
        file.truncate(max(0, file.seek(0, 2) - leave))
    return ballast


@pytest.mark.parametrize("kib", [0, 60, 140, 240, 340, 420])
def test_a_full_disk_is_named_and_the_next_run_goes_on(kib, undisturbed, world, program, disk):
    whole, contents = undisturbed
    world.restart()
    disk.mount("4m")
    folder = world.archive(disk.place / "archive")
    ballast = fill(disk.place, kib * 1024)
    ended = program.run(*crawl(folder))
    assert ended.code == 1, ended.out + ended.err
    said = ended.out + ended.err
    assert "Traceback" not in said
    assert f"make room on the disk at {disk.place}" in said, said
    ballast.unlink()
    again = program.run(*crawl(folder))
    assert list(contents.differences(Contents.of(folder))) == [], again.out + again.err
    assert again.code == whole.code
    assert world.most_fetched() <= 2


@pytest.mark.parametrize("kib", [0, 40, 120])
def test_a_full_disk_under_an_export_keeps_the_archive_and_the_next_run_exports(kib, undisturbed, world, program, disk, tmp_path):
    _, contents = undisturbed
    world.restart()
    disk.mount("4m")
    folder = world.archive(tmp_path / "archive")
    (folder / "site").symlink_to(disk.place / "site")
    (disk.place / "site").mkdir()
    ballast = fill(disk.place, kib * 1024)
    ended = program.run(*crawl(folder))
    assert ended.code == 1
    assert "export site failed" in ended.out
    assert f"make room on the disk at {disk.place}" in ended.out, ended.out
    assert "6 new" in ended.out or "5 new" in ended.out
    ballast.unlink()
    assert program.run("-C", str(folder), "export").code == 0
    assert list(contents.differences(Contents.of(folder))) == []


@pytest.mark.parametrize("name", ["state", "site", "state/warc"])
def test_a_folder_that_may_not_be_written_to_is_named_and_the_next_run_goes_on(name, undisturbed, world, program, disk):
    whole, contents = undisturbed
    world.restart()
    disk.mount("8m")
    folder = world.archive(disk.place / "archive")
    (folder / name).mkdir(parents=True)
    disk.lock(folder / name)
    ended = program.run(*crawl(folder))
    assert ended.code == 1, ended.out + ended.err
    assert "Traceback" not in ended.out + ended.err
    assert str(folder / name) in ended.out + ended.err
    disk.unlock()
    again = program.run(*crawl(folder))
    assert list(contents.differences(Contents.of(folder))) == [], again.out + again.err
    assert again.code == whole.code
    assert world.most_fetched() <= 2


CLOSE = """\
timezone: Asia/Shanghai
sources:
  finews: {{hosts: {{share: "{url}", lists: "{url}", market: "{url}"}}}}
exports:
  - {{profile: finews, to: site}}
limits: {{disk: 12 MB}}
politeness: {{delay: 0.3s, concurrency: 1}}
"""


def test_the_archive_stops_before_the_disk_is_full_and_goes_on_when_there_is_room(serve, disk):
    disk.mount("24m")
    site = serve(*(story(number) for number in range(1, 13)))
    archive = TestArchive(disk.place / "archive")
    archive.folder.mkdir()
    config = archive.folder / "newsarchive.yaml"
    config.write_text(CLOSE.format(url=site.url), encoding="utf-8")
    ballast = disk.place / "ballast"

    def others_write():
        patience = time.monotonic() + 60
        while len(site.requests) < 7 and time.monotonic() < patience:
            time.sleep(0.02)
        ballast.write_bytes(b"\1" * (shutil.disk_usage(disk.place).free - (11 << 20)))

    writing = threading.Thread(target=others_write)
    writing.start()
    stopped = archive.run("crawl")
    writing.join()
    assert stopped.code == 1, stopped.out + stopped.err
    assert f"less than 12 MB (`limits.disk`) would be left on the disk under {archive.folder}/state" in stopped.err
    assert "failed:" not in stopped.out
    asked = len([each for each in site.requests if "NewsText" in each.target])
    assert 0 < asked < 12, "it stopped at the end only"
    assert shutil.disk_usage(disk.place).free > 8 << 20
    ballast.unlink()
    config.write_text(config.read_text(encoding="utf-8").replace("0.3s", "0s"), encoding="utf-8")
    assert archive.run("crawl").code == 0
    assert len(archive.posts()) == 12
