"""What a spider has in hand: handed out host by host, and settled when all that came of it is archived or reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from newsarchive.frontier import Frontier, Lease, Target, Verdict

_AT_ONCE = 64
"""Targets that are leased together: a transaction for each would cost more than the rest of the bookkeeping."""
_TOGETHER = 1000
"""Targets that are written down together, where a list names more of them than that."""
_UNSETTLED = 32
"""Verdicts that are written together. After a kill, so many articles are looked at once more, and found to be archived."""


@dataclass(slots=True)
class _InHand:
    lease: Lease
    articles: int = 0
    """Those that it led to, and that are still in the pipelines."""
    read: bool = False
    """All that it led to is known."""
    failed: bool = False
    left: bool = False
    again: datetime | None = None


class Leases:
    """The leases of one spider."""

    def __init__(self, frontier: Frontier, seats: int) -> None:
        """``seats``: how many targets of one host may be under way at once."""
        self._frontier = frontier
        self._seats = seats
        self._added: list[Target] = []
        self._waiting: list[Lease] = []
        self._under_way: Counter[str] = Counter()
        self._in_hand: dict[str, _InHand] = {}
        self._verdicts: list[Verdict] = []
        self._held = False
        self._left_to: set[str] | None = None
        """The hosts that all belongs to that has been found and is not handed out; None where that is not known."""

    def add(self, target: Target) -> None:
        """Something was found. It is written down before it is asked for, and before what named it is done with."""
        self._added.append(target)
        if self._left_to is not None:
            self._left_to.add(target.host)
        if len(self._added) >= _TOGETHER:
            self._write_added()

    def hold(self) -> None:
        """Hand out nothing until :meth:`release`: the lists of a source go before what earlier crawls have left over."""
        self._held = True

    def release(self) -> None:
        """Hand out what there is."""
        self._held = False

    def next(self) -> Lease | None:
        """The next one, for whose host there is a seat; None where there is none at present."""
        if self._held:
            return None
        lease = self._take_waiting() or self._take_more()
        if lease is not None:
            self._under_way[lease.target.host] += 1
            self._in_hand[lease.target.address] = _InHand(lease)
        return lease

    def has_more(self) -> bool:
        """Whether there may be something that can be asked for as soon as there is a seat."""
        return bool(self._added or self._waiting or self._may_be_more())

    def arrived(self, lease: Lease) -> None:
        """An answer is there, or the reason why there is none: another one may go."""
        self._under_way[lease.target.host] -= 1

    def has_seat(self, host: str) -> bool:
        """Whether one more target of the host may be under way."""
        return self._under_way[host] < self._seats

    def asked_again(self, lease: Lease) -> None:
        """It is under way once more."""
        self._under_way[lease.target.host] += 1

    def led_to_an_article(self, lease: Lease) -> None:
        """An article came of it, and is on its way through the pipelines."""
        self._in_hand[lease.target.address].articles += 1

    def article_settled(self, lease: Lease, again: datetime | None = None) -> None:
        """That article is stored, or reported; it is to be looked at ``again``."""
        in_hand = self._in_hand[lease.target.address]
        in_hand.articles -= 1
        in_hand.again = again
        self._settle_if_done(in_hand)

    def read(self, lease: Lease) -> None:
        """All that came of it is known."""
        in_hand = self._in_hand[lease.target.address]
        in_hand.read = True
        self._settle_if_done(in_hand)

    def failed(self, address: str) -> bool:
        """What is called so has failed and is to be tried again; whether it is in hand at all."""
        if address not in self._in_hand:
            return False
        self._in_hand[address].failed = True
        return True

    def left(self, address: str) -> bool:
        """What is called so could not be had, for no fault of its own: the next crawl has it. Whether it is in hand at all."""
        if address not in self._in_hand:
            return False
        self._in_hand[address].left = True
        return True

    def lease_of(self, address: str) -> Lease | None:
        """The lease of what is called so, if it is in hand."""
        return self._in_hand[address].lease if address in self._in_hand else None

    def holds(self, address: str) -> bool:
        """Whether what is called so is in hand."""
        return address in self._in_hand

    def close(self) -> None:
        """Write down what has been settled, and give the rest back."""
        self._write_verdicts()
        self._frontier.close()

    def _take_waiting(self) -> Lease | None:
        for place, lease in enumerate(self._waiting):
            if self.has_seat(lease.target.host):
                del self._waiting[place]
                return lease
        return None

    def _take_more(self) -> Lease | None:
        """One of what the frontier has for hosts of which nothing waits here; some more wait from then on."""
        if not self._may_be_more():
            return None
        self._write_added()
        busy = self._busy()
        found = self._frontier.lease(_AT_ONCE, busy)
        self._left_to = None if found else busy
        self._waiting += found
        return self._take_waiting()

    def _may_be_more(self) -> bool:
        """Whether asking the frontier makes sense."""
        return self._left_to is None or not self._left_to <= self._busy()

    def _busy(self) -> set[str]:
        waiting = {lease.target.host for lease in self._waiting}
        return waiting | {host for host, number in self._under_way.items() if number >= self._seats}

    def _settle_if_done(self, in_hand: _InHand) -> None:
        if not in_hand.read or in_hand.articles:
            return
        del self._in_hand[in_hand.lease.target.address]
        if in_hand.left:  # given back when all is closed
            return
        self._verdicts.append(Verdict(in_hand.lease, in_hand.failed, in_hand.again))
        if len(self._verdicts) >= _UNSETTLED:
            self._write_verdicts()

    def _write_added(self) -> None:
        if self._added:
            self._frontier.add(self._added)
            self._added.clear()

    def _write_verdicts(self) -> None:
        self._write_added()  # what a list named, before the list is done with
        self._frontier.settle(self._verdicts)
        self._verdicts.clear()
