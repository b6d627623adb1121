"""Starts spiders for a run, all in one process, and returns when the last of them has ended."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from newsarchive.fetch.browser import executable
from newsarchive.run import Run
from newsarchive.secrets import SecretError, filled
from newsarchive.sources import PageSource, Source
from newsarchive.yamlfile import ConfigError

Spiders = Iterable[tuple[str, Mapping[str, Any]]]
"""Names of spiders, each with its arguments."""

YOUNG = 10_000
"""Objects after which Python looks for garbage among the new ones. A page makes some ten thousand that are gone by themselves;
at Python's 700 a twentieth of a crawl is spent looking."""


def crawl(run: Run, spiders: Spiders, *, then: Callable[[], Spiders] | None = None, verbose: bool = False) -> None:
    """Run spiders, given by name with their arguments.

    Ctrl-C lets the answers that are on their way come in, and stops; a second one stops at once.

    ``then``: asked when one of them has come to its end, for spiders to run upon that.

    Raises:
        ConfigError: a spider lacks something that its source asks for, such as a browser.
    """
    spiders = list(spiders)
    for _, arguments in spiders:
        check(arguments)
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    settings.set("LOG_ENABLED", verbose, priority="cmdline")
    settings.set("LOG_LEVEL", "INFO", priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    # Scrapy has set it to say everything: two records a page, which go nowhere.
    logging.getLogger("scrapy").setLevel(logging.INFO if verbose else logging.WARNING)
    started = []

    def go_on(reason: str) -> None:
        """While the spider that has closed still counts as running: afterwards the process would be seen to be done."""
        if then is not None and reason == "finished":
            started.extend([process.crawl(name, run=run, **arguments) for name, arguments in then()])

    for name, arguments in spiders:
        crawler = process.create_crawler(name)
        crawler.signals.connect(go_on, signals.spider_closed)
        started.append(process.crawl(crawler, run=run, **arguments))
    if started:
        gc.freeze()  # what is loaded stays: to look through it for garbage takes 80 ms, in which nothing is sent on time
        gc.set_threshold(YOUNG)
        process.start()
    for each in started:
        each.result()  # raises what kept a spider from running at all


def check(arguments: Mapping[str, Any]) -> None:
    """Say before the first request what would fail at every one.

    Raises:
        ConfigError: there is something.
    """
    source: Source | None = arguments.get("source")
    if arguments.get("render") or (isinstance(source, PageSource) and source.render):
        executable()
    if source:
        try:
            filled(source, "headers", os.environ)
            filled(source, "cookies", os.environ)
        except SecretError as error:
            raise ConfigError(str(error)) from error
