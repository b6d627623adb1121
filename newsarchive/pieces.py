"""The copies of one piece, each in its medium, as the index has them grouped."""

from __future__ import annotations

from dataclasses import dataclass

from newsarchive.grouping.precedence import in_order, origin_of
from newsarchive.store.articles import Stored
from newsarchive.store.index import Index


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies of one piece, each in its medium."""

    members: tuple[Stored, ...]
    """The first one first."""
    origin: str | None
    """The medium the piece comes from: the agency it is credited to, or the first publisher."""

    def others(self, key: int) -> list[Stored]:
        """All of them but one."""
        return [member for member in self.members if member.key != key]


def copies_of(index: Index, key: int) -> Copies | None:
    """The copies of an article, itself among them; None where no other is known."""
    stored = [each for each in map(index.articles.by_key, index.groups.of(key)) if each is not None]
    if len(stored) < 2:
        return None
    by_name = {(each.article.source, each.article.id): each for each in stored}
    ordered = in_order([each.article for each in stored])
    return Copies(tuple(by_name[each.source, each.id] for each in ordered), origin_of(ordered))
