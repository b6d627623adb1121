"""An ordinary news site of our own, beside the finews one: pages, sections, feeds and sitemaps over the same pieces.

    with NewsSite(pieces(30)) as site:
        site.url + "/rss.xml"

It misbehaves where it is told to, as `hostile.py` says; what is wrong with one feed or sitemap stands in the test of it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import escape

from newsarchive.demo import Answer
from newsarchive.demo.content import HTML, JSON, NOT_FOUND, TEXT
from tests.site import feeds, sitemaps
from tests.site.hostile import HostileSite

NAME = "Harbour Courier"
START = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
PER_PAGE = 10

SHAPES: tuple[str, ...] = (
    "/2026/11/{day:02}/{slug}.html",
    "/news/{id}.html",
    "/article.php?id={id}",
    "/world/{slug}-{id}",
    "/a/202611/t202611{day:02}_{id}.shtml",
)
"""What the addresses of articles look like; the pieces take turns."""

_PLACES = ("Lanport", "Osterby", "Kiln Green", "Marrowgate", "Fenwick Sound", "Upper Tarn", "Salt Quay", "Brindle")
_THINGS = ("ferry pier", "grain store", "tram depot", "reading room", "lighthouse", "night market", "footbridge", "weir")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article of the site."""

    number: int
    path: str
    title: str
    summary: str
    paragraphs: tuple[str, ...]
    published: datetime
    updated: datetime | None = None
    section: str = "world"
    author: str | None = "Ada Linwood"
    dated: bool = True
    """Whether its page says when it was published."""
    titled: bool = True
    """Whether its page has a headline."""
    twins: tuple[str, ...] = field(default=("/amp", "/m"))
    """Prefixes of paths under which the same article is shown as well."""

    @property
    def html(self) -> str:
        """The text as HTML."""
        return "\n".join(f"<p>{escape(each, quote=False)}</p>" for each in self.paragraphs)


def piece(number: int, **changes: object) -> Piece:
    """An ordinary piece; the higher its number, the newer it is."""
    place, thing = _PLACES[number % len(_PLACES)], _THINGS[(number // len(_PLACES)) % len(_THINGS)]
    published = START + timedelta(minutes=7 * number)
    title = f"{place} reopens its {thing} after {number + 2} weeks of repairs"
    slug = "-".join(title.lower().split())
    said = Piece(
        number=number,
        path=SHAPES[number % len(SHAPES)].format(day=published.day, slug=slug, id=1_000_000 + number),
        title=title,
        summary=f"Crews in {place} handed the {thing} back to the town, report {number}.",
        paragraphs=(
            f"The {thing} in {place} opened its doors again on a grey morning, {number + 2} weeks after a storm had damaged it.",
            f"Town engineers said that {number * 3 + 5} beams had been replaced, and that the cost had stayed within what the "
            "council had set aside for the work in spring.",
            f"Residents of {place} came in numbers. Many had walked the long way round since the closure, and some had brought "
            "bread and flags for the crews who had worked through the wet season.",
            f"The council will look at the state of {number + 1} more buildings before the year is out, and has promised to "
            "publish what it finds, building by building, in the order in which they are inspected.",
        ),
        published=published,
        section=("world", "business")[number % 2],
    )
    return replace(said, **changes)  # type: ignore[arg-type]


def pieces(count: int) -> list[Piece]:
    """So many ordinary pieces."""
    return [piece(number) for number in range(count)]


class News:
    """What the site answers: a pure function of path and query."""

    def __init__(self, articles: Sequence[Piece], unlisted: Sequence[Piece] = ()) -> None:
        """``unlisted``: pieces that no list names any more."""
        self.url = ""
        """Set by the site that shows it: feeds and sitemaps name whole addresses."""
        self.shown: dict[str, Answer] = {}
        """Path to what is answered there, whatever else would be."""
        self.articles = sorted(articles, key=lambda each: each.published, reverse=True)
        """The newest first."""
        self._by_path = {prefix + each.path: each for each in [*unlisted, *articles] for prefix in ("", *each.twins)}
        self._routes: dict[str, Callable[[Mapping[str, str]], Answer]] = {
            "/api/list": self._json_list,
            "/api/article": self._json_article,
            "/robots.txt": lambda _: Answer.of(f"User-agent: *\nDisallow: /private/\nSitemap: {self.url}/sitemap.xml\n", TEXT),
            "/rss.xml": lambda _: _xml(feeds.rss(self.articles, self.url)),
            "/full.xml": lambda _: _xml(feeds.rss(self.articles, self.url, whole=True)),
            "/atom.xml": lambda _: _xml(feeds.atom(self.articles, self.url)),
            "/rdf.xml": lambda _: _xml(feeds.rdf(self.articles, self.url)),
            "/feed.json": lambda _: Answer.of(feeds.json_feed(self.articles, self.url), "application/feed+json"),
            "/sitemap.xml": lambda _: _xml(sitemaps.index(self._sitemaps(), self.url)),
            "/sitemaps/news.xml": lambda _: _xml(sitemaps.news(self.articles[:10], self.url)),
        }

    def answer(self, path: str, query: Mapping[str, str]) -> Answer:
        """The response to a ``GET``."""
        if path in self.shown or path in self._routes:
            return self.shown[path] if path in self.shown else self._routes[path](query)
        name = f"{path}?id={query['id']}" if path.endswith(".php") and "id" in query else path
        if name in self._by_path:
            return Answer.of(article_page(self._by_path[name], self.url), HTML)
        first, _, rest = path.strip("/").partition("/")
        if first in ("", "world", "business", "all"):
            return self._section(first, rest, query)
        if first == "calendar":
            return Answer.of(_calendar(rest), HTML)
        for place, (_, group) in self._sitemaps().items():
            if path == place:
                return Answer(200, {"Content-Type": "application/gzip"}, gzip.compress(sitemaps.urls(group, self.url).encode()))
        return NOT_FOUND

    def _section(self, name: str, rest: str, query: Mapping[str, str]) -> Answer:
        """A page of headlines; ``world`` and ``business`` are cut into ``/page/2``, all others into ``?page=2``."""
        chosen = [each for each in self.articles if name in ("", "all") or each.section == name]
        number = rest.removeprefix("page/") if rest else query.get("page", "1")
        if not number.isdecimal():
            return NOT_FOUND
        shown = chosen[(int(number) - 1) * PER_PAGE : int(number) * PER_PAGE]
        following = f"/{name}/page/{int(number) + 1}" if name in ("world", "business") else f"/{name}?page={int(number) + 1}"
        more = int(number) * PER_PAGE < len(chosen)
        return Answer.of(section_page(name, shown, following if more else None), HTML)

    def _json_list(self, query: Mapping[str, str]) -> Answer:
        """The pieces as JSON, from a ``page``, an ``offset``, an ``after`` or a ``before`` on."""
        start = (int(query.get("page", 1)) - 1) * PER_PAGE + int(query.get("offset", 0)) + int(query.get("after", "c0")[1:])
        before = query.get("before")
        rest = [each for each in self.articles if before is None or each.published.isoformat() < before][start:]
        items = [{"id": str(each.number), "title": each.title, "time": each.published.isoformat()} for each in rest[:PER_PAGE]]
        following = f"c{start + PER_PAGE}" if len(rest) > PER_PAGE else None
        return Answer.of(json.dumps({"data": {"list": items, "next": following}}), JSON)

    def _json_article(self, query: Mapping[str, str]) -> Answer:
        each = next(each for each in self.articles if str(each.number) == query["id"])
        return Answer.of(json.dumps({"title": each.title, "time": each.published.isoformat(), "text": each.html}), JSON)

    def _sitemaps(self) -> dict[str, tuple[datetime, list[Piece]]]:
        """Path to last change and pieces of the sitemaps that the index names, the oldest pieces in the first."""
        old_first = self.articles[::-1]
        size = max(1, -(-len(old_first) // 3))
        groups = [old_first[start : start + size] for start in range(0, len(old_first), size)]
        return {
            f"/sitemaps/pages-{number}.xml.gz": (max(each.updated or each.published for each in group), group)
            for number, group in enumerate(groups, 1)
        }


class NewsSite(HostileSite):
    """The site, running."""

    def __init__(self, articles: Sequence[Piece]) -> None:
        self.news = News(articles)
        super().__init__(self.news)  # type: ignore[arg-type]  # all it asks of a content is to answer
        self.news.url = self.url

    def publish(self, *articles: Piece) -> None:
        """Add pieces to the site, in the place of those that had their path before."""
        paths = {each.path for each in articles}
        shown = self.news.shown
        self.news = News([*(each for each in self.news.articles if each.path not in paths), *articles])
        self.news.shown = shown
        self.news.url = self.url
        self.content = self.news

    def turn_over(self, *articles: Piece) -> None:
        """Let the lists name these alone; the pages of the others are still there."""
        self.news = News(articles, self.news.articles)
        self.news.url = self.url
        self.content = self.news

    def show(self, path: str, text: str, content_type: str = HTML) -> None:
        """Answer this path, and none below it, with this text from now on."""
        self.news.shown[path] = Answer.of(text, content_type)

    def hide(self, *paths: str) -> None:
        """There is nothing at these paths any more."""
        self.news.shown |= dict.fromkeys(paths, NOT_FOUND)

    def asked(self) -> list[str]:
        """What was asked for so far, save for robots.txt."""
        return [request.target for request in self.requests if request.path != "/robots.txt"]


def _xml(text: str) -> Answer:
    return Answer.of(text, "application/xml; charset=utf-8")


_NAVIGATION = """<nav><ul>
<li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/business">Business</a></li>
<li><a href="/about-the-harbour-courier">About us</a></li><li><a href="/calendar/2026-11">Calendar</a></li>
<li><a href="/login?next=/world">Sign in</a></li><li><a href="https://social.example.org/courier">Follow us</a></li>
</ul></nav>"""
_FOOTER = """<footer><a href="/privacy.html">Privacy and cookies</a>
<a href="/terms-and-conditions-of-use">Terms and conditions of use</a>
<a href="/jobs">Work with us</a> <a href="mailto:desk@example.org">Write to the desk</a> © 2019-2026 Harbour Courier</footer>"""


def article_page(each: Piece, url: str) -> str:
    """The page of an article, or of one of its twins: the canonical address is the same."""
    stamp = f'<time datetime="{each.published.isoformat()}">{each.published:%d %B %Y, %H:%M} UTC</time>' if each.dated else ""
    byline = f'<span class="author">By {escape(each.author)}</span>' if each.author else ""
    title = escape(each.title, quote=False) if each.titled else ""
    meta = f'<meta property="article:published_time" content="{each.published.isoformat()}">' if each.dated else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="{url}{escape(each.path)}">
<meta property="og:type" content="article">{meta}
</head><body><header><a href="/">{NAME}</a>{_NAVIGATION}</header>
<main><article><h1>{title}</h1><p class="byline">{byline} {stamp}</p>
<div class="story">{each.html}</div></article>
<aside><h2>Most read</h2><ul><li><a href="/world">The week in pictures</a></li></ul></aside></main>
{_FOOTER}</body></html>
"""


def main_page(each: Piece, url: str, twin: str) -> str:
    """The page of an article that names a twin for other devices, which need not name it."""
    return article_page(each, url).replace("</head>", f"{twin}</head>")


def cut_page(each: Piece, number: int, last: int, *, more: str = "") -> str:
    """A page of an article that is cut into pages, a paragraph on each: all repeat the headline and the way on."""
    stem, dot, ending = each.path.rpartition(".")
    paths = [each.path, *(f"{stem}_{page}{dot}{ending}" for page in range(2, last + 1))]
    links = " ".join(f'<a href="{path}">{page}</a>' for page, path in enumerate(paths, 1) if page != number)
    on = f'<a href="{paths[number]}">Next page</a>' if number < last else ""
    here = f"<h1>{each.title}</h1><p>{each.paragraphs[number - 1]}</p>" + f'<p><img src="/p/{number}.jpg" alt="x"></p>'
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{each.title}</title><meta property="og:type" content="article">
<meta property="article:published_time" content="{each.published.isoformat()}"></head>
<body><header>{_NAVIGATION}</header><main><article>{here}<p>{each.author} wrote this for the {NAME}, with help from the desk.</p>
</article><div class="pages">{links} {on} {more}</div></main>{_FOOTER}</body></html>
"""


def scripted_page(each: Piece, script: str = "") -> str:
    """The page of an article that is put in by a script, from what ``/api/article`` says; ``script`` runs before."""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{NAME}</title></head>
<body><header><a href="/">{NAME}</a>{_NAVIGATION}</header><main><article></article></main>{_FOOTER}
<script>{script}</script>
<script>
fetch("/api/article?id={each.number}").then(answer => answer.json()).then(piece => {{
    document.title = piece.title;
    document.querySelector("article").innerHTML =
        `<h1>${{piece.title}}</h1><time datetime="${{piece.time}}">${{piece.time}}</time>${{piece.text}}`;
}});
</script></body></html>
"""


def section_page(name: str, shown: Sequence[Piece], following: str | None) -> str:
    """A page of headlines as such pages are: cards, a navigation, a footer, and a way on."""
    cards = "\n".join(
        f'<article class="card"><a href="{escape(each.path)}"><img src="/p/{each.number}.jpg" alt=""></a>'
        f'<h3><a href="{escape(each.path)}">{escape(each.title)}</a></h3><p>{escape(each.summary)}</p>'
        f'<a class="tag" href="/{each.section}">{each.section.title()}</a></article>'
        for each in shown
    )
    on = f'<a rel="next" href="{following}">Next page</a>' if following else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{name.title() or NAME}</title></head>
<body><header><a href="/">{NAME}</a>{_NAVIGATION}</header>
<main><h1>{name.title() or "Today"}</h1>{cards}<div class="pages">{on}</div></main>
{_FOOTER}</body></html>
"""


def _calendar(month: str) -> str:
    """A calendar without an end: every month leads to the next, and no day to an article."""
    year, number = (int(part) for part in month.split("-"))
    following = f"{year + number // 12}-{number % 12 + 1:02}"
    days = "".join(f'<td><a href="/calendar/{month}-{day:02}">{day}</a></td>' for day in range(1, 29))
    return f"""<!doctype html><html lang="en"><head><title>Calendar</title></head><body>{_NAVIGATION}
<main><h1>{month}</h1><table><tr>{days}</tr></table><a rel="next" href="/calendar/{following}">Next</a></main></body></html>"""
