"""Fourth step: the article goes into the index, as a new one or as what it is there already; many in one transaction."""

from __future__ import annotations

from newsarchive.article import Article
from newsarchive.recognition import SuspiciousError

from .base import Quarantine, Step


class Store(Step):
    """Stores the article and says what that came to."""

    async def process_item(self, item: Article) -> Article:
        """Pass the stored article on, under the identity that it has; refuse it when it would replace a better copy.

        Raises:
            CaptureError: what it was read from could not be written, and so it is not stored.
        """
        try:
            return await self.run.store(self.booked_under, item)
        except SuspiciousError as error:
            raise Quarantine("recognise", str(error)) from error
