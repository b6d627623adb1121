"""Third step: what the article was read from goes to the disk, before anything points to it."""

from __future__ import annotations

from collections.abc import Sequence

from newsarchive.article import Article
from newsarchive.run import Run
from newsarchive.together import Together

from .base import Step


class Capture(Step):
    """Has new pages captured, the pages of many articles at a time.

    This stands before the archived article is looked for, and that and storing are one uninterrupted step: two copies of an
    article that come in together would both be new otherwise.
    """

    def __init__(self, run: Run, booked_under: str) -> None:
        super().__init__(run, booked_under)
        self._capturing = Together(self._capture)

    async def process_item(self, item: Article) -> Article:
        """Pass the article on when its capture is on the disk.

        What is archived already waits until it is known whether it has changed: `store.py` has it captured then.

        Raises:
            CaptureError: the capture could not be written.
        """
        if item.capture is not None:
            await self._capturing.ask(item)
        return item

    async def _capture(self, items: Sequence[Article]) -> Sequence[None]:
        known = self.run.archive.index.articles.fetched([url for each in items for url in (each.url, *each.links)])
        new = [each for each in items if known.keys().isdisjoint((each.url, *each.links))]
        await self.run.captures.keep_together(each.capture for each in new)
        return [None] * len(items)
