"""The frontier in the index: what was found is written down before it is asked for."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, func, insert, select, update

from newsarchive.frontier import MOST_TRIES, Frontier, Lease, Target, Verdict, next_try
from newsarchive.store.database import Database, batches
from newsarchive.store.moments import moment_of, utc
from newsarchive.store.schema import frontier
from newsarchive.store.worker import Worker

NEVER = "9999-12-31T23:59:59Z"
"""When a target is due that has been given up."""


# Made once: every page needs them, and to build one takes longer than to run it.
_THOSE: BindParameter[Any] = bindparam("those", expanding=True)
_BUSY: BindParameter[Any] = bindparam("busy", expanding=True)
_LEASE = update(frontier).where(frontier.c.key.in_(_THOSE)).values(lease=bindparam("worker"))
_DONE = delete(frontier).where(frontier.c.key == bindparam("this"))
_LATER = (
    update(frontier)
    .where(frontier.c.key == bindparam("this"))
    .values(
        tries=bindparam("tries"),
        due=bindparam("due"),
        lease=None,
        details=func.coalesce(bindparam("details"), frontier.c.details),
    )
)


class FrontierStore:
    """The frontiers of all sources."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, source: str, worker: Worker, now: datetime, *, own: bool = False, retry: bool = False) -> Frontier:
        """The frontier of a source, from which this worker takes what is due ``now``.

        What dead workers had in hand is free again. ``own``: nothing but what this worker adds, though it may have been there
        before. ``retry``: what has failed is due at once, unless it has been given up.
        """
        return _SourceFrontier(self._database, source, worker, now, own=own, retry=retry)

    def retry(self, address: str, now: datetime) -> bool:
        """Have a target tried again by the next crawl, whatever has become of it; whether there is one of that address."""
        here = frontier.c.address == address
        with self._database.write() as connection:
            return connection.execute(update(frontier).where(here).values(tries=0, due=utc(now))).rowcount > 0

    def forget(self, addresses: list[str]) -> None:
        """Take targets out, whatever has become of them."""
        with self._database.write() as connection:
            for some in batches(addresses):
                connection.execute(delete(frontier).where(frontier.c.address.in_(some)))

    def state_of(self, source: str, address: str) -> tuple[int, datetime | None] | None:
        """Crawls that have failed on a target, and when it is due: None where it has been given up. None where there is none."""
        query = select(frontier.c.tries, frontier.c.due).where(frontier.c.source == source, frontier.c.address == address)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return (row.tries, moment_of(row.due) if row.due < NEVER else None) if row else None

    def waiting(self) -> dict[str, int]:
        """Source to number of targets that are to be asked for, at once or later."""
        query = select(frontier.c.source, func.count().label("number")).where(frontier.c.due < NEVER).group_by(frontier.c.source)
        with self._database.read() as connection:
            return {row.source: row.number for row in connection.execute(query)}


class _SourceFrontier:
    """See :class:`newsarchive.frontier.Frontier`."""

    def __init__(self, database: Database, source: str, worker: Worker, now: datetime, *, own: bool, retry: bool) -> None:
        self._database = database
        self._source = source
        self._worker = worker
        self._now = now
        self._here = frontier.c.source == source
        self._due = _due(source, own=worker.name if own else None)
        self._left_behind: set[int] = set()
        self._reclaim()
        if retry:
            self._make_failed_due()

    def add(self, targets: Iterable[Target]) -> None:
        by_address = {target.address: target for target in targets}
        if not by_address:
            return
        with self._database.write() as connection:
            there = dict(_rows(connection, self._source, by_address))
            for address, row in there.items():
                values: dict[str, Any] = {"asker": self._worker.name, "details": _merged(row.details, by_address[address])}
                if not row.tries and row.lease is None:
                    values["due"] = utc(self._now)
                connection.execute(update(frontier).where(frontier.c.key == row.key).values(values))
            new = [self._row(target) for address, target in by_address.items() if address not in there]
            if new:
                connection.execute(insert(frontier), new)

    def lease(self, number: int, busy: Collection[str] = ()) -> list[Lease]:
        due = {"now": utc(self._now), "busy": list(busy)}
        with self._database.read() as connection:  # nobody is kept waiting where there is nothing
            if connection.execute(self._due, {**due, "most": 1}).first() is None:
                return []
        with self._database.write() as connection:
            rows = connection.execute(self._due, {**due, "most": number}).all()
            connection.execute(_LEASE, {"those": [row.key for row in rows], "worker": self._worker.name})
        return [Lease(row.key, _target(row), row.tries, row.key in self._left_behind) for row in rows]

    def settle(self, verdicts: Iterable[Verdict]) -> None:
        done: list[dict[str, Any]] = []
        later: list[dict[str, Any]] = []
        for verdict in verdicts:
            if verdict.failed:
                tries = verdict.lease.tries + 1
                due = next_try(tries, self._now)
                later.append({"this": verdict.lease.key, "tries": tries, "due": utc(due) or NEVER, "details": None})
            elif verdict.again:
                details = _json(verdict.lease.target.details, ())
                later.append({"this": verdict.lease.key, "tries": 0, "due": utc(verdict.again), "details": details})
            else:
                done.append({"this": verdict.lease.key})
        if not done and not later:
            return
        with self._database.write() as connection:
            if done:
                connection.execute(_DONE, done)
            if later:
                connection.execute(_LATER, later)

    def close(self) -> None:
        mine = self._here & (frontier.c.lease == self._worker.name)
        self._update_any(mine, {"lease": None})

    def _reclaim(self) -> None:
        query = select(frontier.c.lease).where(self._here, frontier.c.lease.is_not(None)).distinct()
        with self._database.read() as connection:
            holders = list(connection.execute(query).scalars())
        for holder in holders:
            if not self._worker.is_alive(holder):
                held = self._here & (frontier.c.lease == holder)
                with self._database.read() as connection:
                    self._left_behind.update(connection.execute(select(frontier.c.key).where(held)).scalars())
                self._update_any(held, {"lease": None})

    def _make_failed_due(self) -> None:
        failed = self._here & (frontier.c.tries > 0) & (frontier.c.tries < MOST_TRIES) & (frontier.c.due > utc(self._now))
        self._update_any(failed, {"due": utc(self._now)})

    def _update_any(self, here: Any, values: Mapping[str, Any]) -> None:
        """Change the rows that are ``here``; nearly always there are none, and then nothing need be locked."""
        with self._database.read() as connection:
            if connection.execute(select(frontier.c.key).where(here).limit(1)).first() is None:
                return
        with self._database.write() as connection:
            connection.execute(update(frontier).where(here).values(values))

    def _row(self, target: Target) -> dict[str, Any]:
        return {
            "source": self._source,
            "kind": target.kind,
            "address": target.address,
            "host": target.host,
            "priority": target.priority,
            "details": _json(target.details, target.said),
            "tries": 0,
            "due": utc(self._now),
            "asker": self._worker.name,
        }


def _due(source: str, *, own: str | None) -> Select[Any]:
    """What can be handed out of a source: of what one worker added, or of all. Made once, as above."""
    here = [frontier.c.source == source, *([frontier.c.asker == own] if own else [])]
    free = (frontier.c.lease.is_(None), frontier.c.due <= bindparam("now"), frontier.c.host.not_in(_BUSY))
    turn = (frontier.c.priority.desc(), frontier.c.key)
    return select(frontier).where(*here, *free).order_by(*turn).limit(bindparam("most"))


def _rows(connection: Connection, source: str, addresses: Iterable[str]) -> Iterator[tuple[str, Any]]:
    for some in batches(list(addresses)):
        query = select(frontier).where(frontier.c.source == source, frontier.c.address.in_(some))
        yield from ((row.address, row) for row in connection.execute(query))


def _json(details: Mapping[str, Any], said: Iterable[Any]) -> str:
    return json.dumps({"details": details, "said": list(said)}, ensure_ascii=False)


def _merged(stored: str, target: Target) -> str:
    """The details of today, with all that lists have said so far."""
    before = json.loads(stored)["said"]
    return _json(target.details, [*before, *(each for each in target.said if each not in before)])


def _target(row: Any) -> Target:
    kept = json.loads(row.details)
    return Target(row.kind, row.address, row.host, row.priority, kept["details"], tuple(kept["said"]))
