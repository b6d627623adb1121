"""Spiders by their names: the one that is asked for, and all of them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from scrapy import Request, spiderloader
from scrapy.settings import Settings

from newsarchive.fetch.spider_loader import SpiderLoader
from tests.test_architecture import ROOT


@pytest.fixture
def settings():
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    return settings


def test_every_spider_is_in_the_module_of_its_name(settings):
    loader, ordinary = SpiderLoader.from_settings(settings), spiderloader.SpiderLoader.from_settings(settings)
    assert sorted(loader.list()) == sorted(ordinary.list())
    for name in ordinary.list():
        assert loader.load(name) is ordinary.load(name)
        assert loader.load(name).__module__.rpartition(".")[2] == name


@pytest.mark.parametrize("name", ["nobody", "base", "no name", "json.articles", ""])
def test_what_is_no_spider_is_not_found(settings, name):
    with pytest.raises(KeyError):
        SpiderLoader(settings).load(name)


def test_requests_are_claimed_by_those_who_say_so(settings):
    assert SpiderLoader(settings).find_by_request(Request("http://127.0.0.1/")) == []


def test_no_other_spider_is_imported():
    code = (
        "import sys; from scrapy.settings import Settings; from newsarchive.fetch.spider_loader import SpiderLoader\n"
        "SpiderLoader(Settings({'SPIDER_MODULES': ['spiders']})).load('sitemap')\n"
        "print(*(name for name in sys.modules if name.startswith('spiders.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "spiders.sitemap" in done.stdout.split()
    assert not {"spiders.discover", "spiders.json_list", "spiders.capture"} & set(done.stdout.split())
