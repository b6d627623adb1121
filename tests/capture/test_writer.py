"""WARC files being written: appended whole, closed by name, never shared, never torn."""

from __future__ import annotations

import gzip
import multiprocessing
import os
import subprocess

import pytest

from newsarchive.capture.members import members
from newsarchive.capture.repair import repair
from newsarchive.capture.writer import CaptureError, Place, Writer, is_free
from tests.capture.conftest import warcs

FIRST = b"first record"


@pytest.fixture
def make(folder):
    made = []

    def writer(most=1000):
        made.append(Writer(folder, most, lambda _name, _date: FIRST))
        return made[-1]

    yield writer
    for each in made:
        each.close()


def test_nothing_is_made_before_there_is_something_to_write(make, folder):
    make().close()
    assert not folder.exists()


def test_records_are_appended_and_have_their_places(make, folder):
    writer = make()
    one, two = writer.write([b"one", b"twenty"])
    (three,) = writer.write([b"three"])
    (path,) = warcs(folder)
    assert path.name == one.file + ".open"
    assert [(each.offset, each.length) for each in (one, two, three)] == [(12, 3), (15, 6), (21, 5)]
    assert path.read_bytes() == FIRST + b"onetwentythree"
    writer.close()
    assert [each.name for each in warcs(folder)] == [one.file]


def test_a_full_file_is_closed_and_another_one_begun(make, folder):
    writer = make(most=30)
    places = [writer.write([b"x" * 10])[0] for _ in range(5)]
    assert [each.offset for each in places] == [12, 22, 12, 22, 12]
    assert len({each.file for each in places}) == 3
    assert [path.suffix for path in warcs(folder)] == [".gz", ".gz", ".open"]


def test_writers_of_one_moment_have_files_of_their_own(make, folder):
    writers = [make() for _ in range(5)]
    for writer in writers:
        writer.write([b"x"])
    assert len(warcs(folder)) == 5


def test_a_file_is_its_writer_s_until_it_is_closed(make, folder):
    writer = make()
    writer.write([b"x"])
    (path,) = warcs(folder)
    with path.open("rb") as file:
        assert not is_free(file)
    assert list(repair(folder)) == []
    writer.close()
    with warcs(folder)[0].open("rb") as file:
        assert is_free(file)


def test_a_folder_that_cannot_be_made_is_named(make, folder):
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file", encoding="utf-8")
    with pytest.raises(CaptureError, match=r"could not be written to .*/warc: (File exists|Not a directory)"):
        make().write([b"x"])


def test_a_name_that_is_taken_when_it_is_closed_is_said(make, folder):
    writer = make()
    (place,) = writer.write([b"x"])
    (folder / place.file).mkdir()
    with pytest.raises(CaptureError, match=rf"{place.file} could not be closed"):
        writer.close()


def test_what_fails_half_way_leaves_nothing_and_the_next_fits(make, folder, monkeypatch):
    writer = make()
    writer.write([b"whole"])
    with monkeypatch.context() as patch:

        def refuse(_handle):
            raise OSError(28, "No space left on device")

        patch.setattr(os, "fdatasync", refuse)
        with pytest.raises(CaptureError, match="No space left on device"):
            writer.write([b"half of it"])
    assert warcs(folder)[0].read_bytes() == FIRST + b"whole"
    assert writer.write([b"more"]) == [Place(warcs(folder)[0].name.removesuffix(".open"), 17, 4)]
    assert warcs(folder)[0].read_bytes() == FIRST + b"wholemore"


def write_some(folder, number):
    """Write many records, each a gzip member, in a process of its own."""
    writer = Writer(folder, 3000, lambda name, _date: gzip.compress(name.encode()))
    for count in range(60):
        writer.write([gzip.compress(f"{number} {count}".encode() * 9)])
    writer.close()


def test_two_processes_at_once_write_whole_files(folder):
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=write_some, args=(folder, number)) for number in range(2)]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        list(repair(folder))  # as runs do that begin meanwhile
    assert [process.exitcode for process in processes] == [0, 0]
    found = []
    for path in warcs(folder):
        assert path.name.endswith(".warc.gz")
        with path.open("rb") as file:
            found += [each.data for each in members(file, 10000)][1:]
    assert sorted(found) == sorted(f"{number} {count}".encode() * 9 for number in range(2) for count in range(60))


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 256 KB."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted: {done.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_said_and_what_was_written_is_whole(small_disk):
    writer = Writer(small_disk / "warc", 10**9, lambda _name, _date: FIRST)
    written = 0
    with pytest.raises(CaptureError, match="No space left on device"):
        for _ in range(100):
            writer.write([b"x" * 10_000])
            written += 1
    (path,) = warcs(small_disk / "warc")
    assert written > 10
    assert path.stat().st_size == len(FIRST) + written * 10_000
    writer.close()
    assert warcs(small_disk / "warc")[0].name.endswith(".warc.gz")
