"""Pages that were captured before, read again from WARC files: no network, today's extraction, the site rules of their day."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsarchive.article import Article
from newsarchive.capture.coding import CodingError
from newsarchive.capture.warcfile import Capture, Unreadable, captures_in, warc_files
from newsarchive.extract.json_article import checked_id
from newsarchive.extract.json_fields import ShapeError
from newsarchive.extract.lists.web_address import web_address
from newsarchive.fetch.reasons import answer
from newsarchive.links import ShareLink, recognise
from newsarchive.sources import JsonSource, Source

from .joined import PartError
from .json_articles import JsonArticleSpider

_PAGES = ("text/html", "application/xhtml+xml")
_OK = 200
_EXAMPLES = 3
"""Addresses that are named of those that were passed over for one reason."""


class CaptureSpider(JsonArticleSpider):
    """Reads WARC and WACZ files, the archive's own and others', the oldest first."""

    name = "capture"
    asks_for_pictures = False

    def __init__(self, files: Iterable[Path | str] | str = (), **arguments: Any) -> None:
        super().__init__(**arguments)
        self._files = [Path(each) for each in (files.split() if isinstance(files, str) else files)]
        self._most = self.run.archive.config.politeness.max_size
        self._sources = {source.name: source for source in self.run.archive.known_sources()}
        self._overridden = {name: choice.hosts for name, choice in self.run.archive.config.sources.items()}
        self._payloads: dict[str, tuple[Path, str, int]] = {}
        """Payload digest to file, name in it, and offset, for those that only say that they repeat another."""
        self._passed_over: dict[str, list[str]] = {}
        """Reason to addresses."""
        self._joined: set[str] = set()
        """Further pages of articles that have been read with them."""

    @property
    def source_name(self) -> str:
        """What is read is booked under the spider's own name."""
        return self.name

    async def start(self) -> AsyncIterator[Any]:
        """Every article there is in the files."""
        for path in sorted(self._files, key=self._begins):
            async for item in self._articles(path):
                yield item

    def no_article(self, response: Response, why: str) -> None:
        """Of our own captures each was an article, once. Others hold a whole site, and most of it is none."""
        if response.meta["own"]:
            super().no_article(response, why)
        else:
            self._pass_over(response.url, why)

    def _begins(self, path: Path) -> datetime:
        """The date of the first capture in a file: of one page, what is older must be read first."""
        try:
            with warc_files(path) as files:
                dates = (found.date for _, file in files for found in captures_in(file, self._most) if isinstance(found, Capture))
                return next(dates, datetime.max.replace(tzinfo=UTC))
        except (OSError, ValueError):  # said when it is read
            return datetime.max.replace(tzinfo=UTC)

    async def _articles(self, path: Path) -> AsyncIterator[Article]:
        try:
            with warc_files(path) as files:
                for name, file in files:
                    for found in captures_in(file, self._most):
                        if isinstance(found, Unreadable):
                            self.failed(found.url or f"{path} {name} at {found.offset}", "capture", found.reason)
                        else:
                            async for item in self._read(found, path, name):
                                yield item
        except (OSError, ValueError) as error:
            self.failed(str(path), "capture", str(error))

    async def _read(self, capture: Capture, path: Path, name: str) -> AsyncIterator[Article]:
        """The article that a capture shows; or why there is none."""
        if capture.kind == "revisit":
            original = self._original(capture)
            if original is None:
                self._pass_over(capture.url, "it repeats a capture that is not in these files")
                return
            capture = replace(capture, payload=original.payload)
        elif capture.length:
            self._payloads.setdefault(capture.payload_digest, (path, name, capture.offset))
        kind = (capture.header("content-type") or "").partition(";")[0].strip().lower()
        link = recognise(capture.url, self._sources.values(), self._overridden)
        if capture.is_list or not capture.url.startswith(("http://", "https://")):
            self._pass_over(capture.url, "it is a list" if capture.is_list else "it is no web page")
        elif capture.status != _OK:
            self._pass_over(capture.url, answer(capture.status))
        elif link is None and kind not in _PAGES:
            self._pass_over(capture.url, f"{kind or 'no kind'} is no page, and the address is of no known source")
        else:
            async for item in self._article(capture, kind, link, path):
                yield item

    async def _article(self, capture: Capture, kind: str, link: ShareLink | None, path: Path) -> AsyncIterator[Article]:
        if capture.url in self._joined:
            return
        try:
            response = self._response(capture, path)
        except CodingError as error:
            self.failed(capture.url, "capture", str(error))
            return
        if link is not None and kind not in _PAGES:
            items = list(self._json_article(response, link))
        else:
            items = [each async for each in self._page(response, self._sources.get(capture.source or ""), capture.source)]
        for item in items:
            yield item.replace(capture=self.captures.taken(response.request) if self.captures.keeps else None)

    def _response(self, capture: Capture, path: Path) -> Response:
        """What was answered then.

        Raises:
            CodingError: its body cannot be unpacked.
        """
        body = capture.body(self._most)
        meta = {"address": capture.url, "own": capture.source is not None, "file": path}
        request = Request(capture.url, meta=meta, dont_filter=True)
        self.captures.adopt(request, capture)
        headers = [(each, value) for each, value in capture.headers if each.lower() != "content-encoding"]
        return Response(capture.url, status=capture.status, headers=headers, body=body, request=request)

    async def _ask_for_part(self, first: Response, url: str) -> Response:
        """A further page of an article: the capture of it that stands behind the first one's in the same file."""
        path: Path = first.meta["file"]
        with warc_files(path) as files:
            captures = (found for _, file in files for found in captures_in(file, self._most) if isinstance(found, Capture))
            for found in captures:
                if found.url == url and found.kind != "revisit" and found.date >= self.fetched(first):
                    self._joined.add(url)
                    return self._response(found, path)
        raise PartError("it is not in the file")

    def _json_article(self, response: Response, link: ShareLink) -> Iterator[Article]:
        try:
            yield from self.parse_article(response, link.source, checked_id(link.source, link.article_id))
        except ShapeError as error:
            self.failed(response.url, "address", str(error))

    async def _page(self, response: Response, source: Source | None, name: str | None) -> AsyncIterator[Article]:
        known = source is not None and not isinstance(source, JsonSource)
        url = (web_address(response.url) if known else None) or response.url
        article = await self.article_on(response, url=url, zone=source.timezone if source else None)
        if article is None:
            return
        language = source.language if source else None
        yield article.replace(source=name or article.source, language=language or article.language)

    def _original(self, revisit: Capture) -> Capture | None:
        """The capture with the payload that a revisit repeats, as far as it was met before."""
        place = self._payloads.get(revisit.payload_digest)
        if place is None:
            return None
        path, name, offset = place
        with warc_files(path) as files:
            for each, file in files:
                if each == name:
                    found = next(captures_in(file, self._most, offset), None)
                    return found if isinstance(found, Capture) else None
        return None

    def _pass_over(self, url: str, why: str) -> None:
        self._passed_over.setdefault(why, []).append(url)

    def _closed(self, reason: str) -> None:
        for why, urls in self._passed_over.items():
            shown = ", ".join(urls[:_EXAMPLES]) + (", ..." if len(urls) > _EXAMPLES else "")
            self.run.noted(self.source_name, f"{len(urls)} passed over: {why}: {shown}")
        super()._closed(reason)
