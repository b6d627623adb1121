"""Printed files are written, and none that somebody has changed is replaced."""

from __future__ import annotations

import pytest

from newsarchive.schedule.printing.writing import write
from newsarchive.yamlfile import ConfigError

TEXTS = {"a.service": "one\n", ".github/workflows/archive.yml": "two\n"}


def test_files_are_written_once(tmp_path):
    assert write(TEXTS, tmp_path) == dict.fromkeys(TEXTS, True)
    assert {name: (tmp_path / name).read_text() for name in TEXTS} == TEXTS
    assert write(TEXTS, tmp_path) == dict.fromkeys(TEXTS, False)


def test_a_changed_file_is_named_and_nothing_is_written(tmp_path):
    (tmp_path / "a.service").write_text("mine\n")
    with pytest.raises(ConfigError, match=r"there is another .*a\.service; .*--force"):
        write(TEXTS, tmp_path)
    assert (tmp_path / "a.service").read_text() == "mine\n"
    assert not (tmp_path / ".github").exists()
    write(TEXTS, tmp_path, force=True)
    assert (tmp_path / "a.service").read_text() == "one\n"
