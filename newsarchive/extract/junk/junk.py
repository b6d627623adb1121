"""Tell pages that are no article from those that are, and say what they are instead.

A captcha, a "system busy" or a list of headlines arrives with status 200 and a title, and must never replace a good
copy. The words of such pages occur in articles *about* them too, so a phrase alone decides nothing: a notice is short
and says little else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.extract.junk.notices import FILLERS, KINDS, PAYWALL, PAYWALL_WORDS
from newsarchive.extract.page import Block, Page

_SHORT = 900
"""A text below this size (see :func:`_size`) can be a notice; a news flash is about as long."""
_STUB = 1_500
"""A text below this size can be what a paywall shows of an article."""
_LONGEST_TITLE = 300
_COVERED = 0.5
"""The share of a notice's letters that its standing phrases make up."""
_LETTER = re.compile(r"[^\W_]")
_TITLE_PARTS = re.compile(r"\s*[|_–—·»:：]\s*|\s+-\s+")
_SENTENCE = re.compile(r"[.!?。！？…](?:\s|['\"”’）)]|$)|。")
_ARTICLE_TYPES = frozenset(
    ("article", "newsarticle", "reportagenewsarticle", "blogposting", "liveblogposting", "analysisnewsarticle")
)


def junk_of(page: Page, text: str) -> str | None:
    """Why the page is no article, such as ``captcha: Just a moment...``; ``None`` where it may be one.

    ``text`` is the body that was read from it.
    """
    size = _size(text)
    if size < _SHORT:
        for part in (text, *_titles(page)):
            if reason := junk_text(part):
                return reason
        if reason := _whole_page(page):
            return reason
    if size < _STUB and (reason := _paywall(page)):
        return reason
    return _listing(page, text)


def _titles(page: Page) -> Iterator[str]:
    """What the page calls itself, whole and without the name of the site."""
    if len(page.title) <= _LONGEST_TITLE:
        yield from (page.title, *_TITLE_PARTS.split(page.title))
    yield from (page.text_of(h1) for h1 in page.h1[:2])


def junk_text(text: str) -> str | None:
    """Why a text is a notice and no news: ``busy: 系统繁忙``; ``None`` for a text that says anything more.

    For a body that comes without a page around it, and for titles.
    """
    if not text or _size(text) > _SHORT:
        return None
    for kind, phrases in KINDS.items():
        found = phrases.search(text)
        if found and _covered(text, phrases) >= _COVERED:
            return f"{kind}: {found[0].strip()}"
    return None


def _size(text: str) -> int:
    """How much a text says: its bytes, for a Chinese character, of three bytes, says as much as three Latin letters."""
    return len(text.encode("utf-8", "replace"))


def _covered(text: str, phrases: re.Pattern[str]) -> float:
    """The share of the letters that stand in standing phrases."""
    letters = len(_LETTER.findall(text))
    rest = FILLERS.sub(" ", phrases.sub(" ", text))
    return 1 - len(_LETTER.findall(rest)) / letters if letters else 0.0


def _whole_page(page: Page) -> str | None:
    """A notice that the reading of the body passed over: all words of the page together."""
    words: list[str] = []
    room = _SHORT
    for block in page.blocks:
        if block.links * 2 > len(block.text):  # a way home, a menu
            continue
        room -= _size(block.text)
        if room < 0:
            return None
        words.append(block.text)
    return junk_text(" ".join(words))


def _paywall(page: Page) -> str | None:
    """The first lines of an article, and that the rest is to be paid for."""
    for block in page.blocks:
        if 6 <= len(block.text) < 400:
            words = block.text.lower()
            if any(word in words for word in PAYWALL_WORDS) and (found := PAYWALL.search(block.text)):
                return f"paywall: {found[0].strip()}"
    return None


def _listing(page: Page, text: str) -> str | None:
    """A list of articles: many headlines that are links, and hardly any prose that does not belong to one of them."""
    if _says_article(page):
        return None
    headlines = sum(map(_is_headline, page.blocks))
    if headlines < 12:
        return None
    prose = excerpts = 0
    since_headline = 9
    for block in page.blocks:
        length = len(block.text)
        since_headline += 1
        if _is_headline(block):
            since_headline = 0
        elif 8 <= length <= 2_000 and block.links * 2 < length and _is_prose(block.text):
            prose += 1
            excerpts += since_headline <= 2
    if excerpts >= 8 and excerpts > 0.8 * prose:
        return f"listing: {headlines} headlines, {excerpts} of them with an excerpt"
    if not any(map(_is_prose, text.splitlines())) and _size(text) < _SHORT:
        return f"listing: {headlines} headlines"
    return None


def _is_headline(block: Block) -> bool:
    """A line that is next to nothing but a link."""
    return block.links >= 0.9 * (length := len(block.text)) and 8 <= length <= 300 and _size(block.text) >= 24


def _is_prose(text: str) -> bool:
    return len(text) > 33 and _size(text) >= 100 and bool(_SENTENCE.search(text))


def _says_article(page: Page) -> bool:
    """Whether the page declares itself an article."""
    if (page.first_meta("og:type") or "").lower() == "article" or page.first_meta("article:published_time"):
        return True
    for item in page.json_ld:
        kinds = item.get("@type")
        if any(str(kind).lower() in _ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])):
            return True
    return False
