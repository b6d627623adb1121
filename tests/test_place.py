"""Where an archive is."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsarchive.place import FILE, locate
from newsarchive.yamlfile import ConfigError


@pytest.fixture
def archives(tmp_path, monkeypatch):
    """Folders ``a``, ``b`` and ``c`` with an archive in each, and ``none`` without."""
    monkeypatch.delenv("NEWSARCHIVE_DIR", raising=False)
    for name in ("a", "b", "c", "none"):
        (tmp_path / name).mkdir()
        if name != "none":
            (tmp_path / name / FILE).write_text("timezone: UTC\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "none")
    return tmp_path


def test_the_folder_given_comes_before_the_environment_and_that_before_the_current_one(archives, monkeypatch):
    monkeypatch.chdir(archives / "c")
    assert locate(None) == archives / "c"
    monkeypatch.setenv("NEWSARCHIVE_DIR", str(archives / "b"))
    assert locate(None) == archives / "b"
    assert locate("../a").resolve() == archives / "a"
    assert locate(Path("../a")).is_absolute()


def test_a_tilde_is_the_home_folder(archives, monkeypatch):
    monkeypatch.setenv("HOME", str(archives))
    assert locate("~/a") == archives / "a"


@pytest.mark.parametrize(("given", "named"), [(None, "the current folder"), ("nowhere", "nowhere")])
def test_where_no_archive_is_the_way_to_make_one_is_shown(given, named, archives):
    with pytest.raises(ConfigError, match=f"^{named} is no archive: .* `newsarchive init DIR`, or name one with -C DIR"):
        locate(given)
