"""The links of a page, one for each address, with all that the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import parse_qsl, urljoin, urlsplit

from newsarchive.extract.fields.paging import next_page
from newsarchive.extract.lists.web_address import web_address
from newsarchive.extract.page import Node, Page

_FRAMES = frozenset(("nav", "header", "footer", "aside", "form"))
_FRAME_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|foot\w*|breadcrumb\w*|crumbs?|share\w*|social\w*|pag(?:er|es|ination|inator)|tags?|login"
    r"|lang\w*|banner|ads?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ITEMS = frozenset(("li", "tr", "article", "dd", "div"))
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|zip|rar|docx?|xlsx?|pptx?|mp[34]|m3u8|css|js|xml|rss|json|apk|exe|ics)$", re.IGNORECASE
)
_NEXT = re.compile(
    r"[\s\W]*(?:下\s?一?\s?[页頁]|next(?: page)?|older(?: (?:posts|entries|stories|articles))?|次(?:の(?:ページ)?)?へ?|次ページ"
    r"|다음(?: ?페이지)?"
    r"|nächste(?: seite)?|(?:page )?suivante?|(?:página )?siguiente|(?:pagina )?successiva|próxima|далее|volgende)[\s\W]*",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"[\s\W]*(?:(?:load|show|see|view) more(?: (?:posts|entries|stories|articles|news|headlines))?"
    r"|(?:点击)?(?:加载|查看|显示|浏览)更多(?:新闻|文章|内容)?|(?:點擊)?(?:載入|顯示)更多|もっと(?:見る|読む)|더\s?보기"
    r"|mehr (?:laden|anzeigen)|(?:voir|charger) plus|(?:ver|cargar) más|mostra altro)[\s\W]*",
    re.IGNORECASE,
)
"""What leads on where a list grows on the spot, and as often to another list: the address must tell."""
_WAITING = ("data-next-url", "data-next-page-url", "data-next-page", "data-next-href", "data-next", "data-load-more-url")
"""Where the address of more of a list waits for a script."""
_NUMBER = re.compile(r"\d+")
_CODE = re.compile(r"(?<!\d)\d{5,}(?!\d)|[0-9a-f]{12,}|[a-z]+\d|\d+[a-z]", re.IGNORECASE)


@dataclass(slots=True)
class Link:
    """One address that a page leads to, with everything its links say."""

    url: str
    title: str = ""
    """The longest words of them."""
    framed: bool = True
    """All of them stand in the page's frame: navigation, footer, and the like."""
    headed: bool = False
    """One of them is a heading, or stands in one."""
    beside: str = ""
    """Words with a number in them, perhaps a date, that stand beside one of them."""


def links_of(page: Page, url: str) -> list[Link]:
    """Every other page of the same site that a page leads to, in the order in which they are first named."""
    found: dict[str, Link] = {}
    here, site, base = web_address(url), site_of(url), base_of(page, url)
    anchors = [node for node in page.nodes if node.tag == "a" and node.get("href")]
    for node, following in pairwise([*anchors, None]):
        address = web_address(node.get("href"), base) if node else None
        if node is None or address is None or address == here:
            continue
        if site_of(address) != site or _FILE.search(urlsplit(address).path):
            continue
        link = found.setdefault(address, Link(address))
        above = list(node.ancestors())
        link.title = max(link.title, page.text_of(node) or node.get("title").strip(), key=len)
        link.framed = link.framed and any(_is_frame(each) for each in above)
        link.headed = link.headed or any(each.tag in _HEADINGS for each in (*above[:4], *page.subtree(node)))
        link.beside = link.beside or _beside(page, node, following)
    return list(found.values())


def next_list(page: Page, url: str) -> str | None:
    """Where a page of headlines goes on: what is declared as the next page, or says that it is."""
    base = base_of(page, url)
    candidates: Iterator[Node] = (node for node in (*page.links, *page.nodes) if node.tag in ("link", "a") and node.get("href"))
    more = None
    for node in candidates:
        says = node.tag == "a" and node.end - node.index < 8 and _NEXT.fullmatch(page.text_of(node) or node.get("title") or "-")
        if says or "next" in node.get("rel").lower().split():
            return web_address(node.get("href"), base)
        if more is None and node.tag == "a" and node.end - node.index < 8 and _MORE.fullmatch(page.text_of(node) or "-"):
            more = _of_the_same_list(web_address(node.get("href"), base), url)
    return more or _waiting(page, base, url) or _of_the_same_list(next_page(page), url)


def _waiting(page: Page, base: str, url: str) -> str | None:
    """The address of more of the list that waits for a script."""
    for node in page.nodes:
        for name, value in node.attrs.items():
            if name in _WAITING and value and ("/" in value or "?" in value):
                return _of_the_same_site(web_address(value, base), url)
    return None


def _of_the_same_site(address: str | None, url: str) -> str | None:
    return address if address and site_of(address) == site_of(url) and address != web_address(url) else None


def _of_the_same_list(address: str | None, url: str) -> str | None:
    """The address, if it is that of the list with something added: a number in its query, or in its path."""
    here = urlsplit(url).path.removesuffix("index.html").rstrip("/")
    return _of_the_same_site(address, url) if address and urlsplit(address).path.startswith(here) else None


def shape(url: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the addresses of one kind of page have in common: the kinds of their path's parts, and of their parameters.

    ``/2026/11/03/a-b-c.html`` and ``/2026/10/30/d-e-f-g.html`` have one shape; ``/world`` has another.
    """
    parts = urlsplit(url)
    segments = tuple(_kind(segment) for segment in parts.path.strip("/").split("/"))
    return segments, tuple(sorted(f"{key.lower()}={_kind(value)}" for key, value in parse_qsl(parts.query)))


def _kind(segment: str) -> str:
    stem, dot, ending = segment.rpartition(".")
    has_suffix = bool(dot) and 1 < len(ending) <= 5 and not ending.isdecimal()
    name, suffix = (stem, f".{ending}") if has_suffix else (segment, "")
    if name.isdecimal():
        return ("number" if len(name) >= 5 else "digits") + suffix
    if name.count("-") >= 2 or name.count("_") >= 3:
        return "slug" + suffix
    return ("code" if _CODE.search(name) else "word") + suffix


def base_of(page: Page, url: str) -> str:
    """What relative addresses on a page are relative to."""
    stated = next((node.get("href") for node in page.nodes if node.tag == "base" and node.get("href")), "")
    try:
        return urljoin(url, stated)
    except ValueError:  # [ without ] in the host
        return url


def site_of(url: str) -> str:
    """The site that a host belongs to: the labels of a host that ``www.example.org`` and ``news.example.org`` share."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    labels = host.split(".")
    if labels[-1].isdecimal() or len(labels) < 3:
        return host
    return ".".join(labels[-3:] if len(labels[-1]) == 2 and len(labels[-2]) <= 3 else labels[-2:])


def _is_frame(node: Node) -> bool:
    return node.tag in _FRAMES or bool(_FRAME_NAMES.search(f"{node.get('class')} {node.get('id')}"))


def _beside(page: Page, node: Node, following: Node | None) -> str:
    """The words with a number in the same item of a list, before the next link."""
    item = next((each for each in node.ancestors() if each.tag in _ITEMS), node)
    end = min(item.end, following.index if following else item.end)
    for each in page.nodes[item.index : end]:
        if each.tag == "time" and each.get("datetime"):
            return each.get("datetime")
        if each.text and not node.index <= each.index < node.end and _NUMBER.search(each.text) and len(each.text) <= 60:
            return " ".join(each.text.split())
    return ""
