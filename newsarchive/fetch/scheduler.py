"""Scrapy's scheduler on the frontier: what was found is written down first, and asked for in its turn."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from itertools import count
from typing import Any, Protocol

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler

from newsarchive.fetch.leases import Leases
from newsarchive.frontier import Lease, Target

TARGET = "target"
"""Where in ``Request.meta`` a request says which target it asks for; one that says nothing is not remembered."""
LEASE = "lease"
"""Where in ``Request.meta`` a request has the lease of its target, as long as it is in hand."""


class Asker(Protocol):
    """What the scheduler asks of a spider."""

    leases: Leases | None
    """What it has in hand; None for a spider that remembers nothing."""

    def request_for(self, target: Target) -> Request | None:
        """The request for something that was found in this crawl, or in an earlier one; None when it is of no use any more."""


class Scheduler(BaseScheduler):
    """Hands out the requests of this moment first (lists, redirects), then what the frontier has due, and retries last.

    Nothing is filtered as a duplicate: a spider asks for no address twice, and where two lead to one page, the archive
    recognises it and learns the other address.
    """

    def __init__(self) -> None:
        self._requests: list[tuple[int, int, Request]] = []
        self._number = count()
        self._retries: defaultdict[str, deque[Request]] = defaultdict(deque)
        """By host."""
        self._spider: Asker

    def open(self, spider: Any) -> None:
        """Begin to schedule for a spider."""
        self._spider = spider
        _ = spider.leases  # what earlier crawls left behind is taken up now

    def close(self, reason: str) -> None:
        """Give back what is in hand."""
        if self._spider.leases is not None:
            self._spider.leases.close()

    def has_pending_requests(self) -> bool:
        """Whether there is anything left to ask for."""
        leases = self._spider.leases
        return bool(self._requests) or any(self._retries.values()) or (leases is not None and leases.has_more())

    def enqueue_request(self, request: Request) -> bool:
        """Take a request in."""
        target, lease, leases = request.meta.get(TARGET), lease_of(request), self._spider.leases
        if leases is not None and target is not None and lease is None:
            leases.add(target)
        elif leases is not None and lease is not None and request.priority < 0:
            leases.arrived(lease)
            self._retries[lease.target.host].append(request)
        else:
            heapq.heappush(self._requests, (-request.priority, next(self._number), request))
        return True

    def next_request(self) -> Request | None:
        """The request whose turn it is, if there is one that can go now."""
        if self._requests:
            return heapq.heappop(self._requests)[2]
        return self._lease() or self._retry()

    def _retry(self) -> Request | None:
        leases = self._spider.leases
        for host, requests in self._retries.items():
            if leases is not None and requests and leases.has_seat(host):
                leases.asked_again(requests[0].meta[LEASE])
                return requests.popleft()
        return None

    def _lease(self) -> Request | None:
        leases = self._spider.leases
        while leases is not None and (lease := leases.next()) is not None:
            request = self._spider.request_for(lease.target)
            if request is not None:
                request.meta[LEASE] = lease
                return request
            leases.arrived(lease)
            leases.read(lease)
        return None


def lease_of(request: Request | None) -> Lease | None:
    """The lease that a request, or what it was redirected to, was made for."""
    return request.meta.get(LEASE) if request is not None else None
