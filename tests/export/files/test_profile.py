"""Profiles of files: found, checked, and told from those of repositories."""

from __future__ import annotations

import sys
from datetime import UTC

import pytest

from newsarchive.export.files import profile as module
from newsarchive.export.files.profile import KINDS, FileProfile, Setting, find_file_profile, fingerprint, format_of
from newsarchive.export.profile import find_profile
from newsarchive.store.chosen import Choice
from newsarchive.yamlfile import ConfigError


def setting(base_url="", **only):
    return Setting(UTC, base_url, Choice(**only), captures=None)


def own(folder, text):
    (folder / "mine").mkdir(exist_ok=True)
    (folder / "mine" / "profile.yaml").write_text(text, encoding="utf-8")
    return find_file_profile("mine", folder)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_profile_and_a_format(kind):
    found = find_file_profile(kind)
    assert isinstance(found, FileProfile)
    assert found.kind == kind
    assert list(format_of(found, setting()).units(None, None))


def test_a_repository_is_none_of_them():
    assert find_file_profile("finews") is None
    with pytest.raises(ConfigError, match="kind"):
        find_profile("jsonl")


def test_an_own_profile_is_checked(tmp_path):
    assert own(tmp_path, "kind: atom\ntitle: 我的\nentries: 3\n").entries == 3
    with pytest.raises(ConfigError, match=r"profile\.yaml:3: columns"):
        own(tmp_path, "kind: csv\ntitle: t\ncolumns: [id, wages]\n")
    with pytest.raises(ConfigError, match=r"profile\.yaml:2: title"):  # a book without a title is none
        own(tmp_path, "kind: epub\ntitle: ' '\n")
    with pytest.raises(ConfigError, match=r"profile\.yaml:3: language: .*expected a language such as zh"):
        own(tmp_path, "kind: epub\ntitle: t\nlanguage: 中文\n")


def test_another_option_or_program_is_another_fingerprint(tmp_path, monkeypatch):
    one = own(tmp_path, "kind: atom\ntitle: a\n")
    two = own(tmp_path, "kind: atom\ntitle: a\nentries: 3\n")
    told = [
        fingerprint(one, setting()), fingerprint(two, setting()), fingerprint(one, setting("//a")),
        fingerprint(one, setting(sources=("a",))),
    ]  # fmt: skip
    assert told[0] == fingerprint(one, setting())
    monkeypatch.setattr(module, "FORM", 99)
    assert len({*told, fingerprint(one, setting())}) == 5


def test_without_pyarrow_the_command_that_installs_it_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "newsarchive.export.files.columns", raising=False)
    with pytest.raises(ConfigError, match=r"pip install 'newsarchive\[parquet\]'"):
        format_of(find_file_profile("parquet"), setting())
