"""Nothing that goes wrong is lost, wherever it does."""

from __future__ import annotations

import pytest
from scrapy.http import Response
from twisted.python.failure import Failure

from newsarchive.yamlfile import ConfigError
from pipelines.base import Quarantine
from spiders.reporting import ReportingSpider
from tests.records import record


class Plain(ReportingSpider):
    name = "plain"
    source_name = "plain"
    requests = 7


@pytest.fixture
def spider(spider_of):
    return spider_of(Plain)


def test_without_a_run_it_opens_the_archive_of_the_current_folder(run, monkeypatch, tmp_path):
    monkeypatch.delenv("NEWSARCHIVE_DIR", raising=False)
    monkeypatch.chdir(run.archive.folder)
    alone = Plain()
    assert alone.run.archive.folder == run.archive.folder
    alone.run.archive.index.close()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="the current folder is no archive"):
        Plain()


def test_what_a_step_refuses_is_kept_with_its_stage_and_the_record(spider, run):
    article = record()
    spider._dropped(article, Quarantine("validate", "it has no title"))
    (failure,) = run.failures
    assert (failure.source, failure.address, failure.stage, failure.reason) == (
        "plain",
        article.url,
        "validate",
        "it has no title",
    )
    assert failure.material == article.to_json()


def test_an_error_in_a_step_is_a_failure_of_that_article(spider, run, caplog):
    spider._broken(record(), Failure(KeyError("x")))
    (failure,) = run.failures
    assert (failure.stage, failure.reason) == ("pipeline", "an error in newsarchive: KeyError: 'x'")
    assert "a pipeline failed on" in caplog.text


def test_an_error_in_reading_is_a_failure_of_that_page(spider, run):
    request = Response("http://x.example.org/1").follow(
        "http://x.example.org/1", meta={"address": "http://for.readers.example.org"}
    )
    spider._stumbled(Failure(KeyError("x")), Response("http://x.example.org/1", request=request))
    assert [failure.address for failure in run.failures] == ["http://for.readers.example.org"]


@pytest.mark.parametrize(("reason", "interrupted"), [("finished", False), ("shutdown", True)])
def test_the_end_of_a_crawl_is_remembered(reason, interrupted, spider, run):
    spider._closed(reason)
    last = run.archive.index.runs.last("plain")
    assert (last.interrupted, last.requests) == (interrupted, 7)


def test_a_moment_is_aware_and_to_the_second(spider):
    assert spider.moment().tzinfo is not None
    assert spider.moment().microsecond == 0
