"""Imports what a batch needs, for the process that batches are forked from; but not the reactor, which belongs to one process."""

from __future__ import annotations

import contextlib
import importlib
import pkgutil
import warnings

from newsarchive import sources
from newsarchive.resources import PIPELINES, SPIDERS
from newsarchive.schedule.children import settle

_WHOLE = (PIPELINES, SPIDERS, "newsarchive.fetch", "newsarchive.extract", "newsarchive.store", "newsarchive.grouping")
_SINGLE = (
    "newsarchive.cli.spiders",
    "newsarchive.cli.schedule.work",
    "newsarchive.reading",
    "newsarchive.copies",
    "newsarchive.exporting",
    "asyncio.unix_events",
    "PIL.Image",
)
_OF_SCRAPY = ("core", "core.downloader", "extensions", "downloadermiddlewares", "spidermiddlewares")
"""What Scrapy imports when it begins."""
REACTOR = "twisted.internet.reactor"


def import_everything() -> None:
    """Import it. What cannot be imported is left to those who need it, and who can say so."""
    for name in _SINGLE:
        importlib.import_module(name)
    packages = [*_WHOLE, *(f"scrapy.{name}" for name in _OF_SCRAPY)]
    for name in packages:
        package = importlib.import_module(name)
        for module in pkgutil.iter_modules(package.__path__, f"{name}."):
            if module.name.endswith(".migrations"):
                continue
            with contextlib.suppress(ImportError), warnings.catch_warnings(action="ignore"):
                importlib.import_module(module.name)
    for name in sources.built_in():
        sources.find(name)
    settle()


import_everything()
