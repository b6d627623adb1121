"""Archives with one source of their own, crawled by the command line, and what is in them afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsarchive.article import Article
from newsarchive.store.index import Index
from tests.conftest import Result, TestArchive
from tests.site.news import NewsSite, Piece

CONFIG = """\
timezone: UTC
sources: [courier]
exports:
  - {profile: finews, to: site}
politeness: {delay: 0s, timeout: 5s, retries: 1, backoff: 0.01s, concurrency: 16}
"""


@dataclass(frozen=True, slots=True)
class Courier(TestArchive):
    """An archive that crawls the news site as its one source says."""

    __test__ = False

    def crawl(self, *options: str) -> Result:
        """``newsarchive crawl courier``, which is to go well."""
        result = self.run("--json", "crawl", "courier", *options)
        assert result.code == 0, result.out + result.err
        return result

    def articles(self) -> dict[str, Article]:
        """Path to article of everything that is archived."""
        index = Index(self.folder / "state" / "index.sqlite3")
        try:
            stored = [each.article for each in index.articles.changed_since(0, index.articles.sequence())]
        finally:
            index.close()
        return {each.url.partition("//")[2].partition("/")[2]: each for each in stored}

    def paths(self) -> set[str]:
        """The paths of everything that is archived."""
        return {f"/{path}" for path in self.articles()}


@pytest.fixture
def news() -> Iterator[Callable[..., NewsSite]]:
    """Starts news sites with the pieces given, and closes them when the test ends."""
    running: list[NewsSite] = []

    def start(articles: list[Piece]) -> NewsSite:
        running.append(NewsSite(articles))
        return running[-1]

    yield start
    for site in running:
        site.close()


@pytest.fixture
def courier(tmp_path: Path) -> Callable[..., Courier]:
    """Makes an archive whose source has these lists of a site: ``courier(site, "feed", "/rss.xml")``."""

    def make(site: NewsSite, spider: str, *lists: str, more: str = "") -> Courier:
        folder = tmp_path / "archive"
        (folder / "sources").mkdir(parents=True)
        (folder / "newsarchive.yaml").write_text(CONFIG, encoding="utf-8")
        rows = "".join(f'  - "{{site}}{path}"\n' for path in lists)
        definition = f'spider: {spider}\ntimezone: UTC\nhosts: {{site: "{site.url}"}}\nlists:\n{rows}{more}'
        (folder / "sources" / "courier.yaml").write_text(definition, encoding="utf-8")
        return Courier(folder)

    return make


@pytest.fixture
def spider_of(run):
    """Makes a spider of that kind, which works for the run and is not started."""

    def make(kind):
        crawler = Crawler(kind)
        crawler.stats = StatsCollector(crawler)
        return kind.from_crawler(crawler, run=run)

    return make
