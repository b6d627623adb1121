"""Sixth step: the article goes into the index, in one transaction."""

from __future__ import annotations

from newsarchive.article import Article

from .base import Step


class Store(Step):
    """Stores the article and says what that came to."""

    def process_item(self, item: Article) -> Article:
        """Pass the stored article on. What it was read from is on the disk before anything points to it.

        Raises:
            CaptureError: it could not be written, and so the article is not stored.
        """
        item = item.replace(capture=self.run.captures.keep(item.capture))
        outcome = self.run.archive.index.articles.put(item)
        self.run.stored(self.booked_under, outcome, item)
        return item
