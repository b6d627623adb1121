"""What exports remember: where they stand, every content they ever gave a file, and what they held back."""

from __future__ import annotations

import pytest

from newsarchive.store.exports import ExportState
from tests.records import record

STATE = ExportState(7, "c" * 40, "f" * 64)


@pytest.fixture
def exports(index):
    return index.exports


def test_an_export_that_never_ran_has_no_state(exports):
    assert exports.state("site") is None


def test_the_state_is_that_of_the_last_time(exports):
    exports.finish("site", ExportState(1, None, "old"), {})
    exports.finish("site", STATE, {})
    exports.finish("other", ExportState(2, None, "x"), {})
    assert exports.state("site") == STATE


def test_what_is_intended_is_ours_before_it_is_committed(exports):
    exports.intend("site", [("a.md", "1"), ("b.md", "2")])
    assert exports.journal("site", ["a.md", "b.md", "c.md"]) == {"a.md": {"1": False}, "b.md": {"2": False}, "c.md": {}}
    assert exports.committed_paths("site") == []


def test_what_is_finished_is_committed(exports):
    exports.intend("site", [("a.md", "1")])
    exports.finish("site", STATE, {"a.md": "1"})
    assert exports.journal("site", ["a.md"]) == {"a.md": {"1": True}}
    assert exports.committed_paths("site") == ["a.md"]


def test_every_content_of_a_path_is_remembered(exports):
    for blob in ("1", "2", "1"):
        exports.intend("site", [("a.md", blob)])
        exports.finish("site", STATE, {"a.md": blob})
    exports.intend("site", [("a.md", "3")])
    assert exports.journal("site", ["a.md"]) == {"a.md": {"1": True, "2": True, "3": False}}
    assert exports.committed_paths("site") == ["a.md"]


def test_a_file_that_we_removed_is_forgotten(exports):
    exports.intend("site", [("a.md", "1"), ("b.md", "2")])
    exports.finish("site", STATE, {"a.md": "1", "b.md": "2"})
    exports.finish("site", STATE, {"a.md": None})
    assert exports.journal("site", ["a.md", "b.md"]) == {"a.md": {}, "b.md": {"2": True}}


def test_many_files_are_entered_and_dropped_together_and_those_of_others_stay(exports):
    for export in ("site", "other"):
        exports.intend(export, [("a.md", "1"), ("b.md", "1"), ("c.md", "1"), ("c.md", "2")])
        exports.finish(export, STATE, {"a.md": "1", "b.md": "1", "c.md": "1"})
    exports.finish("site", STATE, {"a.md": None, "b.md": None, "c.md": "2"})
    assert exports.journal("site", ["a.md", "b.md", "c.md"]) == {"a.md": {}, "b.md": {}, "c.md": {"1": True, "2": True}}
    assert exports.journal("other", ["a.md", "c.md"]) == {"a.md": {"1": True}, "c.md": {"1": True, "2": False}}


def test_a_forgotten_export_begins_anew_and_still_knows_its_files(exports):
    exports.intend("site", [("a.md", "1")])
    exports.finish("site", STATE, {"a.md": "1"})
    exports.finish("other", STATE, {})
    exports.forget("site")
    assert exports.state("site") is None
    assert exports.journal("site", ["a.md"]) == {"a.md": {"1": False}}
    assert exports.state("other") == STATE


def test_exports_keep_their_journals_apart(exports):
    exports.intend("site", [("a.md", "1")])
    exports.finish("site", STATE, {"a.md": "1"})
    assert exports.journal("other", ["a.md"]) == {"a.md": {}}


def test_more_files_can_be_entered_than_one_statement_takes(exports):
    files = {f"{number}.md": str(number) for number in range(2000)}
    exports.intend("site", files.items())
    exports.intend("site", files.items())
    exports.finish("site", STATE, files)
    assert exports.journal("site", list(files)) == {path: {blob: True} for path, blob in files.items()}
    assert len(exports.committed_paths("site")) == 2000


def test_what_is_held_back_is_kept_until_it_is_released(index):
    for number in (1, 2, 3):
        index.articles.put(record(number))
    for key in (1, 2, 3):
        index.exports.hold("site", {key: "it has no date"})
    index.exports.hold("site", {2: "it has no title"})
    assert index.exports.held("site") == {1: "it has no date", 2: "it has no title", 3: "it has no date"}
    index.exports.release("site", [1, 3])
    assert index.exports.held("site") == {2: "it has no title"}
    assert index.exports.held("other") == {}
