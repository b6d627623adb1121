"""The index in itself: what SQLite says, and whether every article is whole, readable, and found under its addresses."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.exc import DatabaseError

from newsarchive.article import Article, RecordError, digest_of
from newsarchive.extract.markup.clean import text_of
from newsarchive.store.article_rows import columns_of
from newsarchive.store.integrity import ArticleRow, IntegrityView
from newsarchive.store.known_as import addresses_of
from newsarchive.verify.finding import Finding, Kind

STORE = "index"
MEND = "run `newsarchive rebuild --from captures`, or `--from site`, or restore a backup"


def check_index(view: IntegrityView) -> Iterator[Finding]:
    """Everything that is wrong with the index by itself; articles one after the other, so that memory stays flat."""
    try:
        for line in view.complaints():
            yield Finding(Kind.UNREADABLE, STORE, "the database", line, MEND)
        counted, last = view.last_change()
        if counted < last:
            what = f"it counts {counted} changes, and an article has the number {last}: exports would overlook changes"
            yield Finding(Kind.ALTERED, STORE, "the database", what, MEND)
        for row in view.articles():
            yield from check_article(row, view)
    except DatabaseError as error:
        yield Finding(Kind.UNREADABLE, STORE, "the database", f"{error.orig}; what follows could not be checked", MEND)


def check_article(row: ArticleRow, view: IntegrityView) -> Iterator[Finding]:
    """What is wrong with one article."""
    name = f"{row.source}:{row.id}"
    numbers = [each.revision for each in row.revisions]
    gaps = sorted(set(range(1, max([row.revision, *numbers]) + 1)) - set(numbers))
    for gap in gaps:
        what = "its current revision is not there" if gap == row.revision else f"revision {gap} is not there"
        yield Finding(Kind.MISSING, STORE, name, what, MEND)
    if numbers and numbers[-1] > row.revision:
        what = f"its current revision is said to be {row.revision}, and there is a later one, {numbers[-1]}"
        yield Finding(Kind.ALTERED, STORE, name, what, MEND)
    for each in row.revisions:
        place = f"{name} revision {each.revision}"
        try:
            article = Article.from_json(each.record)
        except RecordError as error:
            yield Finding(Kind.UNREADABLE, STORE, place, f"its record cannot be read: {error}", MEND)
            continue
        altered = _altered(row, each.revision, each.digest, article)
        if altered:
            yield Finding(Kind.ALTERED, STORE, place, altered, MEND)
        if each.revision == row.revision:
            yield from _current(row, each.sequence, article, view)


def _altered(row: ArticleRow, revision: int, digest: str, article: Article) -> str | None:
    """In what a record is not the one that was stored."""
    if (article.source, article.id, article.revision) != (row.source, row.id, revision):
        return f"its record is that of {article.source}:{article.id} revision {article.revision}"
    if article.digest != digest:
        return "its record has another digest than the index"
    if article.digest != digest_of(article.title, text_of(article.body)):
        return "its title or text is not what its digest was made of"
    return None


def _current(row: ArticleRow, sequence: int, article: Article, view: IntegrityView) -> Iterator[Finding]:
    """Whether what the index keeps beside the current record agrees with it."""
    name = f"{row.source}:{row.id}"
    said = {**row.columns, "digest": row.digest, "revision": row.revision, "sequence": row.sequence}
    meant = {**columns_of(article), "sequence": sequence}
    different = sorted(key for key, value in meant.items() if said[key] != value)
    if different:
        yield Finding(Kind.ALTERED, STORE, name, f"the index says another {', '.join(different)} than its record", MEND)
    lacking = [each for each in addresses_of(article) if each not in row.known_as]
    for address in sorted(set(lacking) - view.known(lacking)):
        yield Finding(Kind.MISSING, STORE, name, f"it is not found under its address {address}", MEND)
