"""The keeper told, at the end of a run: what broke, what is well again, and the week. It never fails a run."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from newsarchive.archive import Archive
from newsarchive.config.notify import NotifyChoice
from newsarchive.notify.changes import changes
from newsarchive.notify.delivery import Address, DeliveryError, addresses, deliver
from newsarchive.notify.mark import Mark
from newsarchive.notify.trouble import ARCHIVE, Kept, Trouble
from newsarchive.notify.week import sum_up
from newsarchive.notify.wording import notice
from newsarchive.place import STATE
from newsarchive.store.database import StoreError
from newsarchive.store.troubles import Message
from newsarchive.yamlfile import ConfigError

_GIVEN_UP = timedelta(days=7)
"""After which what could not be delivered is of no use any more."""
_LOG = logging.getLogger(__name__)


class Teller:
    """Tells the keeper of one archive."""

    def __init__(self, archive: Archive, choice: NotifyChoice, environment: Mapping[str, str] = os.environ) -> None:
        self._archive = archive
        self._choice = choice
        self._environment = environment
        self._addresses = addresses(choice.to)
        self._mark = Mark(archive.folder / STATE)
        self._troubles = archive.index.troubles
        self.failures: list[str] = []
        """Why something could not be delivered."""

    def tell(self, wrong: Sequence[Trouble], looked_at: Iterable[str], now: datetime) -> int:
        """Look at what is wrong now, and tell what is news; how many messages arrived.

        ``looked_at``: all subjects of which it is known how they are.
        """
        try:
            self._note(wrong, set(looked_at), now)
            return self._deliver_all(now)
        except (StoreError, OSError) as error:
            return self._tell_without_index(wrong, str(error), now)

    def test(self, now: datetime) -> int:
        """Send a message to every address; how many arrived."""
        title = f"[{self._archive.folder.name}] a test"
        body = "This archive can tell you when something is wrong with it. Nothing is, as far as this message goes."
        return sum(self._send(Message(each.mark, title, body, now), each) for each in self._addresses)

    def _note(self, wrong: Sequence[Trouble], looked_at: set[str], now: datetime) -> None:
        """Write down what is new, and what is to be told of it, in one transaction."""
        zone, name = self._archive.config.timezone, self._archive.folder.name
        with self._troubles.together():
            open_ones = self._troubles.open_ones()
            if self._mark.said() and ARCHIVE not in open_ones:
                words = self._mark.said()
                self._troubles.keep([Kept(0, ARCHIVE, "broken", words, now, told=now)])
                open_ones = self._troubles.open_ones()
            changed = changes(open_ones, wrong, looked_at, now, self._choice.calm)
            self._troubles.keep(changed.keep)
            if changed.broken or changed.healed:
                self._write(*notice(name, changed, zone), now)
            if self._choice.digest:
                due = int(self._choice.digest.last(now.astimezone(zone)).timestamp())
                before = self._troubles.digested()
                if due > before:
                    self._troubles.digest_until(due)
                if before and due > before:
                    self._write(*sum_up(self._archive, now), now)
        self._mark.clear()
        self._mark.prepare()

    def _write(self, title: str, body: str, now: datetime) -> None:
        self._troubles.write(Message(each.mark, title, body, now) for each in self._addresses)

    def _deliver_all(self, now: datetime) -> int:
        by_mark = {each.mark: each for each in self._addresses}
        arrived = 0
        for message in self._troubles.take(now):
            address = by_mark.get(message.address)
            if address is None or now - message.written > _GIVEN_UP:
                why = "its address is not configured any more" if address is None else "it could not be delivered for a week"
                _LOG.warning("notify: %r is given up: %s", message.title, why)
                self._troubles.delivered(message)
            elif self._send(message, address):
                self._troubles.delivered(message)
                arrived += 1
            else:
                self._troubles.give_back(message)
        return arrived

    def _send(self, message: Message, address: Address) -> bool:
        try:
            deliver(message, address, self._environment)
        except (DeliveryError, ConfigError) as error:
            self.failures.append(str(error))
            _LOG.warning("notify: not delivered: %s; it is tried again at the end of the next run", error)
            return False
        _LOG.info("notify: told %s: %s", address.shown, message.title)
        return True

    def _tell_without_index(self, wrong: Sequence[Trouble], why: str, now: datetime) -> int:
        """Tell that the archive is broken, once, where nothing of it can be kept in the index."""
        words = next((each.words for each in wrong if each.subject == ARCHIVE), why)
        if self._mark.said() or not self._mark.say(words):
            _LOG.warning("notify: the index cannot be used, so nothing more is told: %s", why)
            return 0
        trouble = Kept(0, ARCHIVE, "broken", words, now, told=now)
        found = replace(changes({}, (), (), now, self._choice.calm), broken=[trouble])
        message = Message("", *notice(self._archive.folder.name, found, self._archive.config.timezone), now)
        arrived = sum(self._send(replace(message, address=each.mark), each) for each in self._addresses)
        if not arrived:
            self._mark.clear()
        return arrived
