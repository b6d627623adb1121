"""Three indices: what was read anew, the old one, and the one to be filled."""

from __future__ import annotations

import pytest

from newsarchive.store.index import Index


@pytest.fixture
def make_index(tmp_path):
    opened = []

    def make(name):
        opened.append(Index(tmp_path / f"{name}.sqlite3"))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def read(make_index):
    return make_index("read")


@pytest.fixture
def old(make_index):
    return make_index("old")


@pytest.fixture
def fresh(make_index):
    return make_index("fresh")
