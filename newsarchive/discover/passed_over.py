"""What a sitemap names besides articles: the pattern that passes it over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from newsarchive.extract.lists.section import OTHER_PAGES, points_of_addresses

_NO_ARTICLES = -1.5
"""Points of an address, down to which it does not look like an article's."""
_MOST = 15
"""Pages, or folders of pages, that are named one by one."""


def skip_pattern(urls: Iterable[str], *, framed: Collection[str] = (), articles: Iterable[str] = ()) -> str | None:
    """A regular expression for what is surely no article among the addresses of a sitemap; None where there is nothing.

    To pass over an article would lose it, and to ask for a page that is none costs a request: in doubt nothing is passed
    over. Only addresses that do not look like an article's are, and only where something else speaks against them too: their
    words, their standing in the navigation, or that others lie below them.

    Args:
        urls: what the sitemap names.
        framed: what the site's navigation and footer lead to.
        articles: what is known from elsewhere to be an article.
    """
    named = list(dict.fromkeys(urls))
    above = {folder for url in named for folder in _folders(url)}
    unlike = [url for url in named if points_of_addresses([url]) <= _NO_ARTICLES]
    others = [url for url in unlike if url in framed or url.rstrip("/") in above or OTHER_PAGES.search(urlsplit(url).path)]
    known = {*articles, *(set(named) - set(others))}
    parts = [part for part in _parts(others) if not any(re.search(_whole([part]), url) for url in known)]
    return _whole(parts) if parts else None


def _folders(url: str) -> set[str]:
    """The addresses above one, the site's own included, without a slash at their end."""
    start, _, path = url.partition("://")[2].partition("?")[0].partition("/")
    steps = path.rstrip("/").split("/") if path.rstrip("/") else []
    base = f"{url.partition('://')[0]}://{start}"
    return {"/".join([base, *steps[:number]]) for number in range(len(steps))}


def _parts(urls: list[str]) -> list[str]:
    """Expressions for paths: of each folder of which there are several pages, and of each page besides."""
    paths = [f"/{url.partition('://')[2].partition('/')[2]}" for url in urls]
    folders = Counter(path.split("/")[1] for path in paths if path.count("/") > 1 and not path.endswith("/"))
    many = [folder for folder, number in folders.items() if number > 1]
    singles = [path for path in paths if path.count("/") < 2 or path.split("/")[1] not in many]
    return [*(f"/{_escaped(folder)}/.*" for folder in many[:_MOST]), *(_escaped(path) for path in singles[:_MOST])]


def _whole(parts: list[str]) -> str:
    return f"^https?://[^/]+(?:{'|'.join(dict.fromkeys(parts))})$"


def _escaped(path: str) -> str:
    return re.sub(r"([.?+*()\[\]{}|^$\\])", r"\\\1", path)
