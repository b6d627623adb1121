"""Groups held against the truth, pair by pair."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from newsarchive.article import Article
from newsarchive.store.index import Index

Pair = tuple[int, int]


class Quality:
    """What was planted, what was found of it, and what was found besides."""

    def __init__(self) -> None:
        self.titles: dict[int, str] = {}
        self._planted: dict[int, set[int]] = defaultdict(set)
        self.found = 0
        self.false: list[Pair] = []
        self.missed: list[Pair] = []

    def plant(self, article: Article, group: int | None) -> None:
        """The article that was stored next, and the group it belongs to."""
        key = len(self.titles) + 1
        self.titles[key] = article.title or ""
        if group is not None:
            self._planted[group].add(key)

    def measure(self, index: Index) -> None:
        """Compare the groups of the index with those that were planted."""
        truth = {pair for keys in self._planted.values() for pair in combinations(sorted(keys), 2)}
        said = {pair for key in self.titles for pair in combinations(index.groups.of(key), 2)}
        self.found, self.false, self.missed = len(truth & said), sorted(said - truth), sorted(truth - said)

    @property
    def planted(self) -> int:
        """Pairs of copies that there are."""
        return self.found + len(self.missed)

    @property
    def recall(self) -> float:
        """The share of the planted pairs that were found."""
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        """The share of the found pairs that were planted."""
        said = self.found + len(self.false)
        return self.found / said if said else 1.0
