"""One history of each article, of what was read anew and what the old index says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.exc import DatabaseError

from newsarchive.article import Article, RecordError
from newsarchive.comparison import changed_fields
from newsarchive.store.index import Index
from newsarchive.store.integrity import ArticleRow, IntegrityView
from newsarchive.store.known_as import addresses_of
from newsarchive.verify.index import check_article

_ELSEWHERE = ("summary", "publisher", "authors", "section")
"""Fields that a list may say and a page may not."""
_TOGETHER = 200
"""Articles in one transaction."""


class Difference(StrEnum):
    """How what was read differs from the old index."""

    KEPT = "kept"
    """Only the old index has it, and that was taken."""
    OTHERWISE = "otherwise"
    """It is read otherwise today."""
    LOST = "lost"
    """The old index had it, damaged, and it could not be read anew."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said of one article."""

    difference: Difference
    article: str
    why: str


def combine(into: Index, read: Index, old: Index | None, *, prefer_old: bool) -> Iterator[Note]:
    """Fill ``into`` with every article of ``read`` and of ``old``, in the order in which the old index had them.

    The order decides which of two articles of the same id has the id alone for its file name. An article of the old index
    that is whole stands as it is there when nothing of it was read, or less than it says: fewer revisions, or that it is not
    withdrawn. ``prefer_old``: it stands in every case, as when a post is all that was read, which says less than a record.
    """
    used: set[int] = set()
    if old is not None:
        with old.integrity() as view:
            rows = _batches(view)
            while some := list(_next(rows)):
                with into.together():
                    for row in some:
                        yield from _one(row, view, into, read, used, prefer_old=prefer_old)
    for key in sorted(each.key for each in read.articles.changed_since(0, read.articles.sequence())):
        if key not in used:  # in the order in which they were read
            with into.together():
                _put(into, read.articles.revisions(key))


def _batches(view: IntegrityView) -> Iterator[ArticleRow]:
    """The rows, as far as a damaged database gives them."""
    with suppress(DatabaseError):
        yield from view.articles()


def _next(rows: Iterator[ArticleRow]) -> Iterator[ArticleRow]:
    for _, row in zip(range(_TOGETHER), rows, strict=False):
        yield row


def _one(row: ArticleRow, view: IntegrityView, into: Index, read: Index, used: set[int], *, prefer_old: bool) -> Iterator[Note]:
    name = f"{row.source}:{row.id}"
    wrong = next(iter(check_article(row, view)), None)
    history = [] if wrong else _history(row)
    known_as = addresses_of(history[-1]) if history else [f"id:{row.source}:{row.id}", *row.known_as]
    found = read.articles.find(known_as)
    if found is None or found.key in used:
        if history:
            _put(into, history)
            yield Note(Difference.KEPT, name, "nothing that was read has it")
        else:
            yield Note(Difference.LOST, name, f"{wrong.what if wrong else 'it has no record'}, and nothing that was read has it")
        return
    used.add(found.key)
    anew = read.articles.revisions(found.key)
    if not history:
        _put(into, anew)
        yield Note(Difference.OTHERWISE, name, f"it was damaged ({wrong.what if wrong else 'no record'}) and is read anew")
        return
    less = _less(history, anew)
    if not prefer_old and not less:
        anew = [_filled(new, old) for new, old in zip(anew, [*history, *[history[-1]] * len(anew)], strict=False)]
    changed = changed_fields(history[-1], anew[-1])
    if prefer_old or less:
        _put(into, history)
        why = less or (f"its {', '.join(changed)} is read otherwise" if changed else None)
        if why:
            yield Note(Difference.KEPT, name, why)
        return
    # The article keeps its identity, by which its post and its addresses are called.
    _put(into, [each.replace(source=row.source, id=row.id, other_ids=history[-1].other_ids) for each in anew])
    if changed:
        yield Note(Difference.OTHERWISE, name, f"today its {', '.join(changed)} is read otherwise")


def _filled(anew: Article, old: Article) -> Article:
    """The article as it is read today, with what its page does not say, such as the summary that stood in a list."""
    names = [name for name in _ELSEWHERE if not getattr(anew, name) and getattr(old, name)]
    evidence = {name: old.evidence[name] for name in names if name in old.evidence}
    return anew.replace(**{name: getattr(old, name) for name in names}, evidence={**anew.evidence, **evidence})


def _less(history: list[Article], anew: list[Article]) -> str | None:
    """What the old history says and the new one does not."""
    if len(anew) < len(history):
        return f"of its {len(history)} revisions {len(anew)} can be read anew"
    if history[-1].withdrawn and not anew[-1].withdrawn:
        return "that it is withdrawn is nowhere else"
    lost = [link for link in history[-1].links if link not in (anew[-1].url, *anew[-1].links)]
    return f"{len(lost)} of its links are nowhere else" if lost else None


def _history(row: ArticleRow) -> list[Article]:
    try:
        return [Article.from_json(each.record) for each in row.revisions]
    except RecordError:
        return []


def _put(into: Index, history: list[Article]) -> None:
    for article in history:
        into.articles.put(article)
