"""A news site that is a trap: a session of its own in every address of every page, and a calendar that never ends.

    with TrapSite(pieces(12), "jsessionid") as site:
        site.url + "/all"

Articles have no canonical address: nothing on a page says that it is one of many twins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count

from newsarchive.demo import Answer
from newsarchive.demo.content import HTML, NOT_FOUND
from tests.site.hostile import HostileSite
from tests.site.news import Piece, article_page, section_page

FORMS: dict[str, str] = {
    "jsessionid": "{path};jsessionid=0A1B{number:028X}{query}",
    "PHPSESSID": "{path}{joint}PHPSESSID=0a1b{number:022x}",
    "sid": "{path}{joint}sid=0a1b{number:028x}",
}
"""How a site writes its sessions into addresses."""
PER_PAGE = 5


class Trap:
    """What the site answers; every answer begins a session."""

    def __init__(self, articles: Sequence[Piece], form: str) -> None:
        self._form = FORMS[form]
        self._articles = sorted(articles, key=lambda each: each.published, reverse=True)
        self._sessions = count(1)

    def answer(self, path: str, query: Mapping[str, str]) -> Answer:
        """The response to a ``GET``, whatever the session in its address."""
        path = path.partition(";")[0]
        name = f"{path}?id={query['id']}" if "id" in query else path
        page = next((article_page(each, "") for each in self._articles if each.path == name), None)
        if page is None and path == "/all":
            page = self._section(int(query.get("page", 1)))
        if page is None and (month := re.fullmatch(r"/calendar/(\d{4})/(\d\d)/", path)):
            page = _calendar(int(month[1]), int(month[2]))
        return Answer.of(self._in_session(page), HTML) if page else NOT_FOUND

    def _section(self, number: int) -> str:
        shown = self._articles[(number - 1) * PER_PAGE : number * PER_PAGE]
        return section_page("all", shown, f"/all?page={number + 1}" if number * PER_PAGE < len(self._articles) else None)

    def _in_session(self, page: str) -> str:
        page = re.sub(r'<link rel="canonical"[^>]*>', "", page)
        number = next(self._sessions)

        def marked(link: re.Match[str]) -> str:
            path, mark, query = link[1].partition("?")
            whole, joint = link[1], "&amp;" if mark else "?"
            if "{query}" in self._form:
                return f'href="{self._form.format(path=path, number=number, query=mark + query)}"'
            return f'href="{self._form.format(path=whole, joint=joint, number=number)}"'

        return re.sub(r'href="(/[^"]*)"', marked, page)


def _calendar(year: int, month: int) -> str:
    """A month with events, each at an address that looks like an article's, and the way to the next one."""
    following = f"/calendar/{year + month // 12}/{month % 12 + 1:02}/"
    names = ("market-day-on-the-old-quay-with-music", "open-evening-in-the-reading-room", "walk-along-the-sea-wall-to-the-weir")
    days = "".join(
        f'<li><h3><a href="/events/{year}/{month:02}/{day:02}/{name}.html">{name.replace("-", " ").title()}</a></h3></li>'
        for day, name in zip((3, 12, 26), names, strict=True)
    )
    return f"""<!doctype html><html lang="en"><head><title>Events</title></head><body><main><h1>{year}-{month:02}</h1>
<ul>{days}</ul><a rel="next" href="{following}">Next month</a></main></body></html>"""


class TrapSite(HostileSite):
    """The site, running."""

    def __init__(self, articles: Sequence[Piece], form: str = "jsessionid") -> None:
        super().__init__(Trap(articles, form))  # type: ignore[arg-type]  # all it asks of a content is to answer
