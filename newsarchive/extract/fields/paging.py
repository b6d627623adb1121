"""Find where an article goes on when it is cut into pages.

"Next" leads to the next page, the next story, or the next page of comments. So its address decides: the pages of one
article share everything in their addresses save for the page's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from newsarchive.extract.markup.addresses import absolute
from newsarchive.extract.page import Node, Page

_NEXT = frozenset(
    (
        *(
            "下一页",
            "下一頁",
            "下页",
            "下頁",
            "后一页",
            "後一頁",
            "次へ",
            "次のページ",
            "次のページへ",
            "次ページ",
            "다음",
            "다음 페이지",
        ),
        *("next", "next page", "older", "continue", "continue reading", "weiter", "weiterlesen", "nächste", "nächste seite"),
        *("suivant", "suivante", "page suivante", "siguiente", "página siguiente", "próxima", "successiva", "далее", "volgende"),
    )
)
_BACK = frozenset(
    (
        *("1", "上一页", "上一頁", "上页", "上頁", "首页", "首頁", "前へ", "前のページ", "前のページへ", "이전", "이전 페이지"),
        *("prev", "previous", "prev page", "previous page", "zurück", "vorherige seite", "précédent", "anterior", "назад"),
    )
)
_ALL = frozenset(
    (
        *(
            "全文阅读",
            "阅读全文",
            "显示全文",
            "余下全文",
            "在本页阅读全文",
            "在本页显示全文",
            "顯示全文",
            "閱讀全文",
            "全文を表示",
            "全文表示",
        ),
        *("view all", "view as single page", "single page", "show all", "all on one page", "on one page", "read all on one page"),
        *("auf einer seite", "auf einer seite lesen", "tout afficher", "lire sur une page", "ver todo", "en una página"),
    )
)
_AROUND = " \t\n\xa0\u3000<>«»‹›←→⟨⟩≪≫…|·_-–—[]()（）【】:："
"""What is put around such words."""
_PARAMETERS = frozenset(("page", "p", "pn", "pg", "pageno", "page_no", "pageindex", "pagenum", "currentpage", "part"))
_MARKS = (
    re.compile(r"(?P<stem>.+)_(?P<number>\d{1,2})(?P<ending>\.[a-z]{3,6}|)"),
    re.compile(r"(?P<stem>.+)-(?P<number>\d{1,2})(?P<ending>\.[a-z]{3,6})"),
    re.compile(r"(?P<stem>.+?)/(?:page[/-]?|p)?(?P<number>\d{1,2})(?P<ending>/?)"),
)
"""How a path carries the number of a page."""
_WHOLE = re.compile(r"(?P<stem>.+?)[_/-](?:all|full|single|onepage)(?P<ending>/?|\.[a-z]{3,6})")
"""How a path says that all of an article is on one page."""
_WHOLE_PARAMETERS = frozenset(("all", "full", "single", "singlepage", "single_page", "onepage", "showall", "viewall"))
_COMMENTS = re.compile(r"comment|repl(?:y|ies)|disqus|评论|評論", re.IGNORECASE)
_LAST = 99
_LONGEST_ROW = 160
"""Characters that a row of links to pages has at most."""


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
        address = absolute(node.get("href"), here) or ""
        if any(_follows(place, known) for place in _places(address) for known in places) and not _in_comments(node):
            return address
    return None


def single_page(page: Page) -> str | None:
    """The address at which all of an article stands on one page, absolute where the page's own address is known.

    It is believed only where it is the address of this article save for the word that says so.
    """
    here = page.url or page.link("canonical") or page.first_meta("og:url") or ""
    known = {place.article for place in _places(here)}
    named = (node.get("href") for node in _saying(page, _ALL))
    for raw in (page.link("canonical") or "", *named):
        address = absolute(raw, here) or ""
        if address != here and _whole(address) in known:
            return address
    return None


def _whole(address: str) -> tuple[str, str, str] | None:
    """The article of which an address says that it shows all, as :class:`_Place` has it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    query = parse_qsl(parts.query, keep_blank_values=True)
    rest = [(name, value) for name, value in query if name.lower() not in _WHOLE_PARAMETERS and value.lower() != "all"]
    if len(rest) < len(query):
        return host, _stem(parts.path), urlencode(rest)
    found = _WHOLE.fullmatch(parts.path)
    return (host, _stem(found["stem"] + found["ending"]), parts.query) if found else None


def _links(page: Page, numbers: set[int]) -> Iterator[Node]:
    """Links whose words may lead to one of these pages, those that declare themselves the next page first."""
    yield from (node for node in page.links if "next" in node.get("rel").lower().split())
    yield from _saying(page, _NEXT | {str(number) for number in numbers})


def _saying(page: Page, wanted: frozenset[str]) -> Iterator[Node]:
    """The links whose words are among these.

    This runs for every page, and few have such links: the words of whole blocks are looked at first, then those of the
    links in them; to read the attributes of every link would take the longest.
    """
    for block in page.blocks:
        if block.links and len(block.text) < _LONGEST_ROW and _may_say(block.text.casefold(), wanted):
            first = max(block.start - 3, 0)  # a block begins with its first words, the link around them before
            for node in page.nodes[first : block.end]:
                if node.tag == "a" and page.text_of(node).strip(_AROUND).casefold() in wanted:
                    yield node


def _may_say(row: str, wanted: frozenset[str]) -> bool:
    """Whether a row of links in lower case, such as ``1 2 3 下一页``, may hold one of the words."""
    if not wanted.isdisjoint(row.split()) or row[0].isdecimal() or row.strip(_AROUND) in wanted:
        return True
    return not row.isascii() and ("页" in row or "頁" in row)


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
    for node in _saying(page, _BACK):
        back = _places(absolute(node.get("href"), here) or "")
        if any(each.article == place.article and each.number < place.number for each in back):
            return True
    return False


def _in_comments(node: Node) -> bool:
    return any(_COMMENTS.search(f"{above.get('class')} {above.get('id')}") for above in (node, *node.ancestors()))
