"""First step: what has no title, no text, or no usable name is no article."""

from __future__ import annotations

import re

from newsarchive.article import Article

from .base import Quarantine, Step

_NAME = re.compile(r"[\w-][\w.-]{0,127}")
MOST_TITLE = 2000
"""Characters. The longest headlines have a few hundred; what is longer is a text in the wrong place."""


class Validate(Step):
    """Refuses what cannot be an article."""

    def process_item(self, item: Article) -> Article:
        """Pass the article on, or refuse it with the reason."""
        if not _NAME.fullmatch(item.id):
            raise Quarantine("validate", f"its id {item.id[:60]!r} cannot be a file name")
        if not item.url.startswith(("http://", "https://")):
            raise Quarantine("validate", f"its address {item.url[:100]!r} is no web address")
        if not item.title:
            raise Quarantine("validate", "it has no title")
        if len(item.title) > MOST_TITLE:
            raise Quarantine("validate", f"its title has {len(item.title)} characters; it cannot be a title")
        if not item.body.strip():
            raise Quarantine("validate", "it has no text")
        return item
