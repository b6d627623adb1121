"""The archive's manners, as Scrapy is told them."""

from __future__ import annotations

from datetime import timedelta

from scrapy.settings import Settings

from newsarchive import __version__
from newsarchive.config.politeness import Politeness
from newsarchive.fetch.politeness import scrapy_settings, user_agent


def test_it_says_who_it_is_and_whom_to_turn_to():
    assert user_agent("keeper@example.org") == f"newsarchive/{__version__} (+keeper@example.org)"
    assert user_agent(None) == f"newsarchive/{__version__} (no contact configured)"


def test_what_is_scrapys_to_do_reaches_it():
    politeness = Politeness(
        contact="keeper@example.org",
        robots=False,
        timeout=timedelta(minutes=1),
        retries=7,
        backoff=timedelta(seconds=4),
        max_size=4096,
    )
    assert scrapy_settings(politeness) == {
        "USER_AGENT": user_agent("keeper@example.org"),
        "ROBOTSTXT_OBEY": False,
        "ROBOTSTXT_USER_AGENT": "newsarchive",
        "DOWNLOAD_TIMEOUT": 60.0,
        "RETRY_TIMES": 7,
        "NEWSARCHIVE_BACKOFF": 4.0,
        "DOWNLOAD_MAXSIZE": 4096,
    }


def test_scrapy_knows_every_setting_that_is_not_ours():
    ours = {"NEWSARCHIVE_BACKOFF"}
    assert scrapy_settings(Politeness()).keys() - ours <= set(Settings())


def test_robots_are_obeyed_unless_the_archive_says_otherwise():
    assert scrapy_settings(Politeness())["ROBOTSTXT_OBEY"] is True
