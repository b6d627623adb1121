"""Fifth step: an article that is archived already gets its name there, and what would make it worse is refused."""

from __future__ import annotations

from newsarchive.article import Article
from newsarchive.recognition import SuspiciousError, recognised

from .base import Quarantine, Step


class Recognise(Step):
    """Gives an article that is archived already its name there, and the next revision when it has really changed."""

    def process_item(self, item: Article) -> Article:
        """Pass the article on under its identity, or refuse it when it would replace a better copy."""
        try:
            return recognised(self.run.archive.index.articles, item)
        except SuspiciousError as error:
            raise Quarantine("recognise", str(error)) from error
