"""The sites of the built-in sources, in small: lists and pages of their shapes, with invented news.

A file in `sources/` stands for each. `articles` are what the archive must hold when its site was crawled. `page` is what a page
of the site looks like, with `[path]`, `[title]`, `[date]`, `[by]` and `[body]` for what differs from article to article.
`answers` says what else the site is asked for; what is no text there is sent as JSON. `[site]` stands for the address of the
server, and `charset` is what it writes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import yaml

from newsarchive.demo import Answer
from newsarchive.demo.content import HTML, JSON, NOT_FOUND
from newsarchive.fastyaml import SafeLoader
from tests.site.hostile import HostileSite

FOLDER = Path(__file__).parent / "sources"
NAMES = [path.stem for path in sorted(FOLDER.glob("*.yaml"))]


class BuiltIn:
    """What the site of a built-in source answers: a pure function of path and query."""

    def __init__(self, name: str) -> None:
        said = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), SafeLoader)  # noqa: S506  # it is a safe one
        self.url = ""
        """Set by the site that shows it: lists name whole addresses."""
        self.articles: list[dict[str, Any]] = said["articles"]
        self._charset: str = said.get("charset", "utf-8")
        self._page: str = said.get("page", "")
        self._answers = {_key(target): answer for target, answer in said["answers"].items()}
        self._pages = {_key(each["path"]): each for each in self.articles}

    def answer(self, path: str, query: Mapping[str, str]) -> Answer:
        """The response to a ``GET``."""
        asked = (path, tuple(sorted(query.items())))
        if asked in self._answers:
            answer = self._answers[asked]
            return self._of(answer, "application/xml") if isinstance(answer, str) else self._of(json.dumps(answer), JSON)
        return self._of(self._show(self._pages[asked]), HTML) if asked in self._pages and self._page else NOT_FOUND

    def _show(self, article: Mapping[str, Any]) -> str:
        body = "\n".join(f"<p>{each}</p>" for each in article["body"])
        page = self._page.replace("[body]", body)
        for name in ("path", "title", "date", "by"):
            page = page.replace(f"[{name}]", article.get(name, ""))
        return page

    def _of(self, text: str, kind: str) -> Answer:
        kind = "text/html; charset=utf-8" if text.lstrip().startswith("<!doctype html>") else kind.partition(";")[0]
        body = text.replace("[site]", self.url).encode(self._charset)
        return Answer(200, {"Content-Type": kind.replace("utf-8", self._charset)}, body)


class BuiltInSite(HostileSite):
    """The site, running."""

    def __init__(self, name: str) -> None:
        self.built_in = BuiltIn(name)
        super().__init__(self.built_in)  # type: ignore[arg-type]  # all it asks of a content is to answer
        self.built_in.url = self.url


def _key(target: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    parts = urlsplit(target)
    return parts.path, tuple(sorted(parse_qsl(parts.query, keep_blank_values=True)))
