"""Profiles of files: found, checked, and told from those of repositories."""

from __future__ import annotations

import pytest

from newsarchive.export.files.profile import KINDS, FileProfile, find_file_profile
from newsarchive.export.profile import find_profile
from newsarchive.yamlfile import ConfigError


def own(folder, text):
    (folder / "mine").mkdir(exist_ok=True)
    (folder / "mine" / "profile.yaml").write_text(text, encoding="utf-8")
    return find_file_profile("mine", folder)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_profile(kind):
    found = find_file_profile(kind)
    assert isinstance(found, FileProfile)
    assert found.kind == kind


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
