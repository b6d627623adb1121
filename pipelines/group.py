"""Fifth step: copies of one piece in several media are put together, some articles at a time."""

from __future__ import annotations

from newsarchive.article import Article
from newsarchive.run import Run

from .base import Step

TOGETHER = 100
"""Articles that wait for each other: they share the cost of a transaction. What is left waiting, the end of the run takes."""


class Group(Step):
    """Compares what has been stored with the rest of the archive."""

    def __init__(self, run: Run, booked_under: str) -> None:
        super().__init__(run, booked_under)
        self._waiting = 0

    def process_item(self, item: Article) -> Article:
        """Pass the article on; it is in the index already, and nothing that happens here can lose it."""
        self._waiting += 1
        if self._waiting >= TOGETHER:
            self._waiting = 0
            self.run.archive.group(TOGETHER, self.run.readers.signatures)
        return item
