"""The sources that ship with the program, each crawled on a small site of its shapes: one archive, all of them at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from newsarchive import sources
from newsarchive.article import Article
from newsarchive.endpoints import ListEndpoint
from newsarchive.extract.markup.clean import text_of
from newsarchive.resources import DATA
from newsarchive.store.index import Index
from tests.conftest import Result, TestArchive
from tests.site import hostile
from tests.site.built_in import FOLDER, NAMES, BuiltInSite

POLITENESS = {"delay": "0s", "timeout": "10s", "retries": 0, "concurrency": 16}
ELSEWHERE = '{"moved": "elsewhere"}'


class Crawled:
    """All built-in sources after a crawl of their sites."""

    def __init__(self, folder: Path, sites: dict[str, BuiltInSite]) -> None:
        hosts = {name: dict.fromkeys(sources.find(name).hosts, site.url) for name, site in sites.items()}
        chosen = {name: {"hosts": mapping} for name, mapping in hosts.items()}
        config = {"timezone": "UTC", "sources": chosen, "politeness": POLITENESS}
        (folder / "newsarchive.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
        (folder / "rules").mkdir()  # the site rule that ships with the program, at the address of the site
        rule = (DATA / "rules" / "govuk.yaml").read_text(encoding="utf-8").replace("www.gov.uk", "127.0.0.1")
        (folder / "rules" / "govuk.yaml").write_text(rule, encoding="utf-8")
        self.archive = TestArchive(folder)
        self.sites = sites

    def crawl(self) -> Result:
        return self.archive.run("--json", "crawl", *self.sites)

    def articles(self, name: str) -> dict[str, Article]:
        """Address without its host to article of everything that a source brought."""
        index = Index(self.archive.folder / "state" / "index.sqlite3")
        try:
            stored = [each.article for each in index.articles.changed_since(0, index.articles.sequence())]
        finally:
            index.close()
        url = self.sites[name].url
        return {each.url.removeprefix(url): each for each in stored if each.source == name}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory) -> Iterator[tuple[Crawled, Result]]:
    """The archive, and what the first crawl came to."""
    with ExitStack() as stack:
        sites = {name: stack.enter_context(BuiltInSite(name)) for name in NAMES}
        all_of_them = Crawled(tmp_path_factory.mktemp("built-in"), sites)
        yield all_of_them, all_of_them.crawl()


def test_every_built_in_source_has_a_site():
    assert {*NAMES, "finews"} == set(sources.built_in())


def test_nothing_failed(crawled):
    failures = [event for event in crawled[1].events if event["event"] == "failure"]
    assert failures == []
    assert crawled[1].code == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_article_is_archived_as_its_site_shows_it(name, crawled):
    archived = crawled[0].articles(name)
    expected = {each["path"]: each for each in crawled[0].sites[name].built_in.articles}
    assert set(archived) == set(expected)
    for path, article in archived.items():
        said = expected[path]
        moment = datetime.fromisoformat(said["published"])
        assert article.title == said["title"]
        assert article.published == moment
        assert article.published.utcoffset() == moment.utcoffset()
        assert article.published_precision == said.get("precision", "minute")
        for field in ("publisher", "summary", "section", "authors"):
            if field in said:
                assert getattr(article, field) == (tuple(said[field]) if field == "authors" else said[field]), field
        assert [each for each in said["body"] if each not in text_of(article.body)] == []
        assert article.language == sources.find(name).language or sources.find(name).language is None


def test_a_second_crawl_asks_for_no_article_again(crawled):
    for site in crawled[0].sites.values():
        site.forget_requests()
    assert crawled[0].crawl().code == 0
    for name, site in crawled[0].sites.items():
        asked = {request.target for request in site.requests}
        assert asked & {each["path"] for each in site.built_in.articles} == set(), name


def test_what_changed_its_shape_is_named_with_the_path_that_no_longer_matches(tmp_path):
    with ExitStack() as stack:
        sites = {name: stack.enter_context(BuiltInSite(name)) for name in NAMES}
        for site in sites.values():
            site.misbehave("/", hostile.HtmlInstead(ELSEWHERE))
        failures = [event for event in Crawled(tmp_path, sites).crawl().events if event["event"] == "failure"]
    for name, site in sites.items():
        source = sources.find(name).with_hosts(dict.fromkeys(sources.find(name).hosts, site.url))
        said = {event["address"]: event["reason"] for event in failures if event["source"] == name}
        assert set(said) == {source.list_url(each) for each in source.lists}
        for each in source.lists:
            expected = (
                f"no list of articles at {each.items!r}; the answer has: moved"
                if isinstance(each, ListEndpoint)
                else "the answer is no"
            )
            if source.spider == "section":
                expected = f"no link of the page leads to an article: `match` is {source.match!r}, and there are no links"
            assert expected in said[source.list_url(each)], name


@pytest.mark.parametrize("name", sources.built_in())
def test_every_definition_says_where_its_shapes_are_from_and_names_no_host_outside_of_hosts(name):
    text = sources.built_in()[name].read_text(encoding="utf-8")
    source = sources.find(name)
    head = "".join(re.findall(r"^#.*\n", text, re.MULTILINE))
    assert name == "finews" or re.search(r"(?:Documented at|Shape:|Feeds?:|Addresses:) (?:https://|github\.com/)", head)
    assert "verified:" in text
    assert "://" not in re.sub(r"\n *#.*|^#.*|\nhosts:(?:\n  .*)*|\nskip:.*", "", text)
    assert source.hosts


def test_the_sites_are_of_no_other_source():
    assert {path.suffix for path in FOLDER.iterdir()} == {".yaml"}
