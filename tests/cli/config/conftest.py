"""An archive whose configuration is written by tests."""

from __future__ import annotations

import pytest


@pytest.fixture
def archive(make_archive):
    return make_archive("http://127.0.0.1:1")


def write(archive, text):
    """Give the archive this `newsarchive.yaml`."""
    (archive.folder / "newsarchive.yaml").write_text(text, encoding="utf-8")
