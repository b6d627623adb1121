"""The news site and archives that crawl it, besides what all tests have."""

from __future__ import annotations

from tests.spiders.conftest import courier, news

__all__ = ["courier", "news"]
