"""The news site and archives that crawl it, for what is tested by whole crawls."""

from __future__ import annotations

from tests.spiders.conftest import courier, news

__all__ = ["courier", "news"]
