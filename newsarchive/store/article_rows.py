"""Articles as rows of the tables, over the connection of whoever has a transaction open.

The statements are made once: every article needs them, and to build one takes longer than to run it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Label, Select, bindparam, exists, insert, select, update

from newsarchive.article import Article
from newsarchive.store.counters import next_number
from newsarchive.store.database import batches
from newsarchive.store.known_as import addresses_of
from newsarchive.store.moments import utc
from newsarchive.store.schema import addresses, articles, revisions

Columns = tuple[int, int, str, bool]
"""Of an article: its key, its sequence number, its record, and whether an earlier one bears the same id."""


def columns_of(article: Article) -> dict[str, Any]:
    """What the table of articles says of one besides its identity, taken from its record."""
    return {
        "url": article.url,
        "title": article.title,
        "publisher": article.publisher,
        "section": article.section,
        "published": utc(article.published),
        "fetched": utc(article.fetched),
        "digest": article.digest,
        "revision": article.revision,
    }


def current() -> Select[Columns]:
    """The current revisions."""
    return select(articles.c.key, articles.c.sequence, revisions.c.record, _namesake()).join(
        revisions, (revisions.c.article == articles.c.key) & (revisions.c.revision == articles.c.revision)
    )


def recorded() -> Select[Columns]:
    """All revisions, each with the number of its own change."""
    return select(articles.c.key, revisions.c.sequence, revisions.c.record, _namesake()).join(
        revisions, revisions.c.article == articles.c.key
    )


def _namesake() -> Label[bool]:
    earlier = articles.alias("earlier")
    return exists().where(earlier.c.id == articles.c.id, earlier.c.key < articles.c.key).label("namesake")


_some: BindParameter[Any] = bindparam("some", expanding=True)
_KNOWN = select(addresses.c.address, addresses.c.article).where(addresses.c.address.in_(_some))
_ADD = insert(articles)
_ADD_REVISION = insert(revisions)
_ADD_ADDRESS = insert(addresses)
_ADDED = select(articles.c.sequence, articles.c.key).where(
    articles.c.sequence > bindparam("after"), articles.c.sequence <= bindparam("upto")
)
_CHANGE = update(articles).where(articles.c.key == bindparam("this"))
_HERE = (revisions.c.article == bindparam("this")) & (revisions.c.revision == bindparam("which"))
_RECORD = select(revisions.c.record).where(_HERE)
_AMEND = update(revisions).where(_HERE).values(record=bindparam("new"))


def keys_of(connection: Connection, known_as: Sequence[str]) -> dict[str, int]:
    """Those of the addresses under which an article is known, each with its key."""
    found: dict[str, int] = {}
    for some in batches(known_as):
        found.update((row.address, row.article) for row in connection.execute(_KNOWN, {"some": some}))
    return found


def add(connection: Connection, new: Sequence[Article], taken: Collection[str] = ()) -> None:
    """Write articles whose identities are not there, and none of whose addresses is, save for those that are ``taken``."""
    last = next_number(connection, by=len(new))
    first = last - len(new) + 1
    numbered = list(enumerate(new, first))
    connection.execute(
        _ADD, [{"source": each.source, "id": each.id, "sequence": number, **columns_of(each)} for number, each in numbered]
    )
    keys = {row.sequence: row.key for row in connection.execute(_ADDED, {"after": first - 1, "upto": last})}
    keyed = [(keys[number], number, each) for number, each in numbered]
    connection.execute(_ADD_REVISION, [_revision(*each) for each in keyed])
    known_as = [(address, key) for key, _, each in keyed for address in addresses_of(each) if address not in taken]
    if known_as:
        connection.execute(_ADD_ADDRESS, [{"address": address, "article": key} for address, key in known_as])


def revise(connection: Connection, key: int, article: Article) -> None:
    """Write the next revision of an article."""
    sequence = next_number(connection)
    connection.execute(_CHANGE, {"this": key, "sequence": sequence, **columns_of(article)})
    connection.execute(_ADD_REVISION, _revision(key, sequence, article))


def amend(connection: Connection, key: int, revision: int, article: Article) -> None:
    """Enter further addresses of an article into its record: no reader sees a difference, so it is no revision."""
    here = {"this": key, "which": revision}
    old = Article.from_json(connection.execute(_RECORD, here).scalar_one())
    new = old.replace(links=_union(old.links, article.links), other_ids=_union(old.other_ids, article.other_ids))
    if new != old:
        connection.execute(_AMEND, {**here, "new": new.to_json()})


def remember(connection: Connection, key: int, known_as: Sequence[str]) -> None:
    """Have an article known under addresses; one that leads to an article already stays as it is."""
    there = keys_of(connection, known_as)
    new = [{"address": each, "article": key} for each in known_as if each not in there]
    if new:
        connection.execute(_ADD_ADDRESS, new)


def _revision(key: int, sequence: int, article: Article) -> Mapping[str, Any]:
    return {
        "article": key,
        "revision": article.revision,
        "sequence": sequence,
        "digest": article.digest,
        "record": article.to_json(),
    }


def _union(old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*old, *new]))
