"""Each kind of damage to exported files is planted, and named with a way out that works."""

from __future__ import annotations

import shutil

import pytest

from newsarchive.archive import Archive
from newsarchive.config import FILE
from tests.export.files.test_publish import tree
from tests.records import record
from tests.verify.conftest import NOW


@pytest.fixture
def files(kept):
    """The archive with an export of files beside the repository."""
    configuration = kept.folder / FILE
    text = configuration.read_text(encoding="utf-8").replace("exports:\n", "exports:\n  - {profile: jsonl, to: lines}\n")
    configuration.write_text(text, encoding="utf-8")
    kept.put(record(4, published=None, published_precision=None))
    assert kept.export().written == 2
    with Archive(kept.folder) as archive:
        archive.export(archive.exports(["site"])[0], NOW)
    kept.out = kept.folder / "lines"
    kept.whole = {path: data for path, (data, _) in tree(kept.out).items()}
    return kept


def found(files):
    return [(problem, thing, way_out) for problem, store, thing, _, way_out in files.verify() if store == "export lines"]


def is_mended(files, way_out):
    assert files.run(*way_out.split("`")[1].split()[1:]).code == 0
    return files.verify() == [] and {path: data for path, (data, _) in tree(files.out).items()} == files.whole


def test_files_that_are_whole_are_found_to_be_so_and_your_own_are_none_of_ours(files):
    (files.out / "mine.txt").write_text("mine")
    files.put(record(5))  # not exported yet: that is no damage
    assert found(files) == []


def test_before_the_first_export_nothing_is_missing(kept):
    configuration = kept.folder / FILE
    configuration.write_text(
        configuration.read_text(encoding="utf-8").replace("exports:\n", "exports:\n  - {profile: csv, to: c}\n")
    )
    assert kept.verify() == []


def test_a_file_that_is_gone_is_missing_and_comes_back(files):
    (files.out / "undated.jsonl").unlink()
    ((problem, thing, way_out),) = found(files)
    assert (problem, thing) == ("missing", "undated.jsonl")
    assert is_mended(files, way_out)


def test_a_file_that_was_changed_is_altered_and_comes_back_once_it_is_moved_away(files):
    place = files.out / "2026" / "2026-11.jsonl"
    place.write_bytes(place.read_bytes()[:-10] + b"x")
    ((problem, thing, way_out),) = found(files)
    assert (problem, thing) == ("altered", "2026/2026-11.jsonl")
    assert way_out.startswith("move it elsewhere")
    place.unlink()
    assert is_mended(files, way_out)


def test_a_folder_that_is_gone_is_missing_and_comes_back(files):
    shutil.rmtree(files.out)
    ((problem, thing, way_out),) = found(files)
    assert (problem, thing) == ("missing", str(files.out))
    assert is_mended(files, way_out)


def test_a_list_of_files_that_is_gone_is_missing_and_made_again(files):
    (files.out / ".newsarchive" / "manifest.json").unlink()
    ((problem, thing, way_out),) = found(files)
    assert (problem, thing) == ("missing", ".newsarchive/manifest.json")
    assert is_mended(files, way_out)


def test_a_list_of_files_that_is_damaged_is_unreadable(files):
    manifest = files.out / ".newsarchive" / "manifest.json"
    manifest.write_text("{")
    ((problem, _, way_out),) = found(files)
    assert problem == "unreadable"
    assert "remove the folder, and the export makes it again" in way_out


def test_what_cannot_be_read_is_said_and_the_rest_is_checked(files):
    place = files.out / "2026" / "2026-11.jsonl"
    place.unlink()
    place.mkdir()
    (files.out / "undated.jsonl").unlink()
    assert [(problem, thing) for problem, thing, _ in found(files)] == [
        ("unreadable", "2026/2026-11.jsonl"),
        ("missing", "undated.jsonl"),
    ]
