"""Whether addresses may be asked for, and which rule decides: nothing is asked for but their robots.txt."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from scrapy import Spider
from scrapy.exceptions import IgnoreRequest

from newsarchive.config.politeness import Politeness
from newsarchive.fetch.guest import Guest
from newsarchive.fetch.once import visit
from newsarchive.fetch.robots import Robots
from newsarchive.fetch.robots_sites import RobotsSites


@dataclass(frozen=True, slots=True)
class Permission:
    """What stands for or against asking for one address."""

    url: str
    allowed: bool
    why: str
    """The rule that decides, in words."""
    delay: float = 0.0
    """Seconds between two requests to the host."""
    delay_why: str = ""


def permissions(urls: Sequence[str], guest: Guest) -> list[Permission]:
    """What may be asked for, in the order of ``urls``.

    Can be called once in a process, as Scrapy's reactor starts only once.
    """
    found: list[Permission] = []
    visit(_Asker, guest, urls=urls, found=found)
    return found


class _Asker(Spider):
    name = "permission"
    leases = None  # nothing is remembered

    def __init__(self, urls: Sequence[str], found: list[Permission], guest: Guest, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.guest = guest
        self._urls = urls
        self._found = found

    async def start(self) -> AsyncIterator[Any]:
        sites = RobotsSites(self.crawler, self.guest)
        for url in self._urls:
            self._found.append(await self._permission(url, sites))
        return
        yield

    async def _permission(self, url: str, sites: RobotsSites) -> Permission:
        politeness = self.guest.hosts.politeness
        if not url.startswith(("http://", "https://")):
            return Permission(url, False, "Refused: it is no web address: those begin with http:// or https://")
        if not politeness.robots:
            why = "Allowed: `politeness.robots` is off, so that robots.txt is not asked for"
            return Permission(url, True, why, *_own_pace(politeness))
        try:
            robots = await sites.of(url)
        except IgnoreRequest as error:  # the host itself is out of bounds
            return Permission(url, False, f"Refused: {error}")
        return Permission(url, False, f"Refused: {robots}") if isinstance(robots, str) else _by_rules(url, robots, politeness)


def _by_rules(url: str, robots: Robots, politeness: Politeness) -> Permission:
    verdict = robots.verdict(url)
    words = f"{verdict}, in the group for `{verdict.group}`" if verdict.rule else str(verdict)
    too_slow = robots.too_slow(politeness.patience.total_seconds())
    if not verdict.allowed or too_slow:
        return Permission(url, False, f"Refused: {too_slow}" if verdict.allowed else words)
    asked = (robots.delay, "robots.txt asks for it")
    return Permission(url, True, words, *max(_own_pace(politeness), asked, key=lambda each: each[0]))


def _own_pace(politeness: Politeness) -> tuple[float, str]:
    return politeness.delay.total_seconds(), "`politeness.delay`"
