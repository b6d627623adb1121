"""Seventh step: copies of one piece in several media are put together, some articles at a time."""

from __future__ import annotations

from newsarchive.article import Article

from .base import Step

TOGETHER = 50
"""Articles that wait for each other: they share the cost of a transaction. What is left waiting, the end of the run takes."""


class Group(Step):
    """Compares what has been stored with the rest of the archive."""

    def process_item(self, item: Article) -> Article:
        """Pass the article on; it is in the index already, and nothing that happens here can lose it."""
        if self.run.archive.index.groups.pending(TOGETHER) == TOGETHER:
            self.run.archive.group(TOGETHER)
        return item
