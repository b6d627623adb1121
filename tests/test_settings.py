"""The Scrapy settings: the steps in their order, and no door left open."""

from __future__ import annotations

import pytest
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

import pipelines.base
from newsarchive import settings as module
from newsarchive.fetch.integrity import IntegrityMiddleware
from newsarchive.fetch.retry import BackoffRetryMiddleware


@pytest.fixture
def settings():
    settings = Settings()
    settings.setmodule(module, priority="project")
    return settings


def test_the_steps_stand_in_their_order(settings):
    steps = [load_object(path) for path, _ in sorted(settings["ITEM_PIPELINES"].items(), key=lambda pair: pair[1])]
    assert [step.__name__ for step in steps] == ["Validate", "Sanitise", "Pictures", "Store", "Group", "Export"]
    assert all(issubclass(step, pipelines.base.Step) for step in steps)


def test_no_console_lets_others_run_code(settings):
    assert not settings.getbool("TELNETCONSOLE_ENABLED")
    assert not settings.getbool("REMOTE_CONTROL_ENABLED")
    assert {"TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED"} <= set(Settings()), "Scrapy calls them otherwise now"


def test_nothing_but_the_web_is_asked(settings):
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}


def test_half_an_answer_is_no_answer(settings):
    assert settings.getbool("DOWNLOAD_FAIL_ON_DATALOSS")


def test_retries_are_ours_and_integrity_is_seen_before_the_decompression(settings):
    middlewares = {load_object(path): order for path, order in settings.getwithbase("DOWNLOADER_MIDDLEWARES").items() if order}
    by_name = {middleware.__name__: order for middleware, order in middlewares.items()}
    assert BackoffRetryMiddleware in middlewares
    assert "RetryMiddleware" not in by_name
    assert middlewares[IntegrityMiddleware] > by_name["HttpCompressionMiddleware"] > middlewares[BackoffRetryMiddleware]
