"""The archives with one source of their own, and the news site, as the spiders' tests have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spiders.conftest import CONFIG, Courier, courier, news

__all__ = ["courier", "news"]


@pytest.fixture
def empty(tmp_path: Path) -> Courier:
    """An archive without sources, which crawls those that are added to it."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "newsarchive.yaml").write_text("# mine\n" + CONFIG.replace("sources: [courier]\n", ""), encoding="utf-8")
    return Courier(folder)
