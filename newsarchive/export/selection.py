"""Of a piece that several media carry: whose post goes out, and what a post says of the others."""

from __future__ import annotations

from collections.abc import Sequence

from newsarchive.export.projection import Copy, HeldBackError, Projection
from newsarchive.pieces import copies_of
from newsarchive.store.articles import Stored
from newsarchive.store.index import Index


class Selection:
    """Chooses among copies, for one export: the same index, with what it says was written, gives the same choice."""

    def __init__(self, export: str, projection: Projection, index: Index) -> None:
        self._export = export
        self._projection = projection
        self._index = index

    def members(self, stored: Stored) -> tuple[Stored, ...]:
        """The copies among which one is chosen, the first one first; the article alone where there is nothing to choose."""
        copies = copies_of(self._index, stored.key) if self._projection.one_for_all else None
        return copies.members if copies else (stored,)

    def chosen(self, members: Sequence[Stored]) -> Stored | None:
        """Whose post stands for all copies; None where none of them can go out.

        One whose post went out before keeps its place, so that its address lives on. Else it is the first that can go out.
        """
        able = [member for member in members if self.place(member)]
        return next(filter(self._went_out, able), None) or next(iter(able), None)

    def others(self, stored: Stored) -> list[Copy]:
        """What a post can say of the other copies."""
        copies = copies_of(self._index, stored.key)
        if copies is None:
            return []
        first, one_for_all = copies.members[0].key, self._projection.one_for_all
        return [
            Copy(each.article, each.key == first, None if one_for_all else self.place(each)) for each in copies.others(stored.key)
        ]

    def place(self, stored: Stored) -> str | None:
        """The path of the article's post; None where it cannot go out."""
        try:
            self._projection.post(stored.article)
            return self._projection.path(stored.article, stored.file_name)
        except HeldBackError:
            return None

    def paths(self, stored: Stored) -> list[str]:
        """Where its post stands or can have stood, by any of its revisions."""
        revised = stored.article.revision > 1
        found: dict[str, None] = {}
        for article in self._index.articles.revisions(stored.key) if revised else [stored.article]:
            try:
                found[self._projection.path(article, stored.file_name)] = None
            except HeldBackError:
                continue
        return list(found)

    def _went_out(self, stored: Stored) -> bool:
        """Whether the journal knows a post of it."""
        return any(self._index.exports.journal(self._export, self.paths(stored)).values())
