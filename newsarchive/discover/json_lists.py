"""JSON lists of articles told by their keys: where the list is, what its items say, and how one article is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from newsarchive.endpoints import Fields
from newsarchive.extract.dates.reading import read_date
from newsarchive.extract.lists.anchors import site_of
from newsarchive.extract.lists.web_address import web_address
from newsarchive.extract.markup.clean import text_of

MOST_ADDRESSES = 4
"""JSON addresses of one page that are asked for."""
MOST_TEMPLATES = 3
"""Addresses of one article that are tried."""

# fmt: off
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "newsid", "articleid", "docid", "infocode", "contentid", "storyid", "nid", "aid", "uuid", "slug", "code"),
    "title": ("title", "headline", "newstitle", "subject", "name"),
    "summary": ("summary", "digest", "description", "intro", "abstract", "excerpt"),
    "publisher": ("publisher", "medianame", "media", "source", "from", "origin"),
    "published": ("published", "publishedat", "publishtime", "publishdate", "pubdate", "pubtime", "showtime", "datetime",
                  "date", "time", "ctime", "createdat", "displaytime"),
    "authors": ("authors", "author", "byline"),
    "body": ("body", "content", "text", "html", "contenthtml", "bodyhtml", "articlebody"),
}
"""What the keys of news are called, the surest first; written small and without marks."""
# fmt: on
_ID = re.compile(r"[\w.-]{1,100}")
_PAGES = frozenset(("page", "p", "pn", "pageno", "pagenum", "pageindex", "pagenumber"))
"""What the number of a page is called in addresses."""
_DEEPEST = 5
_WHOLE = 200
"""Letters from which on a text is taken for an article's."""
_IN_SCRIPT = re.compile(r"""["'`]((?:https?:/)?/[^"'`\s<>\\]{1,300})["'`]""")
_HOLE = re.compile(r"\$\{[^{}]*\}")
_API = re.compile(r"\.json(?:$|\?)|/(?:api|ajax|json|webapi)(?:/|$|\?)", re.IGNORECASE)


def json_addresses(html: str, url: str) -> tuple[list[str], list[str]]:
    """Addresses of JSON on the same site that a page shows: whole ones, and those into which its script puts an ``{id}``."""
    tree = LexborHTMLParser(html.encode("utf-8", "replace"))
    said = [node.attributes.get("href") or "" for node in tree.css("a[href], link[href]")]
    said += [found for node in tree.css("script:not([src])") for found in _IN_SCRIPT.findall(node.text(deep=True))]
    whole: dict[str, None] = {}
    open_ended: dict[str, None] = {}
    for each in said:
        filled, holes = _HOLE.subn("{id}", each)
        address = web_address(filled, url)
        if address is None or not _API.search(address) or site_of(address) != site_of(url) or holes > 1:
            continue
        if holes or address.endswith(("=", "/")):
            open_ended[address if holes else address + "{id}"] = None
        else:
            whole[address] = None
    return list(whole)[:MOST_ADDRESSES], list(open_ended)


def embedded_json(html: str) -> Iterator[tuple[str, Any]]:
    """The JSON that a page carries in itself, each with the name of the element that holds it."""
    tree = LexborHTMLParser(html.encode("utf-8", "replace"))
    for node in tree.css('script[type="application/json"], script#__NEXT_DATA__:not([type="application/json"])'):
        try:
            yield node.attributes.get("id") or "application/json", json.loads(node.text(deep=True), strict=False)
        except (ValueError, RecursionError):
            continue


def find_list(data: Any, zone: Any) -> tuple[str, Fields, list[dict[str, Any]]] | None:
    """The longest list of articles in a document: where it is, where its fields are, and its items.

    Each item is to have an id of its own and a title; nothing less is a list of articles.
    """
    found = []
    for path, items in _lists(data):
        fields = _fields_of(items, ("id", "title", "summary", "publisher", "published", "authors"), zone)
        if fields.id and fields.title:
            found.append((path, fields, items))
    return max(found, key=lambda each: len(each[2]), default=None)


def find_article(data: Any, zone: Any) -> Fields | None:
    """Where an article's fields are in its document; None where there is no title, or no text as long as an article's."""
    for path, item in _objects(data):
        fields = _fields_of([item], ("title", "summary", "publisher", "published", "authors", "body"), zone)
        if fields.title and fields.body:
            return Fields(**{name: f"{path}{key}" for name, key in fields.model_dump(exclude_none=True).items()})
    return None


def page_template(url: str) -> tuple[str, int] | None:
    """The address of a list with ``{page}`` in the place of its page's number, and that number; None where it has none."""
    start, mark, query = url.partition("?")
    steps = query.split("&")
    for place, step in enumerate(steps):
        name, _, value = step.partition("=")
        if re.sub(r"[\W_]", "", name).lower() in _PAGES and value.isdecimal():
            return start + mark + "&".join([*steps[:place], f"{name}={{page}}", *steps[place + 1 :]]), int(value)
    return None


def article_templates(items: Sequence[Mapping[str, Any]], key: str, open_ended: Sequence[str], url: str) -> list[str]:
    """Addresses with ``{id}`` at which an article may be asked for: as its item says, or as the page's script does."""
    first, identity = items[0], str(items[0][key.strip('"')])
    found: dict[str, None] = {}
    for name, value in first.items():
        address = web_address(value, url) if isinstance(value, str) and re.match(r"https?://|/\w", value) else None
        if address and name != key and identity in address:
            found[_with_hole(address, identity)] = None
    return [each for each in dict.fromkeys([*found, *open_ended]) if each.count("{id}") == 1][:MOST_TEMPLATES]


def filled(template: str, identity: str) -> str:
    """A template with the id in its place."""
    return template.replace("{id}", quote(identity, safe=""))


def _with_hole(address: str, identity: str) -> str:
    start, found, end = address.rpartition(identity)
    return f"{start}{{id}}{end}" if found else address


def _lists(data: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if isinstance(data, list):
        if len(data) >= 2 and all(isinstance(each, dict) for each in data):
            yield path.removesuffix(".") or "@", data
    elif isinstance(data, dict) and depth < _DEEPEST:
        for name, value in data.items():
            yield from _lists(value, f"{path}{_key(name)}.", depth + 1)


def _objects(data: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(data, dict) and depth < _DEEPEST:
        yield path, data
        for name, value in data.items():
            yield from _objects(value, f"{path}{_key(name)}.", depth + 1)


def _key(name: str) -> str:
    """A key as JMESPath wants it."""
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else json.dumps(name, ensure_ascii=False)


def _fields_of(items: Sequence[Mapping[str, Any]], names: Sequence[str], zone: Any) -> Fields:
    """For each field, the first of the usual keys with values that can be one."""
    said: dict[str, str] = {}
    checks: dict[str, Callable[[list[Any]], bool]] = {
        "id": _are_ids,
        "published": lambda values: all(_is_date(value, zone) for value in values),
        "body": lambda values: all(isinstance(value, str) and len(text_of(value)) >= _WHOLE for value in values),
        "authors": lambda values: all(isinstance(value, str | list) for value in values),
    }
    for field in names:
        for wanted in _NAMES[field]:
            key = next((each for each in items[0] if re.sub(r"[\W_]", "", each).lower() == wanted), None)
            values = [item.get(key) for item in items] if key is not None else []
            well = checks.get(field, _are_words)
            if key is not None and key not in said.values() and values and well(values):
                said[field] = key
                break
    return Fields(**{field: _key(key) for field, key in said.items()})


def _are_ids(values: list[Any]) -> bool:
    words = [str(each) for each in values if isinstance(each, str | int) and not isinstance(each, bool)]
    return len(words) == len(values) == len(set(words)) and all(_ID.fullmatch(each) for each in words)


def _are_words(values: list[Any]) -> bool:
    return all(isinstance(each, str) and each.strip() for each in values)


def _is_date(value: Any, zone: Any) -> bool:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return False
    reading = read_date(str(value), zone=zone)
    return reading is not None and datetime(1990, 1, 1, tzinfo=reading.moment.tzinfo) < reading.moment


def host_of(url: str) -> str:
    """Scheme and host of an address."""
    parts = urlsplit(urljoin(url, "/"))
    return f"{parts.scheme}://{parts.netloc}"
