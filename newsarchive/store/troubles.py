"""What is wrong with the archive and its sources, and was; and what of it is still to be delivered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, delete, insert, or_, select, update

from newsarchive.notify.trouble import Kept
from newsarchive.store.counters import last_number, next_number
from newsarchive.store.database import Database
from newsarchive.store.moments import moment_of, utc
from newsarchive.store.schema import messages, troubles

_DIGEST = "digest"
"""The counter of seconds since 1970 up to which the week has been summed up."""
_LEASE = timedelta(minutes=10)
"""After which a process that took a message is taken to have died of it."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be told to one address."""

    address: str
    """A digest of it."""
    title: str
    body: str
    written: datetime
    key: int = 0
    tries: int = 0


class TroubleStore:
    """Reads and writes both."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def together(self) -> AbstractContextManager[None]:
        """Have what is read and written within be one transaction: of several processes that look at once, one finds the news."""
        return self._database.together()

    def open_ones(self) -> dict[str, Kept]:
        """The troubles that have no end yet, by subject."""
        query = select(troubles).where(troubles.c.ended.is_(None))
        with self._database.read() as connection:
            return {row.subject: _kept(row) for row in connection.execute(query)}

    def since(self, moment: datetime) -> list[Kept]:
        """The troubles that were told since, or ended since, in the order of their beginning."""
        query = select(troubles).where(or_(troubles.c.told >= utc(moment), troubles.c.ended >= utc(moment)))
        with self._database.read() as connection:
            return [_kept(row) for row in connection.execute(query.order_by(troubles.c.since, troubles.c.key)) if row.told]

    def keep(self, some: Iterable[Kept]) -> None:
        """Keep troubles as they are now; those with the key 0 are new."""
        with self._database.write() as connection:
            for each in some:
                values = {
                    "subject": each.subject,
                    "state": each.state,
                    "words": each.words,
                    "since": utc(each.since),
                    "calm": utc(each.calm),
                    "told": utc(each.told),
                    "ended": utc(each.ended),
                }
                if each.key:
                    connection.execute(update(troubles).where(troubles.c.key == each.key).values(values))
                else:
                    connection.execute(insert(troubles).values(values))

    def digested(self) -> int:
        """Up to when the week has been summed up, in seconds since 1970; 0 where it never was."""
        with self._database.read() as connection:
            return last_number(connection, _DIGEST)

    def digest_until(self, seconds: int) -> None:
        """Remember that it has been summed up until then."""
        with self._database.write() as connection:
            next_number(connection, _DIGEST, seconds - last_number(connection, _DIGEST))

    def write(self, some: Iterable[Message]) -> None:
        """Put messages where they wait to be delivered."""
        with self._database.write() as connection:
            for each in some:
                values = {"address": each.address, "title": each.title, "body": each.body, "written": utc(each.written)}
                connection.execute(insert(messages).values(**values, tries=each.tries))

    def take(self, now: datetime) -> Sequence[Message]:
        """All messages that wait, which are this process's to deliver for some minutes."""
        free = or_(messages.c.taken.is_(None), messages.c.taken < utc(now - _LEASE))
        with self._database.write() as connection:
            rows = connection.execute(select(messages).where(free).order_by(messages.c.key)).all()
            connection.execute(update(messages).where(free).values(taken=utc(now)))
        return [Message(row.address, row.title, row.body, moment_of(row.written), row.key, row.tries) for row in rows]

    def delivered(self, message: Message) -> None:
        """It has arrived, or never will."""
        with self._database.write() as connection:
            connection.execute(delete(messages).where(messages.c.key == message.key))

    def give_back(self, message: Message) -> None:
        """It could not be delivered, and is tried again."""
        with self._database.write() as connection:
            here = messages.c.key == message.key
            connection.execute(update(messages).where(here).values(taken=None, tries=message.tries + 1))


def _kept(row: Row[tuple[object, ...]]) -> Kept:
    moments = {name: moment_of(text) if (text := getattr(row, name)) else None for name in ("calm", "told", "ended")}
    return Kept(row.key, row.subject, row.state, row.words, moment_of(row.since), **moments)
