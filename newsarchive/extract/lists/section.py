"""Pages of headlines: which of their links lead to articles, and where the list goes on.

Links at addresses of one shape form a group, and a group is taken or left as a whole: a short headline among long ones is
an article, and a long name among sections is none. Groups are told apart by what headlines are everywhere: many, long,
outside of the navigation, at addresses that carry a number, a date or a name of several words. No site is known here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime, timedelta, tzinfo
from urllib.parse import urlsplit

from newsarchive.extract.dates.reading import find_dates
from newsarchive.extract.lists.anchors import Link, links_of, next_list, shape
from newsarchive.extract.lists.entry import Entry, EntryReader, Listing
from newsarchive.extract.page import Page

OTHER_PAGES = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|columnists?|users?|members?|profile|search|log-?in|register|sign-?(?:in|up)"
    r"|subscribe|subscriptions?|account|about|contact|privacy|terms|cookies?|imprint|impressum|help|faq|jobs|careers"
    r"|advertis\w*|newsletters?|rss|feeds?|shop|cart|comments?|calendar|page|sitemap|wp-(?:admin|login|content)|print|email)"
    r"(?:[/.?_-]|$)",
    re.IGNORECASE,
)
"""What the addresses of other pages than articles have in them."""
_DATED = re.compile(r"(?:19|20)\d\d[/_-]?(?:0[1-9]|1[0-2])(?:[/_-]?(?:0[1-9]|[12]\d|3[01]))?(?!\d)")
_DAY = re.compile(r"/((?:19|20|21)\d\d)[/_-](0?[1-9]|1[0-2])(?:[/_-](0?[1-9]|[12]\d|3[01]))?(?![\w-])")
"""A month or a day that is a part of a path of its own."""
_NAMED = frozenset(("number", "slug", "code"))
"""Kinds of names that tell one article from thousands."""
_KEYS = frozenset(
    ("id", "aid", "nid", "newsid", "articleid", "article_id", "docid", "contentid", "sid", "p", "infocode", "storyid")
)
_WIDE = re.compile("[\u3040-\u9fff\uac00-\ud7af]")
_TOMORROW = timedelta(days=1)
"""It is tomorrow somewhere."""
_ENOUGH = 3.0
"""Points from which on a group of links is taken for articles: its addresses and its words must both speak for it."""


def read_section(page: Page, *, url: str, zone: tzinfo | None, now: datetime, chosen: bool = False) -> Listing:
    """The articles that a page of headlines names, and its next page.

    Args:
        page: the page.
        url: where it was found.
        zone: of dates beside the headlines.
        now: when the page is read.
        chosen: the source definition says which addresses are articles, so that all are handed on.
    """
    links = links_of(page, url)
    groups: defaultdict[object, list[Link]] = defaultdict(list)
    for link in links:
        groups[shape(link.url)].append(link)
    taken = {link.url for group in groups.values() if chosen or _points(group) >= _ENOUGH for link in group}
    if not chosen:
        taken = {address for address in taken if not _lies_ahead(address, now)}
    entries = tuple(_entry(link, EntryReader(url, zone, now), zone) for link in links if link.url in taken)
    following = next_list(page, url)
    return Listing(entries, next_page=None if following and _lies_ahead(following, now) else following)


def _lies_ahead(url: str, now: datetime) -> bool:
    """Whether an address names a month or a day that has not come: calendars have no end, and news is never of the future."""
    named = _DAY.search(urlsplit(url).path)
    if not named:
        return False
    try:
        return date(int(named[1]), int(named[2]), int(named[3] or 1)) > (now + _TOMORROW).date()
    except ValueError:  # there is no such day
        return False


def _points(group: list[Link]) -> float:
    """How much speaks for a group of links at addresses of one shape being articles."""
    free = [link for link in group if not link.framed]
    if len(free) * 2 < len(group):
        return 0.0
    return points_of_addresses([link.url for link in group]) + _points_of_words(free)


def points_of_addresses(urls: list[str]) -> float:
    """How much the addresses of a group, all of one shape, speak for its being articles."""
    segments, keys = shape(urls[0])
    points = 0.0
    if segments[-1].partition(".")[0] in _NAMED or any(_names_article(key) for key in keys):
        points += 1.5
    elif not keys:
        points -= 1.5
    paths = [urlsplit(url).path + "?" + urlsplit(url).query for url in urls]
    points += 1.0 * all(_DATED.search(path) for path in paths)
    return points - 3.0 * all(OTHER_PAGES.search(path) for path in paths)


def _names_article(parameter: str) -> bool:
    key, _, kind = parameter.partition("=")
    return key in _KEYS and kind in ("digits", *_NAMED)


def _points_of_words(links: list[Link]) -> float:
    lengths = sorted(len(link.title) + len(_WIDE.findall(link.title)) for link in links)
    typical = lengths[len(lengths) // 2]
    points = 1.5 if typical >= 24 else 0.5 if typical >= 14 else -1.5
    many = len(links) >= 3
    headed = sum(link.headed for link in links) * 2 >= len(links)
    dated = sum(bool(link.beside) for link in links) * 2 >= len(links)
    return points + 0.5 * (many + headed + dated)


def _entry(link: Link, reader: EntryReader, zone: tzinfo | None) -> Entry:
    """The address and the date; headlines are cut short, or have the summary in them, and the page says them better."""
    found = next(find_dates(link.beside, zone=zone), None)
    if found and len(found.words) * 2 > len(link.beside):
        reader.date("published", link.beside, "date beside the link")
    return reader.entry(link.url)
