"""Articles in the index: found again under any of their addresses, stored whole, one transaction each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, Label, Row, Select, exists, func, insert, select, update

from newsarchive.article import Article
from newsarchive.store.database import Database, batches
from newsarchive.store.schema import addresses, articles, counters, revisions


class Outcome(StrEnum):
    """What storing an article came to."""

    NEW = "new"
    REVISED = "revised"
    KNOWN = "known"
    """It was there already; at most it is known under one more address now."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An article of the index, with where it stands there."""

    key: int
    """The row's number: articles have it in the order in which they came in."""
    sequence: int
    """The number of the last change to it; the greatest of all is the state of the whole index."""
    article: Article
    file_name: str
    """What it is called in file names: its id, with its source where an earlier article has the same id."""


def utc(moment: datetime | None) -> str | None:
    """An aware datetime as the index keeps it: ISO 8601 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def moment_of(text: str) -> datetime:
    """What :func:`utc` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def address_of_id(source: str, article_id: str) -> str:
    """The address under which a source's own id is remembered."""
    return f"id:{source}:{article_id}"


def address_of_url(url: str) -> str:
    """The address under which a URL is remembered."""
    return f"url:{url}"


def addresses_of(article: Article) -> list[str]:
    """Everything the article is known under."""
    ids = (address_of_id(article.source, each) for each in (article.id, *article.other_ids))
    urls = (address_of_url(url) for url in (article.url, *article.links))
    return list(dict.fromkeys([*ids, *urls]))


class ArticleStore:
    """Reads and writes articles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known_ids(self, source: str, ids: list[str]) -> set[str]:
        """Which of a source's ids are archived already."""
        by_address = {address_of_id(source, each): each for each in ids}
        found: set[str] = set()
        with self._database.read() as connection:
            for some in batches(list(by_address)):
                rows = connection.execute(select(addresses.c.address).where(addresses.c.address.in_(some)))
                found.update(by_address[row.address] for row in rows)
        return found

    def fetched(self, urls: list[str]) -> dict[str, datetime]:
        """Those of the addresses under which an article is archived already, each with when it was fetched."""
        by_address = {address_of_url(url): url for url in urls}
        found: dict[str, datetime] = {}
        query = select(addresses.c.address, articles.c.fetched).join(articles, articles.c.key == addresses.c.article)
        with self._database.read() as connection:
            for some in batches(list(by_address)):
                for row in connection.execute(query.where(addresses.c.address.in_(some))):
                    found[by_address[row.address]] = moment_of(row.fetched)
        return found

    def find(self, known_as: list[str]) -> Stored | None:
        """The article known under the first of these addresses that leads to one (see :func:`addresses_of`)."""
        with self._database.read() as connection:
            for address in known_as:
                key = connection.execute(select(addresses.c.article).where(addresses.c.address == address)).scalar()
                if key is not None:
                    return _read_one(connection, _current().where(articles.c.key == key))
        return None

    def same_content(self, article: Article) -> Stored | None:
        """The first article of the same source whose reader would read the same, from a medium that does not differ."""
        query = _current().where(articles.c.source == article.source, articles.c.digest == article.digest)
        if article.publisher is not None:
            query = query.where((articles.c.publisher == article.publisher) | articles.c.publisher.is_(None))
        with self._database.read() as connection:
            return _read_one(connection, query.order_by(articles.c.key).limit(1))

    def put(self, article: Article) -> Outcome:
        """Store an article under its identity (``source`` and ``id``), in one transaction.

        ``revision`` 1 is a new article, a higher one follows upon what is stored; one that is stored already only adds the
        addresses that are new. Whoever calls has decided which of these it is (``pipelines/recognise.py``).
        """
        with self._database.write() as connection:
            row = connection.execute(
                select(articles.c.key, articles.c.revision).where(
                    articles.c.source == article.source, articles.c.id == article.id
                )
            ).first()
            if row is None:
                key = self._insert(connection, article.replace(revision=1))
                outcome = Outcome.NEW
            elif article.revision > row.revision:
                key = row.key
                self._revise(connection, key, article.replace(revision=row.revision + 1))
                outcome = Outcome.REVISED
            else:
                key = row.key
                _amend(connection, key, row.revision, article)
                outcome = Outcome.KNOWN
            _remember(connection, key, addresses_of(article))
        return outcome

    def changed_since(self, sequence: int, upto: int) -> Iterator[Stored]:
        """The articles changed after ``sequence`` and not after ``upto``, in the order of their last change, a few at a time."""
        while True:
            query = (
                _current()
                .where(articles.c.sequence > sequence, articles.c.sequence <= upto)
                .order_by(articles.c.sequence)
                .limit(500)
            )
            with self._database.read() as connection:
                batch = [_stored(row) for row in connection.execute(query)]
            if not batch:
                return
            yield from batch
            sequence = batch[-1].sequence

    def history(self, upto: int) -> Iterator[Stored]:
        """Every revision of every article that was recorded up to ``upto``, in the order in which they were, a few at a time."""
        sequence = 0
        while True:
            query = _recorded().where(revisions.c.sequence > sequence, revisions.c.sequence <= upto)
            with self._database.read() as connection:
                batch = [_stored(row) for row in connection.execute(query.order_by(revisions.c.sequence).limit(500))]
            if not batch:
                return
            yield from batch
            sequence = batch[-1].sequence

    def by_key(self, key: int) -> Stored | None:
        """The article of that row."""
        with self._database.read() as connection:
            return _read_one(connection, _current().where(articles.c.key == key))

    def named(self, name: str) -> list[Stored]:
        """The articles of that name: an id, of whichever source; a source and an id, as in ``finews:NW1``; or a URL."""
        source, _, rest = name.partition(":")
        known_as = [address_of_url(name), address_of_id(source, rest)]
        by_address = select(addresses.c.article).where(addresses.c.address.in_(known_as))
        query = _current().where((articles.c.id == name) | articles.c.key.in_(by_address)).order_by(articles.c.key)
        with self._database.read() as connection:
            return [_stored(row) for row in connection.execute(query)]

    def revisions(self, key: int) -> list[Article]:
        """All that was ever stored of an article, the first revision first."""
        query = select(revisions.c.record).where(revisions.c.article == key).order_by(revisions.c.revision)
        with self._database.read() as connection:
            return [Article.from_json(record) for record in connection.execute(query).scalars()]

    def latest(self, source: str, number: int) -> list[Article]:
        """The articles of a source that were archived last, so many at the most, the last first."""
        query = _current().where(articles.c.source == source).order_by(articles.c.key.desc()).limit(number)
        with self._database.read() as connection:
            return [_stored(row).article for row in connection.execute(query)]

    def newest(self) -> dict[str, datetime]:
        """When the newest article of each source was published; sources of which no date is known are left out."""
        query = (
            select(articles.c.source, func.max(articles.c.published).label("newest"))
            .where(articles.c.published.is_not(None))
            .group_by(articles.c.source)
        )
        with self._database.read() as connection:
            return {row.source: moment_of(row.newest) for row in connection.execute(query)}

    def fetched_since(self, moment: datetime) -> int:
        """How many articles were fetched after that moment, new or revised."""
        query = select(func.count()).select_from(articles).where(articles.c.fetched > utc(moment))
        with self._database.read() as connection:
            return connection.execute(query).scalar() or 0

    def revision_at(self, key: int, sequence: int) -> Article | None:
        """The article as it was when the index stood at ``sequence``."""
        query = (
            select(revisions.c.record)
            .where(revisions.c.article == key, revisions.c.sequence <= sequence)
            .order_by(revisions.c.revision.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            record = connection.execute(query).scalar()
        return Article.from_json(record) if record else None

    def sequence(self) -> int:
        """The state of the index: the number of the last change to any article, or to a group of them."""
        with self._database.read() as connection:
            return connection.execute(select(counters.c.value).where(counters.c.name == "sequence")).scalar() or 0

    def publishers(self) -> list[tuple[str, str | None]]:
        """Every medium with a section it appears in, once each."""
        query = select(articles.c.publisher, articles.c.section).where(articles.c.publisher.is_not(None)).distinct()
        with self._database.read() as connection:
            pairs = [(row.publisher, row.section) for row in connection.execute(query)]
        return sorted(pairs, key=lambda pair: (pair[0], pair[1] or ""))

    def _insert(self, connection: Connection, article: Article) -> int:
        sequence = next_number(connection)
        statement = (
            insert(articles)
            .values(source=article.source, id=article.id, sequence=sequence, **columns_of(article))
            .returning(articles.c.key)
        )
        key = int(connection.execute(statement).scalar_one())
        _add_revision(connection, key, sequence, article)
        return key

    def _revise(self, connection: Connection, key: int, article: Article) -> None:
        sequence = next_number(connection)
        connection.execute(update(articles).where(articles.c.key == key).values(sequence=sequence, **columns_of(article)))
        _add_revision(connection, key, sequence, article)


def columns_of(article: Article) -> dict[str, object]:
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


def _add_revision(connection: Connection, key: int, sequence: int, article: Article) -> None:
    connection.execute(
        insert(revisions).values(
            article=key,
            revision=article.revision,
            sequence=sequence,
            digest=article.digest,
            record=article.to_json(),
        )
    )


def _amend(connection: Connection, key: int, revision: int, article: Article) -> None:
    """Enter further addresses of an article into its record: no reader sees a difference, so it is no revision."""
    here = (revisions.c.article == key) & (revisions.c.revision == revision)
    old = Article.from_json(connection.execute(select(revisions.c.record).where(here)).scalar_one())
    new = old.replace(links=_union(old.links, article.links), other_ids=_union(old.other_ids, article.other_ids))
    if new != old:
        connection.execute(update(revisions).where(here).values(record=new.to_json()))


def _union(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*old, *new]))


def _remember(connection: Connection, key: int, known_as: list[str]) -> None:
    there = set(connection.execute(select(addresses.c.address).where(addresses.c.address.in_(known_as))).scalars())
    new = [{"address": each, "article": key} for each in known_as if each not in there]
    if new:
        connection.execute(insert(addresses), new)


def next_number(connection: Connection, counter: str = "sequence") -> int:
    """The next number of a counter. The row's lock orders the writers, so numbers become visible in their order."""
    statement = update(counters).where(counters.c.name == counter).values(value=counters.c.value + 1)
    value = connection.execute(statement.returning(counters.c.value)).scalar()
    if value is None:
        value = 1
        connection.execute(insert(counters).values(name=counter, value=value))
    return value


_Columns = tuple[int, int, str, bool]


def _current() -> Select[_Columns]:
    """The current revisions, each with whether an earlier article bears the same id."""
    return select(articles.c.key, articles.c.sequence, revisions.c.record, _namesake()).join(
        revisions, (revisions.c.article == articles.c.key) & (revisions.c.revision == articles.c.revision)
    )


def _recorded() -> Select[_Columns]:
    """All revisions, each with the number of its own change."""
    return select(articles.c.key, revisions.c.sequence, revisions.c.record, _namesake()).join(
        revisions, revisions.c.article == articles.c.key
    )


def _namesake() -> Label[bool]:
    earlier = articles.alias("earlier")
    return exists().where(earlier.c.id == articles.c.id, earlier.c.key < articles.c.key).label("namesake")


def _read_one(connection: Connection, query: Select[_Columns]) -> Stored | None:
    row = connection.execute(query).first()
    return _stored(row) if row else None


def _stored(row: Row[_Columns]) -> Stored:
    article = Article.from_json(row.record)
    return Stored(row.key, row.sequence, article, f"{article.id}-{article.source}" if row.namesake else article.id)
