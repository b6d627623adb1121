"""The formats of files: one for each kind, and a hash that tells when all have to be made anew."""

from __future__ import annotations

import sys
from datetime import UTC

import pytest

from newsarchive.export.files import formats as module
from newsarchive.export.files.formats import Setting, fingerprint, format_of
from newsarchive.export.files.profile import KINDS, find_file_profile
from newsarchive.store.chosen import Choice
from newsarchive.yamlfile import ConfigError

from .test_profile import own


def setting(base_url="", **only):
    return Setting(UTC, base_url, Choice(**only), captures=None)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_format(kind):
    assert list(format_of(find_file_profile(kind), setting()).units(None, None))


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
