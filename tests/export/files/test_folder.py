"""The folder of an export of files: ours is known, the user's is left alone, nothing is half."""

from __future__ import annotations

import json

import pytest

from newsarchive.disk import WriteError
from newsarchive.export.files.folder import OURS, Done, FolderError, State, opened

STATE = State("jsonl", "f", "/archive", 1)


def making(data):
    return lambda file: file.write(data)


def test_a_file_is_written_once_and_then_left_as_it_is(tmp_path):
    with opened(tmp_path / "out", "jsonl") as folder:
        assert folder.write("2026/a", making(b"one")) is Done.WRITTEN
        before = (folder.root / "2026/a").stat().st_mtime_ns
        assert folder.write("2026/a", making(b"one")) is Done.SAME
        assert (folder.root / "2026/a").stat().st_mtime_ns == before
        assert folder.write("2026/a", making(b"two")) is Done.WRITTEN
        assert folder.write("2026/a", making(b"")) is Done.REMOVED
    assert not (tmp_path / "out" / "2026").exists()


def test_what_the_user_changed_or_put_there_is_left_alone(tmp_path):
    with opened(tmp_path, "jsonl") as folder:
        folder.write("a", making(b"one"))
        folder.finish(State("jsonl", "f", "/archive", 1, folder.known()))
    (tmp_path / "a").write_bytes(b"mine")
    (tmp_path / "b").write_bytes(b"mine")
    with opened(tmp_path, "jsonl") as folder:
        assert folder.write("a", making(b"two")) is Done.KEPT
        assert folder.write("b", making(b"two")) is Done.KEPT
        assert folder.remove("a") is Done.KEPT
    assert [(tmp_path / name).read_bytes() for name in "ab"] == [b"mine", b"mine"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [OURS, "a", "b"]


@pytest.mark.parametrize("torn", ["", '["a", "ab'])
def test_after_a_crash_before_the_end_what_was_written_is_known_to_be_ours(tmp_path, torn):
    with opened(tmp_path, "jsonl") as folder:
        folder.write("a", making(b"one"))
    with (tmp_path / OURS / "journal").open("a") as journal:
        journal.write(torn)
    (tmp_path / OURS / "new").write_bytes(b"half")
    with opened(tmp_path, "jsonl") as folder:
        assert folder.state is None
        assert folder.write("a", making(b"two")) is Done.WRITTEN
        folder.finish(STATE)
    assert (tmp_path / "a").read_bytes() == b"two"
    assert sorted(path.name for path in (tmp_path / OURS).iterdir()) == ["lock", "manifest.json"]


def test_a_failure_in_the_middle_leaves_the_old_file(tmp_path):
    def half(file):
        file.write(b"tw")
        raise OSError(28, "No space left on device")

    with opened(tmp_path, "jsonl") as folder:
        folder.write("a", making(b"one"))
        with pytest.raises(WriteError, match="No space left"):
            folder.write("a", half)
    assert (tmp_path / "a").read_bytes() == b"one"
    assert not (tmp_path / OURS / "new").exists()


def test_places_that_are_not_for_files_are_refused_with_the_way_out(tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    for name, reason in (("file", "a folder is needed"), ("repository", "is a git repository"), ("full", "is not empty")):
        with pytest.raises(FolderError, match=reason), opened(tmp_path / name, "jsonl"):
            pass
    assert list((tmp_path / "full").iterdir()) == [tmp_path / "full" / "mine"]
    with opened(tmp_path / "out", "jsonl") as folder:
        folder.finish(STATE)
    with pytest.raises(FolderError, match="of kind jsonl, and not csv"), opened(tmp_path / "out", "csv"):
        pass


def test_a_damaged_manifest_is_named(tmp_path):
    with opened(tmp_path, "jsonl") as folder:
        folder.finish(STATE)
    (tmp_path / OURS / "manifest.json").write_text(json.dumps({"files": 1}))
    with pytest.raises(FolderError, match=r"manifest\.json is damaged"), opened(tmp_path, "jsonl"):
        pass
