"""What the demo site answers: a pure function of path and query."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from newsarchive.demo.pages import article_page, home_page, share_page
from newsarchive.demo.stories import KeyCase, Listing, Story

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"

ROBOTS = "User-agent: *\nDisallow: /private/\n"

_SPELLINGS: dict[KeyCase, Callable[[str], str]] = {
    "lower": str,
    "upper": str.upper,
    "pascal": lambda key: {"medianame": "MediaName"}.get(key, key.capitalize()),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP response, before it meets the wire. The server adds ``Content-Length`` and ``ETag``."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def of(cls, text: str, kind: str, status: int = 200) -> Self:
        """A text in UTF-8."""
        return cls(status, {"Content-Type": kind}, text.encode())


NOT_FOUND = Answer.of("<!doctype html><title>404</title><h1>没有这个页面</h1>\n", HTML, 404)


class Content:
    """All that the site knows: its stories, by list, by id and by page, and its pictures."""

    def __init__(self, stories: Iterable[Story], pictures: Mapping[str, bytes] | None = None) -> None:
        self.stories = tuple(stories)
        self.pictures = dict(pictures or {})
        self._by_id = {key: (s, place) for s in self.stories for place in s.listings for key in place.ids}
        self._pages = {story.slug: story for story in self.stories if story.slug}
        self._routes: dict[str, Callable[[Mapping[str, str]], Answer]] = {
            "/": lambda _: Answer.of(home_page(self._pages), HTML),
            "/robots.txt": lambda _: Answer.of(ROBOTS, TEXT),
            "/web/webapi": self._news_list,
            "/information/newmarket/web/webapi": self._market_list,
            "/NewsData/GetNewsText.do": self._article,
            "/html_News/NewsShare.html": lambda _: Answer.of(share_page(), HTML),
        }

    def answer(self, path: str, query: Mapping[str, str]) -> Answer:
        """The response to a ``GET``; asking again gives the same bytes."""
        if route := self._routes.get(path):
            return route(query)
        folder, _, name = path.rpartition("/")
        if folder == "/news" and (story := self._pages.get(name.removesuffix(".html"))) and name.endswith(".html"):
            return Answer.of(article_page(story), HTML)
        if folder == "/pictures" and name in self.pictures:
            return Answer(200, {"Content-Type": "image/png"}, self.pictures[name])
        return NOT_FOUND

    def article_ids(self) -> tuple[str, ...]:
        """Every id that the article endpoint knows."""
        return tuple(self._by_id)

    def _listed(self, name: str, query: Mapping[str, str]) -> list[tuple[Story, Listing]]:
        """What stands in a list, newest first, no more of it than asked for."""
        rows = [(story, place) for story in self.stories for place in story.listings if place.list == name]
        rows.sort(key=lambda row: row[0].time_in(row[1]), reverse=True)
        count = query.get("count", "")
        return rows[: int(count) if count.isdecimal() else 100]

    def _news_list(self, query: Mapping[str, str]) -> Answer:
        kind = query.get("type")
        if kind == "102":
            return _json({"records": [_rolling_row(*row) for row in self._listed("rolling", query)]})
        if kind == "45":
            return _json({"nodeList": [_media_row(*row) for row in self._listed("media", query)]})
        return _json({"message": "unknown type"})

    def _market_list(self, query: Mapping[str, str]) -> Answer:
        rows = self._listed(query.get("marketType", ""), query)
        return _json({"record": [_market_row(*row) for row in rows]})

    def _article(self, query: Mapping[str, str]) -> Answer:
        asked = query.get("id", "")
        found = self._by_id.get(asked)
        if found is None:
            nothing = {"id": "", "title": "", "date": "", "from": "", "medianame": "", "author": [], "text": ""}
            return _json(nothing)
        story, place = found
        reply: dict[str, object] = {
            "id": asked,
            "title": story.title,
            "date": story.time_in(place),
            "from": story.medium,
            "medianame": story.medium,
            "author": list(story.authors),
            "content" if place.list == "rolling" else "text": story.body,
        }
        reply.update(story.reply)
        return _json({_SPELLINGS[story.key_case](key): value for key, value in reply.items()})


def _rolling_row(story: Story, place: Listing) -> dict[str, str]:
    row = {
        "infoCode": place.id,
        "id": place.rolling_id or place.id.removeprefix("NW"),
        "title": story.title,
        "digest": place.digest,
        "url_w": place.link,
        "showtime": story.time_in(place),
    }
    return row | dict(place.row)


def _media_row(story: Story, place: Listing) -> dict[str, str]:
    row = {
        "infocode": place.id,
        "title": story.title,
        "from": story.medium,
        "showtime": story.time_in(place),
        "simtitle": story.title[:12],
        "simdigest": place.digest,
    }
    return row | dict(place.row)


def _market_row(story: Story, place: Listing) -> dict[str, str]:
    row = {
        "infoCode": place.id,
        "title": story.title,
        "medianame": story.medium,
        "datetime": story.time_in(place),
    }
    return row | dict(place.row)


def _json(value: object) -> Answer:
    return Answer.of(json.dumps(value, ensure_ascii=False), JSON)
