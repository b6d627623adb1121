"""Watches a trial crawl, and keeps in memory what it read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from newsarchive.article import Article
from newsarchive.report import Silence
from newsarchive.store.articles import Outcome


class Watch(Silence):
    """A listener of a run who remembers its articles."""

    def __init__(self) -> None:
        self.articles: defaultdict[str, list[Article]] = defaultdict(list)
        """Source to the articles that were read, as the archive would have them."""
        self.confidence: dict[str, Mapping[str, float]] = {}
        """Address of an article to how sure the reading of each field is."""

    def read(self, source: str, url: str, confidence: Mapping[str, float]) -> None:
        """A page was read."""
        self.confidence[url] = confidence

    def stored(self, source: str, outcome: Outcome, article: Article) -> None:
        """An article has passed all steps."""
        self.articles[source].append(article)
