"""What all spiders share: the archive's manners, and how they read what they are answered."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import Response

from spiders.base import ArchiveSpider
from tests.capture.conftest import DATE, exchange
from tests.site.news import pieces


class Plain(ArchiveSpider):
    name = "plain"
    source_name = "plain"


@pytest.fixture
def spider(spider_of):
    return spider_of(Plain)


def test_the_archive_s_manners_are_the_crawler_s_settings(spider):
    settings = spider.crawler.settings
    assert settings["USER_AGENT"].startswith("newsarchive/")
    assert settings.getfloat("DOWNLOAD_TIMEOUT") == 2.0
    assert settings.getint("RETRY_TIMES") == 1


@pytest.mark.parametrize("header", ["text/html; charset=utf-8", "text/html", "application/json; charset=gbk"])
def test_a_document_is_decoded_on_evidence(header, spider):
    text = "澜州第1号工厂一日清晨恢复生产，全部七条生产线运转正常。" * 3
    for encoding in ("utf-8", "gb18030"):
        response = Response("http://x.example.org", body=text.encode(encoding), headers={"Content-Type": header})
        assert spider.document(response) == text


def test_a_response_was_fetched_when_its_capture_says(spider, run):
    request = Request("http://x.example.org/1")
    assert spider.fetched(Response(request.url, request=request)) >= DATE
    run.captures.take(request, exchange())
    assert spider.fetched(Response(request.url, request=request)) == DATE


def test_a_page_that_ends_its_reader_is_in_the_quarantine_and_the_others_are_archived(news, courier, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "import newsarchive.extract.page_article as module\n"
        "ordinary = module.read_page\n"
        "def read_page(body, *, url, **rest):\n"
        f"    if 'newsarchive.reading_process' in sys.orig_argv and not os.path.exists({str(tmp_path / 'met')!r}):\n"
        f"        open({str(tmp_path / 'met')!r}, 'w').write(url)\n"
        "        os.kill(os.getpid(), signal.SIGSEGV)\n"
        "    return ordinary(body, url=url, **rest)\n"
        "module.read_page = read_page\n"
    )
    archive = courier(news(pieces(40)), "feed", "/rss.xml?n=40")
    config = archive.folder / "newsarchive.yaml"
    config.write_text(config.read_text() + "readers: 1\n")
    command = [sys.executable, "-m", "newsarchive", "-C", str(archive.folder), "--json", "crawl"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path(__file__).parent.parent.parent)])}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)
    assert done.returncode == 1, done.stderr
    (failed,) = archive.run("--json", "quarantine", "list").events
    deadly = (tmp_path / "met").read_text()
    assert failed["address"] == deadly
    assert failed["reason"] == "the page ended the process that read it, by the signal SIGSEGV"
    assert len(archive.articles()) == 39

    assert archive.run("crawl", "courier").code == 0
    assert len(archive.articles()) == 40


def test_a_page_that_ends_a_small_crawl_does_not_end_the_next(news, courier, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal\n"
        "import newsarchive.extract.page_article as module\n"
        "ordinary = module.read_page\n"
        "def read_page(body, *, url, **rest):\n"
        f"    if open({str(tmp_path / 'deadly')!r}).read() in url:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return ordinary(body, url=url, **rest)\n"
        "module.read_page = read_page\n"
    )
    site = news(pieces(4))
    (tmp_path / "deadly").write_text(site.news.articles[2].path)
    archive = courier(site, "feed", "/rss.xml?n=4")
    command = [sys.executable, "-m", "newsarchive", "-C", str(archive.folder), "crawl"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path(__file__).parent.parent.parent)])}
    codes = [subprocess.run(command, capture_output=True, check=False, env=environment, timeout=120).returncode for _ in range(2)]
    assert codes == [-signal.SIGKILL, 1]
    (failed,) = archive.run("--json", "quarantine", "list").events
    assert failed["address"].endswith(site.news.articles[2].path)
    assert "by the signal SIGKILL" in failed["reason"]
    assert len(archive.articles()) == 3
