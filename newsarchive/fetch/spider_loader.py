"""Finds a spider in the module of its name, and imports no other for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import Self

from scrapy import Request, Spider, spiderloader
from scrapy.settings import BaseSettings
from scrapy.utils.spider import iter_spider_classes


class SpiderLoader:
    """For Scrapy, whose own imports every spider there is before it runs one."""

    def __init__(self, settings: BaseSettings) -> None:
        """``settings``: ``SPIDER_MODULES`` names the packages that spiders are in."""
        self._settings = settings

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """As Scrapy makes it."""
        return cls(settings)

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of that name.

        Raises:
            KeyError: there is none.
        """
        for package in self._settings.getlist("SPIDER_MODULES"):
            module = f"{package}.{spider_name}"
            if spider_name.isidentifier() and find_spec(module):
                for spider in iter_spider_classes(import_module(module)):
                    if spider.name == spider_name:
                        return spider
        return self._all.load(spider_name)

    def list(self) -> list[str]:
        """The names of all of them."""
        return self._all.list()

    def find_by_request(self, request: Request) -> Sequence[str]:
        """The names of those that say that they are for such a request."""
        return self._all.find_by_request(request)

    @cached_property
    def _all(self) -> spiderloader.SpiderLoader:
        return spiderloader.SpiderLoader(self._settings)
