"""Pictures of articles had and kept: each asked for once, and what cannot be had costs itself alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import Protocol

from newsarchive.pictures.content import PictureError, read_picture
from newsarchive.pictures.shelf import Shelf, ShelfError
from newsarchive.pictures.shown import illustrated
from newsarchive.store.pictures import Loss, PictureStore

Ask = Callable[[str, str], Awaitable[bytes]]
"""Asks for the picture at an address on behalf of a page; raises :class:`PictureError`, or :class:`AskLaterError`."""

MOST_AGAIN = 1000
"""Pictures that one crawl tries again."""


class AskLaterError(Exception):
    """It is not asked for now, for no fault of its own."""


class Limits(Protocol):
    """What the configuration says of pictures (``PictureChoice``)."""

    @property
    def number(self) -> int:
        """Of one article, at the most."""

    @property
    def least(self) -> int:
        """Pixels of either side."""


class Keeping:
    """Has pictures, for one crawl."""

    def __init__(self, store: PictureStore, shelf: Shelf, limits: Limits, ask: Ask, *, at_once: int, seconds: float) -> None:
        """``at_once``: pictures of one article that are asked for at once; ``seconds``: after which no more are begun."""
        self._store = store
        self._shelf = shelf
        self._limits = limits
        self._ask = ask
        self._at_once = at_once
        self._seconds = seconds
        self._under_way: dict[str, asyncio.Task[str | Loss]] = {}
        self._shut: str | None = None
        """Why nothing can be kept any more in this crawl."""

    async def have(self, page: str, source: str, urls: Collection[str], now: datetime) -> tuple[dict[str, str], dict[str, Loss]]:
        """Have the pictures of a page: address to file of those that are kept now, address to reason of those that are not.

        What is not to be tried again yet is in neither.

        Raises:
            StoreError: the index cannot be used.
            WriteError: the disk for pictures cannot be used.
        """
        waiting = self._store.waiting(page, urls, now)
        wanted = [url for url in urls if url not in waiting]
        kept, lost = await self._all([(url, page) for url in wanted])
        if lost:
            self._store.lost(page, source, lost, now)
        return kept, lost

    async def again(self, sources: Collection[str], now: datetime, known: Callable[[str], bool]) -> tuple[int, int]:
        """Try what could not be had before and is due; how many of how many are kept now.

        ``known``: whether an article of that address is archived. What none shows any more is forgotten.

        Raises:
            StoreError: the index cannot be used.
            WriteError: the disk for pictures cannot be used.
        """
        due = self._store.due(sources, now, MOST_AGAIN)
        self._store.forget([url for url, (page, _) in due.items() if not known(page)])
        wanted = {url: (page, source) for url, (page, source) in due.items() if known(page)}
        kept, lost = await self._all([(url, page) for url, (page, _) in wanted.items()])
        for url, loss in lost.items():
            self._store.lost(*wanted[url], {url: loss}, now)
        return len(kept), len(wanted)

    def is_due(self, sources: Collection[str], now: datetime) -> bool:
        """Whether there is something to be tried again."""
        return bool(self._store.due(sources, now, 1))

    async def _all(self, wanted: Collection[tuple[str, str]]) -> tuple[dict[str, str], dict[str, Loss]]:
        seats = asyncio.Semaphore(self._at_once)
        loop = asyncio.get_running_loop()
        until = loop.time() + self._seconds

        async def one(url: str, page: str) -> str | Loss:
            async with seats:
                if self._shut:
                    return Loss(self._shut, asked=False)
                if loop.time() > until:
                    return Loss("the pictures of its page take too long", asked=False)
                if url not in self._under_way:  # articles that come in together may show the same one
                    self._under_way[url] = asyncio.ensure_future(self._one(url, page))
                try:
                    return await asyncio.shield(self._under_way[url])
                finally:
                    self._under_way.pop(url, None)

        became = await asyncio.gather(*(one(url, page) for url, page in wanted))
        pairs = list(zip((url for url, _ in wanted), became, strict=True))
        return {url: each for url, each in pairs if isinstance(each, str)}, {
            url: each for url, each in pairs if isinstance(each, Loss)
        }

    async def _one(self, url: str, page: str) -> str | Loss:
        """Have one picture on the disk, and then in the index: its file, or why there is none."""
        there = self._store.kept([url]).get(url)
        if there:
            self._store.settle(url, there, illustrated)
            return there
        try:
            content = await self._ask(url, page)
            picture = read_picture(content, self._limits.least)
            await asyncio.to_thread(self._shelf.put, picture.file, content)
        except PictureError as error:
            return Loss(str(error), final=error.final)
        except AskLaterError as error:
            return Loss(str(error), asked=False)
        except ShelfError as error:
            self._shut = str(error)
            return Loss(str(error), asked=False)
        self._store.keep(url, picture.file, len(content), illustrated)
        return picture.file
