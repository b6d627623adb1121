"""An index to test with."""

from __future__ import annotations

import pytest

from newsarchive.store.index import Index


@pytest.fixture
def index(tmp_path):
    index = Index(tmp_path / "index.sqlite3")
    yield index
    index.close()
