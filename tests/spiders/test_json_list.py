"""The spider of JSON lists: lists first, articles newest first, and what each list said put in order."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.http import Response

from newsarchive.archive import Archive
from newsarchive.fetch.scheduler import TARGET
from newsarchive.run import Run
from spiders.json_list import JsonListSpider
from spiders.lists import LIST_PRIORITY, MOST_HISTORY, MOST_PAGES, ListPage
from tests.conftest import article_id, story
from tests.records import record

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def spider(make_archive):
    with Archive(make_archive("http://127.0.0.1:1").folder) as archive:
        yield JsonListSpider("finews", run=Run(archive))


def answer(spider, endpoint, text):
    """What the spider makes of this answer of a list."""
    of = ListPage(endpoint.url)
    request = spider.list_request(spider.source.list_url(endpoint), spider.parse_list, of=of)
    return list(spider.parse_list(Response(request.url, body=text.encode(), request=request), of))


def media(*ids):
    return f'{{"nodeList": [{", ".join(f"""{{"infocode": "{each}"}}""" for each in ids)}]}}'


async def collect(spider):
    return [request async for request in spider.start()]


def test_every_list_is_asked_once_and_before_any_article(spider):
    requests = asyncio.run(collect(spider))
    assert [request.url for request in requests] == [spider.source.list_url(each) for each in spider.source.lists]
    assert {request.priority for request in requests} == {LIST_PRIORITY}


def test_articles_are_asked_for_in_the_order_of_the_list(spider):
    requests = answer(spider, spider.source.lists[0], media(article_id(3), article_id(2), article_id(1)))
    assert [request.url[-20:] for request in requests] == [article_id(number) for number in (3, 2, 1)]
    priorities = [request.meta[TARGET].priority for request in requests]
    assert priorities == sorted(priorities, reverse=True)
    assert max(priorities) < LIST_PRIORITY
    assert requests[0].meta["address"] == spider.source.article_link(article_id(3))


def test_what_is_archived_is_not_asked_for(spider):
    spider.run.archive.index.articles.put(record(1))
    requests = answer(spider, spider.source.lists[0], media(record(1).id, record(2).id))
    assert [request.cb_kwargs["article_id"] for request in requests] == [record(2).id]
    assert spider.run.report("finews").listed == 2


def test_what_two_lists_name_is_asked_for_once(spider):
    first, second = spider.source.lists[:2]
    assert len(answer(spider, first, media(article_id(1), article_id(1)))) == 1
    assert answer(spider, second, f'{{"record": [{{"infoCode": "{article_id(1)}"}}]}}') == []
    assert spider.run.report("finews").listed == 1


def test_what_lists_said_stands_in_the_order_of_the_definition(spider):
    first, second = spider.source.lists[:2]
    answer(spider, second, f'{{"record": [{{"infoCode": "{article_id(1)}"}}]}}')
    answer(spider, first, media(article_id(1)))
    assert [each.endpoint for each in spider.listed(article_id(1))] == [first, second]
    assert spider.listed("unknown") == []


@pytest.mark.parametrize("text", ["", "<html>", "{}", '{"nodeList": 7}'])
def test_a_list_that_cannot_be_read_is_a_failure_of_its_own(text, spider):
    assert answer(spider, spider.source.lists[0], text) == []
    (failure,) = spider.run.failures
    assert (failure.stage, failure.address) == ("list", spider.source.list_url(spider.source.lists[0]))


def test_an_entry_that_cannot_be_followed_is_named_and_the_others_go_on(spider):
    assert len(answer(spider, spider.source.lists[0], media("../x", article_id(1)))) == 1
    (failure,) = spider.run.failures
    assert "'../x' is not an id of finews" in failure.reason


def test_a_list_without_end_is_left_at_some_page_and_that_is_said(spider):
    assert spider.reads_on(MOST_PAGES - 1, everything=False, any_known=False)
    assert not spider.reads_on(MOST_PAGES, everything=False, any_known=False)
    assert not spider.reads_on(1, everything=False, any_known=True)
    assert spider.reads_on(MOST_HISTORY - 1, everything=True, any_known=True)
    assert spider.run.report("finews").notes == []
    assert not spider.reads_on(MOST_HISTORY, everything=True, any_known=False)
    assert spider.run.report("finews").notes == ["a list goes on after 10000 pages, and is left at that"]


def test_scrapy_s_own_command_crawls_and_exports_in_the_folder_of_an_archive(serve, make_archive):
    archive = make_archive(serve(story(1), story(2)).url)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "newsarchive.settings"}
    command = [sys.executable, "-m", "scrapy", "crawl", "json_list", "-a", "source=finews"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=archive.folder, env=environment)
    assert done.returncode == 0, done.stderr
    assert len(archive.posts()) == 2
    assert archive.commits() == 1
    assert archive.is_clean()


def test_scrapy_lists_the_spiders_of_the_tree():
    done = subprocess.run([sys.executable, "-m", "scrapy", "list"], capture_output=True, text=True, check=True, cwd=ROOT)
    assert {"json_list", "url"} <= set(done.stdout.split())
