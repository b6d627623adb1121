"""What was found on a page: its article, or that it has none. Known to those who have pages read by somebody else, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsarchive.article import Article

NOT_FOUND = "not found"
"""The kind of page that says that there is no such page, or that it has been taken down."""


class JunkError(ValueError):
    """A page that is no article; the message says what it is instead."""

    def __init__(self, junk: str) -> None:
        super().__init__(junk)
        self.says_gone = junk.startswith(NOT_FOUND)
        """Whether it says that the article does not exist, or does not any more."""

    def __str__(self) -> str:
        return f"the page is no article: {self.args[0]}"


@dataclass(frozen=True, slots=True)
class PageArticle:
    """The article on a page, and what a site rule that was meant for the page did not find there."""

    article: Article
    rule_misses: tuple[str, ...] = ()
    """Each with the rule's name: the site has changed, or the rule is wrong."""
    next_page: str | None = None
    """Where the article goes on, if it is cut into pages."""
    single_page: str | None = None
    """Where all of it stands on one page, if it is cut into pages and the page says so."""
    confidence: Mapping[str, float] = field(default_factory=dict)
    """Field name to how sure the reading is, from 0 to 1."""
