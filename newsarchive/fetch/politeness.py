"""The archive's manners as Scrapy settings."""

from __future__ import annotations

from typing import Any

from newsarchive import __version__
from newsarchive.config.politeness import Politeness


def user_agent(contact: str | None) -> str:
    """Who is asking, and where to complain: ``newsarchive/0.1 (+https://example.org/contact)``."""
    return f"newsarchive/{__version__} (+{contact})" if contact else f"newsarchive/{__version__} (no contact configured)"


def scrapy_settings(politeness: Politeness) -> dict[str, Any]:
    """The Scrapy settings that the archive's ``politeness`` stands for."""
    return {
        "USER_AGENT": user_agent(politeness.contact),
        "ROBOTSTXT_OBEY": politeness.robots,
        "ROBOTSTXT_USER_AGENT": "newsarchive",
        "DOWNLOAD_TIMEOUT": politeness.timeout.total_seconds(),
        "RETRY_TIMES": politeness.retries,
        "NEWSARCHIVE_BACKOFF": politeness.backoff.total_seconds(),
        "DOWNLOAD_MAXSIZE": politeness.max_size,
    }
