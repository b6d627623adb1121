"""What the names of an element say about it: a menu, a comment, a caption, or the body of an article.

Authors of templates name things for themselves: ``class="post-share-bar"``, ``id="relatedNews"``. The names are split into
words, and the words of the trade are known in the handful of forms that templates of every country use.
"""

from __future__ import annotations

import re
from enum import IntFlag
from functools import lru_cache

from newsarchive.extract.page import Node


class Hint(IntFlag):
    """What an element seems to be; several may hold at once."""

    NONE = 0
    NOISE = 1
    """Navigation, comments, shares, related pieces, advertising, sign-up boxes."""
    CAPTION = 2
    """Belongs to a picture."""
    BYLINE = 4
    """Author, date, section and tags around the headline or below the text."""
    BODY = 8
    """Says that it holds the article's text."""
    HIDDEN = 16


_ABOUT_SOMETHING_ELSE = re.compile(r"(?:tag|category|type|has|is|no|not|non|with|without|js|hide|show|hentry|elementor)[-_]|.*[\[\]:]")
"""Names that describe a state or a subject, or are utilities of a style sheet, rather than the role of the element."""
_WORDS = re.compile(r"[a-z]+|[A-Z]{2,}(?![a-z])|[A-Z][a-z]*")

# Whole words, and beginnings of words that mean nothing else.
_NOISE = frozenset(
    """ad ads adv advert advertisement adslot aside banner breadcrumb breadcrumbs btn button buttons comment
    comments cookie cookies cta disqus donate donation download dropdown feedback footer form
    inquiry login menu modal mostread nav navbar navigation newsletter outbrain pager pagination paging paywall
    popup prev printonly promo promotion promotions qr qrcode rating ratings reaction reactions readmore
    recirc recirculation recommend recommended related relate rank ranking register reply replies respond rss search share
    sharebar sharebox sharing sidebar signup skip social sponsor sponsored subscribe subscription subscribers
    taboola teaser teasers toolbar tooltip topics trending upsell xiangguan""".split()
)
_NOISE_BEGINNINGS = re.compile(
    r"(?:comment|relat(?:ed|ive?)(?:post|art|news|link|stor|con)|recommend|newsletter|share|social|footer|sidebar|breadcrumb|advert|promo|"
    r"subscri|sponsor|copyright|disclaim|taboola|outbrain|disqus|popular|trending|paginat|cookie|readmore|nextprev)"
)
_CAPTION = frozenset("caption captions figcaption cutline legend imgcaption photocredit imagecaption".split())
_BYLINE = frozenset(
    """author authors authorbio bio byline bylines copyright credit credits dateline disclaimer keywords meta
    metadata postmeta pubdate publish published tag tags timestamp writer""".split()
)
_EMBEDDED = frozenset(("embed", "embedded", "tweet", "quote", "pullquote"))
_SUBJECT = frozenset("article artical articles entry post story news detail details main text page blog single".split())
_MATTER = frozenset("body content contents text copy txt con conent".split())
_JOINED = re.compile(
    r"(?:article|artical|entry|post|story|news|detail|main|art)(?:body|content|text|txt|con)$|^trseditor$|^newstext$"
)


@lru_cache(maxsize=8192)
def _of_word(word: str) -> int:
    found = 0
    if word in _NOISE or _NOISE_BEGINNINGS.match(word):
        found |= Hint.NOISE
    if word in _CAPTION:
        found |= Hint.CAPTION
    if word in _BYLINE:
        found |= Hint.BYLINE
    if _JOINED.search(word):
        found |= Hint.BODY
    return int(found)


@lru_cache(maxsize=8192)
def _of_name(name: str) -> int:
    """What one class name or id says."""
    if _ABOUT_SOMETHING_ELSE.match(name):
        return 0
    words = [word.lower() for word in _WORDS.findall(name)]
    found = 0
    for word in words:
        found |= _of_word(word)
    if not _EMBEDDED.isdisjoint(words):
        found &= ~Hint.NOISE  # a quoted post of a social network is part of the story
    if not found & Hint.BODY:
        for subject, matter in zip(words, words[1:], strict=False):
            if subject in _SUBJECT and matter in _MATTER:
                found |= Hint.BODY
    return int(found)


@lru_cache(maxsize=4096)
def _of_names(names: str) -> int:
    found = 0
    for name in names.split():
        found |= _of_name(name)
    return found


_OF_TAG = {
    "nav": Hint.NOISE,
    "footer": Hint.NOISE,
    "aside": Hint.NOISE,
    "form": Hint.NOISE,
    "button": Hint.NOISE,
    "menu": Hint.NOISE,
    "dialog": Hint.NOISE,
    "textarea": Hint.NOISE,
    "figcaption": Hint.CAPTION,
    "address": Hint.BYLINE,
}
_NOISY_ROLES = frozenset(("navigation", "complementary", "banner", "contentinfo", "dialog", "search", "menu", "alert"))
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def hints_of(node: Node) -> int:
    """What an element's tag, class, id, role and style say, as a combination of :class:`Hint`."""
    found = int(_OF_TAG.get(node.tag, 0))
    attrs = node.attrs
    if not attrs:
        return found
    names = f"{attrs.get('class') or ''} {attrs.get('id') or ''}"
    if names != " ":
        found |= _of_names(names)
    role = attrs.get("role")
    if not _EMBEDDED.isdisjoint(_WORDS.findall(names)):
        found &= ~Hint.NOISE
    if role and role in _NOISY_ROLES:
        found |= Hint.NOISE
    if (attrs.get("itemprop") or attrs.get("property") or "").endswith("articleBody"):
        found |= Hint.BODY
    style = attrs.get("style")
    if "hidden" in attrs or (style and _INVISIBLE.search(style)):
        found |= Hint.HIDDEN
    return found
