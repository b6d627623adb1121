"""Find where an article goes on when it is cut into pages.

"Next" leads to the next page, the next story, or the next page of comments. So its address decides: the pages of one
article share everything in their addresses save for the page's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from newsarchive.extract.page import Node, Page

_NEXT = re.compile(
    r"[\s\W]*(?:下\s?一?\s?[页頁]|后一?页|後一?頁|next(?: page)?|older|continue(?: reading)?|次(?:の(?:ページ)?)?へ?|次ページ"
    r"|다음(?: ?페이지)?|nächste(?: seite)?|weiter(?:lesen)?|(?:page )?suivante?|(?:página )?siguiente|(?:pagina )?successiva"
    r"|próxima|далее|volgende)[\s\W]*",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"[\s\W]*(?:1|上\s?一?\s?[页頁]|首[页頁]|prev(?:ious)?(?: page)?|前(?:の(?:ページ)?)?へ?|이전|zurück)[\s\W]*", re.IGNORECASE
)
_PARAMETERS = frozenset(("page", "p", "pn", "pg", "pageno", "page_no", "pageindex", "pagenum", "currentpage", "part"))
_MARKS = (
    re.compile(r"(?P<stem>.+)_(?P<number>\d{1,2})(?P<ending>\.[a-z]{3,6}|)"),
    re.compile(r"(?P<stem>.+)-(?P<number>\d{1,2})(?P<ending>\.[a-z]{3,6})"),
    re.compile(r"(?P<stem>.+?)/(?:page[/-]?|p)?(?P<number>\d{1,2})(?P<ending>/?)"),
)
"""How a path carries the number of a page."""
_COMMENTS = re.compile(r"comment|repl(?:y|ies)|disqus|评论|評論", re.IGNORECASE)
_LAST = 99


class _Place(NamedTuple):
    """What the pages of an article have in common, and which of them an address is."""

    article: tuple[str, str, str]
    """Host, path, and query, without the page's number."""
    number: int
    marked: bool


def next_page(page: Page) -> str | None:
    """The address of the next page of the same article, absolute where the page's own address is known."""
    here = page.url or page.link("canonical") or page.first_meta("og:url") or ""
    places = [place for place in _places(here) if not place.marked or _leads_back(page, here, place)]
    for node in _links(page, {place.number + 1 for place in places}):
        address = _absolute(here, node)
        for place in _places(address):
            if any(_follows(place, known) for known in places) and _leads_on(page, node, place.number):
                return address
    return None


def _links(page: Page, numbers: set[int]) -> Iterator[Node]:
    """Links that may lead to one of these pages, those that declare themselves the next page first."""
    yield from (node for node in page.links if "next" in node.get("rel").lower().split())
    marked = re.compile(rf"[_/=-](?:{'|'.join(map(str, numbers))})(?:\.[a-z]{{3,6}})?/?(?:[?&#]|$)")
    yield from (node for node in page.nodes if node.tag == "a" and marked.search(node.get("href")))


def _words(page: Page, node: Node) -> str:
    """The words of a link, unless it is too big to be a number or an arrow."""
    return page.text_of(node) if node.end - node.index < 8 else ""


def _absolute(here: str, node: Node) -> str:
    try:
        return urljoin(here, node.get("href").strip())
    except ValueError:  # [ without ] in the host
        return ""


def _places(address: str) -> Iterator[_Place]:
    """The ways to read an address: as a first page, and, if there is a number where pages have theirs, as that page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return
    host = (parts.hostname or "").removeprefix("www.")
    query = parse_qsl(parts.query, keep_blank_values=True)
    rest = urlencode([(name, value) for name, value in query if name.lower() not in _PARAMETERS])
    numbers = [int(value) for name, value in query if name.lower() in _PARAMETERS and re.fullmatch(r"\d{1,2}", value)]
    if numbers:
        yield _Place((host, _stem(parts.path), rest), numbers[-1], marked=True)
        return
    yield _Place((host, _stem(parts.path), parts.query), 1, marked=False)
    for mark in _MARKS:
        if found := mark.fullmatch(parts.path):
            path = _stem(found["stem"] + found["ending"])
            yield _Place((host, path, parts.query), int(found["number"]), marked=True)


def _stem(path: str) -> str:
    return path.rstrip("/").removesuffix("/index.html")


def _follows(place: _Place, known: _Place) -> bool:
    """Whether a place is the page after one that is known."""
    return place.marked and place.article == known.article and place.number == known.number + 1 and known.number < _LAST


def _leads_back(page: Page, here: str, place: _Place) -> bool:
    """Whether there is a way back to the first page: ``/news/7`` may be a seventh page, or a seventh story."""
    for node in page.nodes:
        if node.tag == "a" and node.get("href") and _BACK.fullmatch(_words(page, node)):
            back = _places(_absolute(here, node))
            if any(each.article == place.article and each.number < place.number for each in back):
                return True
    return False


def _leads_on(page: Page, node: Node, number: int) -> bool:
    """Whether a link says that it leads to the next page, and not of the comments."""
    if any(_COMMENTS.search(f"{above.get('class')} {above.get('id')}") for above in (node, *node.ancestors())):
        return False
    if "next" in node.get("rel").lower().split():
        return True
    words = _words(page, node)
    return words == str(number) or bool(_NEXT.fullmatch(words)) or bool(_NEXT.fullmatch(node.get("title") or "-"))
