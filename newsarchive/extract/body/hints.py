"""What the names of an element say about it: a menu, a comment, a caption, or the body of an article.

Authors of templates name things for themselves: ``class="post-share-bar"``, ``id="relatedNews"``. The names are split into
words, and the words of the trade are known in the handful of forms that templates of every country use.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from newsarchive.extract.page import Node

# Plain numbers and not an IntFlag, whose arithmetic would cost more than all the rest here.
NOISE: Final = 1
"""Navigation, comments, shares, related pieces, advertising, sign-up boxes."""
CAPTION: Final = 2
"""Belongs to a picture."""
BYLINE: Final = 4
"""Author, date, section and tags, around the headline or below the text."""
BODY: Final = 8
"""Says that it holds the article's text."""
HIDDEN: Final = 16
CONTROL: Final = 32
"""Menus, buttons, rankings: apart as :data:`NOISE` is, as long as there is no running text in them."""
COMMENTS: Final = 64
"""What readers say; always :data:`NOISE` as well."""
APART: Final = NOISE | CAPTION | BYLINE | HIDDEN | CONTROL | COMMENTS
"""Whatever keeps text out of the body."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOISE_WORDS = _set(
    """ad ads adslot adv advert advertisement aside banner cookie cookies cta donate donation
    download feedback footer form inquiry login modal mostread newsletter outbrain paywall popup printonly promo promotion
    promotions reaction reactions readmore recirc recirculation recommend recommended regwall relate related respond
    restricted
    rss share sharebar sharebox sharing sidebar signup social sponsor sponsored subscribe subscribers subscription taboola
    trending upsell xiangguan"""
)
_CONTROL_WORDS = _set(
    """breadcrumb breadcrumbs btn button buttons dropdown menu nav navbar navigation pager pagination paging prev qr qrcode
    rank ranking rating ratings register search skip toolbar tooltip topics"""
)
_NOISE_BEGINNINGS = re.compile(
    r"relat(?:ed|ive?)(?:post|art|news|link|stor|con)|recommend|republi|newsletter|share|social|footer|sidebar|breadcrumb|"
    r"advert|promo|subscri|sponsor|copyright|disclaim|taboola|outbrain|disqus|popular|trending|paginat|cookie|readmore|nextprev"
)
_COMMENTS = re.compile(r"comment|disqus|repl(?:y|ies)$|respond$")
_CAPTION_WORDS = _set(
    "caption captions figcaption cutline legend imgcaption photocredit imagecaption gallery lightbox slideshow thumbs"
)
_BYLINE_WORDS = _set(
    """author authors authorbio bio byline bylines copyright credit credits dateline disclaimer keywords meta metadata postmeta
    pubdate publish published tag tags timestamp writer"""
)
_QUOTED = _set("embed embedded tweet quote pullquote")
"""A quoted post of a social network is part of the story."""
_SUBJECTS = _set("article artical articles entry post story news detail details main text page blog single")
_MATTERS = _set("body content contents text copy txt con conent")
_JOINED = re.compile(r"(?:article|artical|entry|post|story|news|detail|main|art)(?:body|content|text|txt|con)$")

_OF_SOMETHING_ELSE = re.compile(
    r"(?:tag|category|type|has|is|no|not|non|with|without|js|hide|show|disable|enable|elementor)(?=[-_A-Z])|.*[\[\]:]"
)
"""Names that tell a state or a subject, or are utilities of a style sheet: nothing about the role of the element."""
_WORDS = re.compile(r"[a-z]+|[A-Z]{2,}(?![a-z])|[A-Z][a-z]*")

_OF_TAG = {
    **dict.fromkeys(("footer", "aside", "form", "dialog"), NOISE),
    **dict.fromkeys(("nav", "button", "menu"), CONTROL),
    "figcaption": CAPTION,
    "address": BYLINE,
}
_WHOLE_PAGE = frozenset(("html", "body"))
_MAIN_PARTS = frozenset(("main", "article"))
_NOISY_ROLES = frozenset(("navigation", "complementary", "banner", "contentinfo", "dialog", "search", "menu", "alert"))
_TELLING = frozenset(("role", "itemprop", "property", "hidden", "style"))
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def hints_of(node: Node) -> int:
    """What an element's tag, class, id, role and style say, as a combination of the constants of this module."""
    attrs = node.attrs
    if not attrs:
        return _OF_TAG.get(node.tag, 0)
    found = _of_names(node.tag, attrs.get("class"), attrs.get("id"))
    if not _TELLING.isdisjoint(attrs):  # most elements have none of these
        for name in _TELLING.intersection(attrs):
            found |= _of_attribute(name, attrs[name] or "")
    if node.tag in _WHOLE_PAGE:
        return 0
    return found & ~APART if node.tag in _MAIN_PARTS else found


def _of_attribute(name: str, value: str) -> int:
    if name == "role":
        return NOISE if value in _NOISY_ROLES else 0
    if name == "style":
        return HIDDEN if _INVISIBLE.search(value) else 0
    if name == "hidden":
        return HIDDEN
    return BODY if value.endswith("articleBody") else 0


@lru_cache(maxsize=2048)
def _of_names(tag: str, classes: str | None, name: str | None) -> int:
    """What a tag, the class names and the id say together."""
    found = _OF_TAG.get(tag, 0)
    names = f"{classes or ''} {name or ''}"
    for each in names.split():
        found |= _of_name(each)
    return found & ~NOISE if not _QUOTED.isdisjoint(_WORDS.findall(names)) else found


@lru_cache(maxsize=2048)
def _of_name(name: str) -> int:
    if _OF_SOMETHING_ELSE.match(name):
        return 0
    words = [word.lower() for word in _WORDS.findall(name)]
    found = 0
    for word in words:
        if word in _NOISE_WORDS or _NOISE_BEGINNINGS.match(word):
            found |= NOISE
        if _COMMENTS.match(word):
            found |= NOISE | COMMENTS
        if word in _CONTROL_WORDS:
            found |= CONTROL
        if word in _CAPTION_WORDS:
            found |= CAPTION
        if word in _BYLINE_WORDS:
            found |= BYLINE
        if _JOINED.search(word):
            found |= BODY
    if any(subject in _SUBJECTS and matter in _MATTERS for subject, matter in pairwise(words)):
        found |= BODY
    return found
