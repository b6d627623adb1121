"""A page as a record: named by its address, and junk refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsarchive.article import Evidence, Image, id_from_url
from newsarchive.extract import Extraction, page_article
from newsarchive.extract.found import JunkError
from newsarchive.extract.markup.clean import Clean
from newsarchive.extract.markup.content import Content
from newsarchive.extract.page_article import read_page

NOW = datetime(2026, 11, 2, tzinfo=UTC)
URL = "http://news.example.org/1.html?from=app"
PUBLISHED = datetime(2026, 11, 1, 8, tzinfo=UTC)
FOUND = Extraction(
    url="http://news.example.org/1.html",
    title="澜州第1号工厂恢复生产",
    summary="导语",
    language="zh",
    published=PUBLISHED,
    published_precision="minute",
    updated=PUBLISHED,
    updated_precision="day",
    publisher="澜州日报",
    authors=("张三",),
    content=Content.of("<p>正文</p>"),
    images=(Image("http://news.example.org/1.jpg"),),
    evidence={"title": Evidence("meta", "og:title", "澜州第1号工厂恢复生产")},
)


@pytest.fixture
def read(monkeypatch):
    """Reads a page of which the extraction finds this."""

    def do(found):
        monkeypatch.setattr(page_article, "extract_article", lambda *_arguments, **_keywords: found)
        return read_page(b"", url=URL, headers={}, fetched=NOW, source="url").article

    return do


def test_every_field_that_was_found_is_in_the_record(read):
    article = read(FOUND)
    shared = "title summary language published published_precision updated updated_precision publisher authors images evidence"
    for name in shared.split():
        assert getattr(article, name) == getattr(FOUND, name), name
    assert article.body == FOUND.html
    assert (article.source, article.fetched) == ("url", NOW)


def test_the_canonical_address_names_the_article_and_the_one_asked_for_is_a_link(read):
    article = read(FOUND)
    assert article.url == "http://news.example.org/1.html"
    assert article.id == id_from_url("http://news.example.org/1.html")
    assert article.links == (URL,)


def test_without_a_canonical_address_it_is_the_one_asked_for(read):
    article = read(replace(FOUND, url=None))
    assert (article.url, article.links) == (URL, ())


def test_what_was_not_found_is_none(read):
    article = read(Extraction(content=Content.of("<p>正文</p>")))
    assert (article.title, article.published, article.publisher, article.language, article.authors) == (
        None,
        None,
        None,
        None,
        (),
    )


def test_junk_is_refused_with_its_reason(read):
    with pytest.raises(JunkError, match="the page is no article: a captcha"):
        read(replace(FOUND, junk="a captcha"))


PAGE = """<!doctype html><html><head><meta charset="gbk"><title>澜州第1号工厂恢复生产</title></head><body>
<nav><a href="/">首页</a> <a href="/finance">财经</a></nav>
<article><h1>澜州第1号工厂恢复生产</h1>
<p>澜州第1号工厂一日清晨恢复生产，全部七条生产线运转正常，首批产品当天下午装车发往江海港，订单已经排到明年三月。</p>
<p>厂方说，检修用了两个星期，期间更换了三台老旧的电机，工人已经陆续返岗，夜班从下周一开始恢复。</p>
<p>当地商会估计，工厂复产之后，周边二十多家配套企业的开工率将在月底前回到检修之前的水平。</p></article>
<footer>版权所有</footer></body></html>"""


def test_a_page_as_it_was_sent_is_read():
    article = read_page(PAGE.encode("gbk"), url=URL, headers={"Content-Type": "text/html"}, fetched=NOW, source="url").article
    assert "全部七条生产线运转正常" in article.body
    assert "版权所有" not in article.body


def test_a_body_that_was_read_from_a_page_says_that_it_is_clean():
    page = (
        f"<html><body><article><h1>Ferry</h1>{'<p>The ferry of the morning was late once more.</p>' * 9}</article></body></html>"
    )
    article = read_page(page.encode(), url=URL, headers={}, fetched=NOW, source="courier").article
    assert isinstance(article.body, Clean)  # so that nobody cleans it again
