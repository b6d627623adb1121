"""Obeys robots.txt as RFC 9309 has it, and says which line stood in the way."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured

from newsarchive.fetch.guest import guest_of
from newsarchive.fetch.robots_sites import RobotsSites


class RobotsError(IgnoreRequest):
    """The site does not want it asked for, or cannot say what it wants."""


class RobotsMiddleware:
    """Stands before all others: what is forbidden goes no further."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._guest = guest_of(crawler)
        self._sites = RobotsSites(crawler, self._guest)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass.

        Raises:
            RobotsError: it may not; the message says why.
        """
        if request.meta.get("dont_obey_robotstxt"):
            return
        robots = await self._sites.of(request.url)
        if isinstance(robots, str):
            raise RobotsError(robots)
        patience = self._guest.hosts.politeness.patience.total_seconds()
        refusal = robots.refusal(request.url) or robots.too_slow(patience)
        if refusal:
            raise RobotsError(refusal)
        self._guest.hosts.of(request.url).at_least(robots.delay)
