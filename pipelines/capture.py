"""Third step: what the article was read from goes to the disk, before anything points to it."""

from __future__ import annotations

from newsarchive.article import Article

from .base import Step


class Capture(Step):
    """Has new pages captured, the pages of many articles at a time.

    This stands before the archived article is looked for, and that and storing are one uninterrupted step: two copies of an
    article that come in together would both be new otherwise.
    """

    async def process_item(self, item: Article) -> Article:
        """Pass the article on when its capture is on the disk.

        What is archived already waits until it is known whether it has changed: `store.py` has it captured then.

        Raises:
            CaptureError: the capture could not be written.
        """
        if not self.run.archive.index.articles.fetched([item.url, *item.links]):
            await self.run.captures.keep_soon(item.capture)
        return item
