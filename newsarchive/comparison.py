"""Two copies of an article held against each other: does a reader see a difference, and can the new one be believed?"""

from __future__ import annotations

import re
import unicodedata

from newsarchive.article import Article
from newsarchive.extract.markup.clean import text_of
from newsarchive.worddiff import words_of

MUCH_SHORTER = 0.5
"""A re-fetched text below this share of the archived one is taken for a fault of the site, not for a correction."""

_UNLIKE = 0.1
"""Below this share of common runs of words, two titles, or two texts, have nothing to do with each other."""
_TITLE_RUN, _TEXT_RUN = 2, 3
"""Words in a run; a Chinese word is a character here."""
_FEW = 80
"""Letters. A text below this size can change altogether without being another article: a news flash becomes a report."""

_FIELDS = ("title", "summary", "published", "updated", "publisher", "authors", "withdrawn")

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
_INSIGNIFICANT = re.compile(r"[\s\u200b\u200c\u200d\ufeff\xad]+")
# Lines that say another number, or another time, on every visit, and nothing besides.
_ROTATING = re.compile(
    r"(阅读|浏览|点击|评论|跟贴|收藏|点赞|分享|转发)(量|数|次数)?[:：]?[(（]?\d[\d,.]*[万亿kw+]*[)）]?(次|人|条)?"
    r"|\d[\d,.]*[万亿kw+]*(次|人|条)?(阅读|浏览|点击|评论|跟贴|点赞|收藏|分享)"
    r"|\d[\d,.]*[km]?\+?(views?|reads?|comments?|shares?|likes?|reactions?)"
    r"|(views?|reads?|comments?|shares?|likes?)[:(]?\d[\d,.]*[km]?\)?"
    r"|\d+(秒|分钟|小时|天)前|刚刚|\d+(seconds?|minutes?|mins?|hours?|hrs?|days?)ago|\d+minread",
    re.IGNORECASE,
)


def changed_fields(old: Article, new: Article) -> tuple[str, ...]:
    """The names of the fields in which a reader would see a difference; ``body`` for the text.

    White space, the shape of quotation marks, full-width letters, addresses of links, and lines that only count visits or
    time make none.
    """
    changed = [name for name in _FIELDS if _plain(getattr(old, name)) != _plain(getattr(new, name))]
    if old.digest != new.digest and _reading(old) != _reading(new):
        changed.append("body")
    return tuple(changed)


def suspicion(old: Article, new: Article) -> str | None:
    """Why a new copy is not believed to be a better one, in words; None where it may be."""
    before, now = text_of(old.body), text_of(new.body)
    if len(now) < len(before) * MUCH_SHORTER:
        return f"its text has {len(now)} characters, the archived one {len(before)}"
    other_title = _likeness(old.title or "", new.title or "", _TITLE_RUN) < _UNLIKE
    if other_title and min(len(before), len(now)) >= _FEW and _likeness(before, now, _TEXT_RUN) < _UNLIKE:
        return f"it reads like another article: {(new.title or now)[:60]!r}, the archived one is {(old.title or before)[:60]!r}"
    return None


def _plain(value: object) -> object:
    return _normal(value) if isinstance(value, str) else value


def _normal(text: str) -> str:
    return _INSIGNIFICANT.sub("", unicodedata.normalize("NFKC", text.translate(_QUOTES)))


def _reading(article: Article) -> list[str]:
    lines = map(_normal, text_of(article.body).splitlines())
    return ["".join(line for line in lines if not _ROTATING.fullmatch(line))]


def _likeness(one: str, other: str, run: int) -> float:
    """The share of the shorter one's runs of words that the other one has as well, from 0 to 1."""
    runs, others = _runs(one, run), _runs(other, run)
    return len(runs & others) / min(len(runs), len(others)) if runs and others else float(runs == others)


def _runs(text: str, run: int) -> set[tuple[str, ...]]:
    words = [word for word in words_of(unicodedata.normalize("NFKC", text).casefold()) if word.isalnum()]
    return {tuple(words[place : place + run]) for place in range(max(1, len(words) - run + 1))} if words else set()
