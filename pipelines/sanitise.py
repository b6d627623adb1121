"""Second step: the body becomes HTML that is safe to show."""

from __future__ import annotations

from newsarchive.admission import RefusedError, cleaned
from newsarchive.article import Article
from newsarchive.sources import JsonSource
from newsarchive.yamlfile import ConfigError

from .base import Quarantine, Step


class Sanitise(Step):
    """Drops scripts, handlers and everything else that does not belong in an archive."""

    def process_item(self, item: Article) -> Article:
        """Pass the article on with a clean body, or refuse it when nothing readable is left."""
        try:
            return cleaned(item, self._kept_classes(item.source))
        except RefusedError as error:
            raise Quarantine("sanitise", str(error)) from error

    def _kept_classes(self, source: str) -> frozenset[str]:
        try:
            definition = self.run.archive.source(source)
        except ConfigError:  # a one-off page: there is no definition
            return frozenset()
        return definition.article.keep_classes if isinstance(definition, JsonSource) else frozenset()
