"""An article store for trials: it knows no article, and keeps none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newsarchive.article import Article
from newsarchive.store.articles import ArticleStore, Outcome, Stored


class Forgetful(ArticleStore):
    """Every article is new to it, however often and for whichever source it is read."""

    def known_ids(self, source: str, ids: list[str]) -> set[str]:
        """None of them."""
        return set()

    def fetched(self, urls: list[str]) -> dict[str, datetime]:
        """None of them."""
        return {}

    def find(self, known_as: list[str]) -> Stored | None:
        """Nothing."""
        return None

    def same_content(self, article: Article) -> Stored | None:
        """Nothing."""
        return None

    def strangers(self, some: Sequence[Article]) -> list[Article]:
        """All of them."""
        return list(some)

    def put_new(self, some: Sequence[Article]) -> None:
        """Let them go."""

    def put(self, article: Article) -> Outcome:
        """Let it go."""
        return Outcome.NEW
