"""Scores, by the definitions of those who published the pages.

Body: bags of four words in a row, of the truth and of what was read; precision and recall a page, averaged over the
pages; F1 is the harmonic mean of the two averages (scrapinghub/article-extraction-benchmark). A Chinese character is a
word, save in the set that comes from there.
Title: equal but for width, entities and white space. Day: the same day in the truth's own zone. Minute: the same minute.
Authors: the same set of names. Source: equal but for case and punctuation.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import fmean

from dateutil import parser as dates

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
_WORDS = re.compile(r"\w+")
_WORDS_AND_CHARACTERS = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")
_HAN_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?")
_CLOCK = re.compile(r"\d[:：时]\d\d")
_BETWEEN_NAMES = re.compile(r"\s*[;；,，、|/／&·•]\s*|\s+(?:and|und|et|y|e|og|och|en)\s+|\n+")
_BEFORE_NAMES = re.compile(
    r"^(?:by|von|por|par|di|da|av|af|door|written by|作者|记者|責任編輯|责任编辑|文|来源|编辑)\s*[:：]?\s+"
    r"|^(?:作者|记者|责任编辑|文)[:：/]\s*",
    re.IGNORECASE,
)

Overlap = tuple[int, int, int]
"""Shingles in both, in what was read only, in the truth only."""


def overlap(truth: str, read: str, *, characters: bool) -> Overlap:
    """What of the truth was read."""
    there, got = _shingles(truth, characters), _shingles(read, characters)
    both = sum((there & got).values())
    return both, got.total() - both, there.total() - both


def body_f1(pages: Iterable[Overlap]) -> float:
    """F1 over the pages of a set; an empty reading has no precision, an empty truth no recall."""
    pages = list(pages)
    precision = fmean([both / (both + extra) for both, extra, _ in pages if both + extra] or [0.0])
    recall = fmean([both / (both + missed) for both, _, missed in pages if both + missed] or [0.0])
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def page_f1(page: Overlap) -> float:
    """F1 of one page."""
    both, extra, missed = page
    return 2 * both / (2 * both + extra + missed) if any(page) else 1.0


def _shingles(text: str, characters: bool) -> Counter[tuple[str, ...]]:
    words = (_WORDS_AND_CHARACTERS if characters else _WORDS).findall(text)
    return Counter(tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3))) if words else Counter()


def same_title(truth: str, read: str | None) -> bool:
    """Equal, as a reader sees it."""
    return _line(truth) == _line(read)


def same_name(truth: str, read: str | None) -> bool:
    """Equal in letters and digits."""
    return re.sub(r"[\W_]+", "", _line(truth).casefold()) == re.sub(r"[\W_]+", "", _line(read).casefold())


def _line(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFKC", html.unescape(text or "")).replace("\u00ad", "").split())


def date_score(truth: str, read: datetime | None) -> tuple[bool, bool | None]:
    """Whether the day is right, and the minute; no minute where the truth has none."""
    there = _moment(truth)
    timed = bool(_CLOCK.search(truth))
    if read is None or there is None:
        return False, False if timed else None
    if there.tzinfo is None:
        minute = timed and there.replace(second=0) == read.replace(tzinfo=None, second=0, microsecond=0)
        return minute or there.date() == read.date(), minute if timed else None
    minute = timed and abs((there - read).total_seconds()) < 60
    days = {read.date(), read.astimezone(there.tzinfo).date()} if timed else {read.date()}
    return minute or there.date() in days, minute if timed else None


def _moment(words: str) -> datetime | None:
    try:
        return dates.parse(_HAN_DATE.sub(r"\1-\2-\3 ", words).replace("：", ":"))
    except ValueError:
        return None


def same_people(truth: str | Sequence[str], read: Sequence[str]) -> bool:
    """The same names, in whatever order."""
    return people(truth) == people(read)


def people(value: str | Sequence[str]) -> set[str]:
    """The names in a byline, or in several, taken apart."""
    lines = [value] if isinstance(value, str) else value
    names = (name for line in lines for name in _BETWEEN_NAMES.split(html.unescape(line)))
    bare = (re.sub(r"^[\W_]+|[\W_]+$", "", _BEFORE_NAMES.sub("", _line(name))).casefold() for name in names)
    return {name for name in bare if name}
