"""First step: what has no title, no text, or no usable name is no article."""

from __future__ import annotations

from newsarchive.admission import RefusedError, check
from newsarchive.article import Article

from .base import Quarantine, Step


class Validate(Step):
    """Refuses what cannot be an article."""

    def process_item(self, item: Article) -> Article:
        """Pass the article on, or refuse it with the reason."""
        try:
            check(item)
        except RefusedError as error:
            raise Quarantine("validate", str(error)) from error
        return item
