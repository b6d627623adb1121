"""The robots.txt of every site of a visit: asked for once a day, remembered, and never guessed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from newsarchive.fetch.guard import InsideError
from newsarchive.fetch.guest import Guest
from newsarchive.fetch.hosts import HostOffError, LeftError
from newsarchive.fetch.reasons import answer, reason
from newsarchive.fetch.robots import MOST_BYTES, Robots

FRESH = timedelta(hours=24)
"""RFC 9309: a copy should not be used for longer."""


class RobotsSites:
    """Asks each site once, however many requests wait for the answer."""

    def __init__(self, crawler: Crawler, guest: Guest) -> None:
        self._crawler = crawler
        self._guest = guest
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._sites: dict[str, asyncio.Task[Robots | str]] = {}
        """Of each site: what its robots.txt says, or why nobody knows."""

    async def of(self, url: str) -> Robots | str:
        """What the robots.txt says that is in force for ``url``; or why nobody knows, and so nothing may be asked for."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        if site not in self._sites:
            self._sites[site] = asyncio.ensure_future(self._read(site))
        try:
            return await self._sites[site]
        except IgnoreRequest:  # a switch that was off, an interrupted crawl: that is no answer for later requests
            self._sites.pop(site, None)
            raise

    async def _read(self, site: str) -> Robots | str:
        """From memory while it is fresh, else from the site; from memory, however old, where the site cannot say."""
        now = datetime.now(UTC)
        remembered, fetched = self._guest.robots.get(site) or (None, now)
        if remembered is not None and now - fetched < FRESH:
            return Robots(remembered, self._agent)
        found = await self._ask(site)
        if isinstance(found, Response):
            text = found.body[:MOST_BYTES].decode("utf-8-sig", "replace") if found.status < 300 else ""
            self._guest.robots.put(site, text, now)
            return Robots(text, self._agent)
        if remembered is not None:
            return Robots(remembered, self._agent)
        return f"{found}, asked for its robots.txt; as long as nobody knows what it says, nothing is asked for"

    async def _ask(self, site: str) -> Response | str:
        """The answer, if it is one in the sense of RFC 9309 (what does not exist forbids nothing), else why there is none.

        A site that answers 429 does not say that it has no rules, but that it has no time: it counts as one that cannot be
        reached, as 5xx does, and as it does for others (https://developers.google.com/search/blog/2023/02/dont-404-my-yum).
        """
        meta = {"dont_obey_robotstxt": True}
        request = Request(f"{site}/robots.txt", meta=meta, callback=NO_CALLBACK)
        engine: Any = self._crawler.engine
        try:
            response: Response = await engine.download_async(request)
        except Exception as error:  # whatever it is, Scrapy's or the system's: it is the reason why nothing can be asked for
            if isinstance(error, IgnoreRequest) and "max redirections" in str(error):  # RFC 9309: as if there were none
                return Response(request.url, status=404)
            if isinstance(error, (HostOffError, InsideError, LeftError)):
                raise
            return reason(error)
        return answer(response.status) if response.status >= 500 or response.status == 429 else response
