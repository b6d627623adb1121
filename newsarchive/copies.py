"""Copies of one piece in several media are found, and kept together: each new article is compared with what the index has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from newsarchive.article import Article
from newsarchive.extract.markup.clean import text_of
from newsarchive.grouping.likeness import same_piece, still_the_same
from newsarchive.grouping.signature import bands_of, period_of
from newsarchive.grouping.wording import Wording, wording
from newsarchive.store.articles import Stored
from newsarchive.store.groups import Change
from newsarchive.store.index import Index

BATCH = 50
"""Articles that are grouped in one transaction: others who write wait for less than a second."""

_CANDIDATES = 12
"""Articles that one is compared with word by word."""
_COMPARED = 9
"""Members of a group that one is compared with."""
_REMEMBERED = 256
"""Articles whose words are kept in memory: what comes in together is compared with the same ones."""


def group(index: Index, most: int | None = None) -> int:
    """Compare what has changed since the last time with the rest of the archive, oldest change first; how many there were.

    It can be ended anywhere, and goes on where it was. ``most``: compare no more than so many now.
    """
    return sum(iter(_Grouping(index, most).batch, 0))


class _Grouping:
    """One pass over what has changed."""

    def __init__(self, index: Index, most: int | None) -> None:
        self._index = index
        self._left = most
        self._wording = lru_cache(maxsize=_REMEMBERED)(self._read)

    def batch(self) -> int:
        """Group some articles, in one transaction; how many."""
        size = BATCH if self._left is None else min(BATCH, self._left)
        articles = self._index.articles
        some = list(islice(articles.changed_since(self._index.groups.grouped(), articles.sequence()), size))
        if not some:
            return 0
        with self._index.groups.change() as change:
            for stored in some:
                self._place(change, stored)
            change.done(some[-1].sequence)
        if self._left is not None:
            self._left -= len(some)
        return len(some)

    def _place(self, change: Change, stored: Stored) -> None:
        """Index an article anew, and put it into the group where it belongs now."""
        if stored.article.revision > 1:
            for former in self._index.articles.revisions(stored.key)[:-1]:
                change.unindex(stored.key, _period(former), bands_of(_words(former).text))
        words = _words(stored.article)
        period, bands = _period(stored.article), bands_of(words.text)
        others = [member for member in change.members(stored.key) if member != stored.key]
        if others and self._belongs_still(words, others):
            change.touch(stored.key)  # what it says of itself now is shown with the others, too
        else:
            if others:
                change.leave(stored.key)
            for copy in self._copies(change, words, change.alike(stored.key, period, bands, _CANDIDATES)):
                self._join(change, stored.key, copy)
        change.index(stored.key, period, bands)

    def _copies(self, change: Change, words: Wording, candidates: Iterable[int]) -> list[int]:
        """One member of each group of which it is a copy: several, where those before were too unlike to find each other."""
        found: list[int] = []
        seen: set[int] = set()
        for candidate in candidates:
            if candidate not in seen and same_piece(words, self._wording(candidate)):
                members = change.members(candidate)
                seen.update(members)
                if self._is_one_of(words, members):
                    found.append(candidate)
        return found

    def _is_one_of(self, words: Wording, members: list[int]) -> bool:
        """Whether it is a copy of most of them: likeness to a single one can be chance."""
        some = members[:_COMPARED]
        return sum(same_piece(words, self._wording(member)) for member in some) * 2 > len(some)

    def _join(self, change: Change, article: int, copy: int) -> None:
        """Put an article into the group of its copy; two groups become one where the copy belongs to what it joins as well."""
        members = change.members(article)
        if len(members) == 1:
            change.join(article, copy)
        elif self._is_one_of(self._wording(copy), members):
            change.unite(article, copy)

    def _belongs_still(self, words: Wording, others: list[int]) -> bool:
        some = others[:_COMPARED]
        return sum(still_the_same(words, self._wording(other)) for other in some) * 2 >= len(some)

    def _read(self, key: int) -> Wording:
        stored = self._index.articles.by_key(key)
        return _words(stored.article) if stored else Wording((), ())


def _words(article: Article) -> Wording:
    return wording(article.title, text_of(article.body))


def _period(article: Article) -> int:
    return period_of(article.published or article.fetched)
