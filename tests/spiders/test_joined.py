"""Articles cut into pages: all of one is archived, or nothing and the reason."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from newsarchive.article import Image
from newsarchive.extract.found import PageArticle
from newsarchive.extract.markup.clean import text_of
from spiders.joined import MOST_PAGES, PartError, whole
from tests.conftest import TestArchive
from tests.records import record
from tests.site import hostile
from tests.site.news import cut_page, piece

URL = "http://news.example.org/a"


def page(number, following=None, single=None, body=None):
    body = body or f"<p>第{number}页说了这些事情。</p>"
    article = record(1, url=URL if number == 1 else f"{URL}_{number}", body=body, images=(Image(f"{URL}/{number}.jpg"),))
    return PageArticle(article, (), following and f"{URL}_{following}", single)


def read_all(first, **further):
    asked = []

    async def read(url):
        asked.append(url)
        found = further.get(url.rpartition("_")[2].join(("p", "")))
        if found is None:
            raise PartError("the server answered 500 (Internal Server Error)")
        return found

    return asyncio.run(whole(first, read)), asked


def test_an_article_of_one_page_is_left_as_it_is():
    first = page(1)
    assert read_all(first) == (first, [])


def test_the_pages_are_joined_in_their_order():
    found, asked = read_all(page(1, 2), p2=page(2, 3), p3=page(3))
    assert asked == [f"{URL}_2", f"{URL}_3"]
    assert text_of(found.article.body).splitlines() == [f"第{number}页说了这些事情。" for number in (1, 2, 3)]
    assert [image.url for image in found.article.images] == [f"{URL}/{number}.jpg" for number in (1, 2, 3)]
    assert found.article.links == (f"{URL}_2", f"{URL}_3")
    assert found.article.evidence["body"].note == "joined from 3 pages"
    assert found.next_page is None


def test_a_page_that_is_missing_is_named():
    with pytest.raises(PartError, match=rf"its page 3 \({URL}_3\) cannot be had: the server answered 500"):
        read_all(page(1, 2), p2=page(2, 3))


def test_a_circle_comes_to_an_end():
    found, asked = read_all(page(1, 2), p2=page(2, 3), p3=page(3, 2))
    assert len(asked) == 2
    assert found.next_page is None
    found, asked = read_all(page(1, 2), p2=page(2, 3), p3=page(2, 4), p4=page(2, 5))
    assert len(asked) == 2
    assert found.article.evidence["body"].note == "joined from 2 pages"


def test_what_has_very_many_pages_is_archived_as_far_as_that_and_says_so():
    pages = {f"p{number}": page(number, number + 1) for number in range(2, 40)}
    found, asked = read_all(page(1, 2), **pages)
    assert len(asked) == MOST_PAGES - 1
    assert found.next_page == f"{URL}_{MOST_PAGES + 1}"
    assert f"it goes on at {URL}_{MOST_PAGES + 1}" in found.article.evidence["body"].note


def test_the_page_that_shows_all_is_preferred():
    everything = page(9, body="<p>第1页说了这些事情。</p><p>第2页也是。</p>")
    found, asked = read_all(page(1, 2, f"{URL}_all"), pall=everything)
    assert asked == [f"{URL}_all"]
    assert text_of(found.article.body).splitlines() == ["第1页说了这些事情。", "第2页也是。"]
    assert found.article.url == URL
    assert set(found.article.links) == {f"{URL}_all", f"{URL}_2"}


@pytest.mark.parametrize("all_of_it", [None, page(9, body="<p>短。</p>")])
def test_unless_it_is_not_there_or_shows_less(all_of_it):
    found, _ = read_all(page(1, 2, f"{URL}_all"), pall=all_of_it, p2=page(2))
    assert found.article.evidence["body"].note == "joined from 2 pages"


# --- in a crawl ---


@pytest.fixture
def story():
    return replace(piece(1), path="/news/1000001.html")


def paths(each, last):
    stem = each.path.removesuffix(".html")
    return [each.path, *(f"{stem}_{number}.html" for number in range(2, last + 1))]


def cut(site, each, last=3, more=""):
    for number, path in enumerate(paths(each, last), 1):
        site.misbehave(path, hostile.HtmlInstead(cut_page(each, number, last, more=more)))


@pytest.mark.parametrize(("spider", "lists"), [("feed", "/rss.xml"), ("sitemap", "/sitemap.xml"), ("section", "/all")])
def test_every_spider_joins_them(spider, lists, story, news, courier):
    site = news([story, *(piece(number) for number in (6, 11))])
    cut(site, story)
    archive = courier(site, spider, lists)
    archive.crawl()
    article = archive.articles()["news/1000001.html"]
    lines = text_of(article.body).splitlines()
    assert [line for line in lines if line in story.paragraphs] == list(story.paragraphs[:3])
    assert story.title not in lines
    assert sum("with help from the desk" in line for line in lines) <= 1
    assert [image.url for image in article.images] == [f"{site.url}/p/{number}.jpg" for number in (1, 2, 3)]
    assert set(article.links) >= {site.url + path for path in paths(story, 3)[1:]}
    site.forget_requests()
    archive.crawl()
    assert not site.requests_for("/news/1000001")


def test_a_single_address_is_joined_as_well(story, news, courier):
    site = news([story])
    cut(site, story)
    archive = courier(site, "section", "/all")
    assert archive.run("fetch", site.url + story.path).code == 0
    assert all(each in archive.articles()["news/1000001.html"].body for each in story.paragraphs[:3])


@pytest.mark.parametrize("trick", [hostile.ServerError(), hostile.NotFound(), hostile.RedirectTo("/"), hostile.HtmlInstead()])
def test_a_middle_page_that_fails_is_named_and_a_good_copy_stays(trick, story, news, courier):
    site = news([story, piece(6)])
    cut(site, story)
    second = paths(story, 3)[1]
    site.misbehave(second, trick)
    archive = courier(site, "section", "/all")
    result = archive.run("crawl", "courier")
    assert result.code == 1
    (line,) = [line for line in result.out.splitlines() if "its page 2" in line]
    assert f"{site.url}{story.path}: its page 2 ({site.url}{second}) cannot be had: " in line
    assert archive.paths() == {piece(6).path}
    cut(site, story)
    assert archive.run("fetch", site.url + story.path).code == 0
    before = archive.articles()["news/1000001.html"]
    site.misbehave(second, trick)
    assert archive.run("fetch", site.url + story.path).code == 1
    assert archive.articles()["news/1000001.html"] == before


def test_half_an_article_is_left_for_the_next_run_when_the_budget_is_spent(story, news, courier):
    site = news([story])
    cut(site, story)
    archive = courier(site, "section", "/all", more="budget: 4\n")
    result = archive.run("crawl", "courier")
    assert result.code == 0
    assert "1 left for the next run (the budget of 4 requests is spent)" in result.out
    assert archive.articles() == {}
    site.forget_requests()
    archive.run("crawl", "courier")
    assert site.requests_for(story.path), "it has not failed, and need not wait"


def test_the_page_that_shows_all_of_it_is_asked_for_first(story, news, courier):
    site = news([story])
    everything = story.path.replace(".html", "_all.html")
    cut(site, story, more=f'<a href="{everything}">View all</a>')
    site.misbehave(
        everything, hostile.HtmlInstead(f"<html><body><article><h1>{story.title}</h1>{story.html}</article></body></html>")
    )
    archive = courier(site, "section", "/all")
    archive.crawl()
    assert site.requests_for("/news/1000001_2") == []
    assert all(each in archive.articles()["news/1000001.html"].body for each in story.paragraphs)


def test_a_page_from_a_file_is_read_alone_and_that_is_said(story, news, courier, tmp_path):
    site = news([story])
    saved = tmp_path / "page.html"
    saved.write_text(cut_page(story, 1, 3), encoding="utf-8")
    result = courier(site, "section", "/all").run("fetch", "--html", str(saved), site.url + story.path)
    assert result.code == 0, result.out
    assert f"archived without its pages from {site.url}{paths(story, 2)[1]} on" in result.out
    assert site.requests == []


def test_an_article_that_was_joined_is_joined_again_from_its_captures(story, news, courier, tmp_path):
    site = news([story, piece(6)])
    cut(site, story)
    archive = courier(site, "feed", "/rss.xml")
    archive.crawl()
    captures = [str(path) for path in sorted((archive.folder / "state" / "warc").rglob("*.warc.gz"))]
    other = TestArchive(tmp_path / "other")
    other.folder.mkdir()
    (other.folder / "newsarchive.yaml").write_text("timezone: UTC\n", encoding="utf-8")
    site.forget_requests()
    result = other.run("import", *captures)
    assert result.code == 0, result.out + result.err
    assert site.requests == []
    for path in ("/news/1000001.html", piece(6).path):
        before, after = (each.run("show", site.url + path, "--text").out for each in (archive, other))
        assert before == after
    assert "capture: 2 new" in result.out, "the further pages are no articles of their own"
