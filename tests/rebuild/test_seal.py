"""The seal on an index: it is whole, or it is not what was sealed."""

from __future__ import annotations

import pytest

from newsarchive.rebuild.seal import SEAL, seal, unsealed


@pytest.fixture
def sealed(tmp_path):
    (tmp_path / "index.sqlite3").write_bytes(b"x" * 10_000)
    seal(tmp_path, {"site": "abc"})
    return tmp_path


def test_what_was_sealed_is_known_again(sealed):
    assert unsealed(sealed) == {"site": "abc"}


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: b"", lambda data: data[:5000] + b"y" + data[5001:]])
def test_another_file_is_not(sealed, change):
    path = sealed / "index.sqlite3"
    path.write_bytes(change(path.read_bytes()))
    assert unsealed(sealed) is None


def test_a_log_beside_it_says_that_it_is_not_all(sealed):
    (sealed / "index.sqlite3-wal").write_bytes(b"")
    assert unsealed(sealed) is None


@pytest.mark.parametrize("said", [b"", b"[]", b"{}", b'{"index": 3, "branches": null}', b"\xff"])
def test_a_seal_that_is_none_is_broken(sealed, said):
    (sealed / SEAL).write_bytes(said)
    assert unsealed(sealed) is None


def test_nothing_is_not_sealed(tmp_path):
    assert unsealed(tmp_path) is None
