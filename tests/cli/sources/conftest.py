"""The archives with one source of their own, and the news site, as the spiders' tests have them."""

from __future__ import annotations

from tests.spiders.conftest import courier, news

__all__ = ["courier", "news"]
