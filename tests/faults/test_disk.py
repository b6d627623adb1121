"""A disk that is full, or may not be written to: said by name, nothing torn, and gone on with when there is room."""

from __future__ import annotations

import pytest

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
