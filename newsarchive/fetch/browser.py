"""A browser that runs the scripts of a page and never goes out by itself: whoever opens a page answers what it asks for.

So what holds for every request of a crawl holds for those of scripts too, and the browser needs no guard of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import os
import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest

from newsarchive.yamlfile import ConfigError

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import BrowserContext, Frame, Playwright, Request, Route

EXECUTABLE = "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ASKED_FOR = frozenset(("script", "fetch", "xhr"))
"""What can bring an article. Pictures, films, fonts, styles, frames and beacons cannot."""
_PAGES = 2
"""Pages open at once: each takes a few hundred megabytes."""
_QUIET = 0.5
"""Seconds without anything under way after which a page is taken for complete."""
_NOWHERE = "http://127.0.0.1:9"
"""The port at which nothing listens. The browser's own connections would go there."""


class RenderError(IgnoreRequest):
    """A page that could not be rendered; the message says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a script asks for."""

    url: str
    method: str
    headers: Mapping[str, str]
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What it is given."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Answer = Callable[[Asked], Awaitable[Answered | None]]
"""Answers a script; None for no. Whatever it raises ends the page."""


def executable() -> str:
    """The browser's path.

    Raises:
        ConfigError: the extra is not installed, or there is no browser; the message says how to get it.
    """
    if importlib.util.find_spec("playwright") is None:
        raise ConfigError("`render` needs the extra of that name: pip install 'newsarchive[render]'")
    named = os.environ.get(EXECUTABLE)
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        why = f"there is none at {named}, which {EXECUTABLE} names" if named else "none is installed"
        raise ConfigError(f"`render` needs Chromium, and {why} (Debian: apt-get install chromium)")
    return found


class Browser:
    """Chromium, started for the first page that is rendered, and closed by the last of those who use it."""

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._chromium: Chromium | None = None
        self._users: set[object] = set()
        self._starting = asyncio.Lock()
        self._seats = asyncio.Semaphore(_PAGES)

    async def render(self, user: object, url: str, page: Answered, answer: Answer, *, seconds: float, most: int) -> bytes:
        """The page as it is when its scripts have done their work, in UTF-8.

        Args:
            user: who asks, and will :meth:`leave`.
            url: where the page was found.
            page: what was found there.
            answer: answers what its scripts ask for.
            seconds: the longest time that all of this may take.
            most: bytes that the scripts may be given, and that the page may have in the end.

        Raises:
            RenderError: there is no such page; the message says why.
        """
        from playwright.async_api import Error  # noqa: PLC0415  # of the extra

        async with self._seats:
            self._users.add(user)
            try:
                async with asyncio.timeout(seconds):
                    return await _Visit(url, page, answer, most).render(await self._started())
            except TimeoutError:
                raise RenderError("the page's scripts did not come to rest in time (`politeness.time_limit`)") from None
            except Error as error:
                raise RenderError(f"the browser failed: {error.message.splitlines()[0][:300]}") from error

    async def leave(self, user: object) -> None:
        """Close the browser, if nobody else uses it."""
        self._users.discard(user)
        if self._users or self._playwright is None:
            return
        chromium, playwright = self._chromium, self._playwright
        self._chromium = self._playwright = None
        if chromium:
            await chromium.close()
        await playwright.stop()

    async def _started(self) -> Chromium:
        from playwright.async_api import async_playwright  # noqa: PLC0415  # of the extra

        async with self._starting:
            if self._playwright is None:
                self._playwright = await async_playwright().start()
            if self._chromium is None or not self._chromium.is_connected():
                self._chromium = await self._playwright.chromium.launch(
                    executable_path=executable(),
                    chromium_sandbox=os.geteuid() != 0,  # Chromium has no sandbox for root
                    proxy={"server": _NOWHERE, "bypass": "<-loopback>"},
                    handle_sigint=False,  # Ctrl-C stops the crawl, which closes the browser
                )
            return self._chromium


class _Visit:
    """One page being rendered."""

    def __init__(self, url: str, page: Answered, answer: Answer, most: int) -> None:
        self._url = url
        self._page: Answered | None = page
        """Until the browser has been given it."""
        self._answer = answer
        self._most = self._room = most
        self._main: Frame | None = None
        self._under_way = 0
        self._asked = 0
        self._failure: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        """Ends the visit as soon as something is known to be missing."""

    async def render(self, chromium: Chromium) -> bytes:
        """The page in the end."""
        context = await chromium.new_context(service_workers="block", accept_downloads=False)
        work = asyncio.ensure_future(self._work(context))
        try:
            ended, _ = await asyncio.wait((work, self._failure), return_when=asyncio.FIRST_COMPLETED)
            return self._failure.result() if self._failure in ended else work.result()
        finally:
            for each in (work, self._failure):
                each.cancel()
            await asyncio.gather(work, self._failure, return_exceptions=True)
            await context.close()

    async def _work(self, context: BrowserContext) -> bytes:
        await context.route("**/*", self._route)
        await context.route_web_socket("**/*", lambda socket: socket.close())
        page = await context.new_page()
        self._main = page.main_frame
        await page.goto(self._url, timeout=0)  # the time of the whole visit is limited
        seen = -1
        while self._under_way or seen != self._asked:
            seen = self._asked
            await asyncio.sleep(_QUIET)
        html = (await page.content()).encode("utf-8", "replace")
        self._take(len(html), self._most)
        return html

    async def _route(self, route: Route) -> None:
        """Answer a request of the browser, in the place of the network."""
        from playwright.async_api import Error  # noqa: PLC0415  # of the extra

        answered: Answered | None = None
        self._under_way += 1
        self._asked += 1
        try:
            if self._page and route.request.is_navigation_request():
                answered, self._page = self._page, None
            elif route.request.is_navigation_request():
                self._check_stays(route.request)
            elif route.request.resource_type in _ASKED_FOR:
                answered = await self._answer(_asked(route))
                self._room = self._take(len(answered.body) if answered else 0, self._room)
        except Exception as error:  # noqa: BLE001  # whatever it is, the page is not what it should be without this
            if not self._failure.done():
                self._failure.set_exception(error)
        finally:
            self._under_way -= 1
        with contextlib.suppress(Error):  # the visit is over
            if answered is None:
                await route.abort()
            else:
                await route.fulfill(status=answered.status, headers=dict(answered.headers), body=answered.body)

    def _check_stays(self, request: Request) -> None:
        """Frames and windows stay empty; but the page itself is to stay what it is."""
        from playwright.async_api import Error  # noqa: PLC0415  # of the extra

        with contextlib.suppress(Error):  # a new window has no frame yet
            if request.frame == self._main:
                raise RenderError(f"the page's scripts lead away, to {request.url[:300]}")

    def _take(self, size: int, room: int) -> int:
        if size > room:
            raise RenderError("the page and what its scripts ask for are larger than `politeness.max_size` allows")
        return room - size


def _asked(route: Route) -> Asked:
    request = route.request
    return Asked(request.url, request.method, request.headers, request.post_data_buffer)
