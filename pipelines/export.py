"""Last step: when the last spider of a run has ended, what came in is exported, as one commit."""

from __future__ import annotations

from newsarchive.article import Article

from .base import Step


class Export(Step):
    """Takes part in the run from its beginning to its end: whoever leaves it last exports."""

    def open_spider(self) -> None:
        """Enter the run."""
        self.run.__enter__()

    def process_item(self, item: Article) -> Article:
        """An export is a projection of the index: there is nothing to do for a single article."""
        return item

    def close_spider(self) -> None:
        """Leave the run."""
        self.run.__exit__(None, None, None)
