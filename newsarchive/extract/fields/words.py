"""Small questions about words: what two spellings have in common, and whether a text is Chinese."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_RANGE = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_RANGE}]|[^\W{_RANGE}]+")
MARKS = {code: None for code in range(128) if not chr(code).isalnum()}
"""What of ASCII is no letter and no digit, for :meth:`str.translate`, which is many times as quick as to ask for each."""
CJK = re.compile(f"[{_RANGE}]")


def clean(text: str) -> str:
    """The words as a reader sees them: entities escaped twice are read, invisible characters and line ends gone."""
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    return " ".join(text.split())


def key(text: str) -> str:
    """What makes two spellings the same: letters and digits, without case, width and punctuation."""
    if text.isascii():
        return text.lower().translate(MARKS)
    text = unicodedata.normalize("NFKC", text)
    return "".join(filter(str.isalnum, text.casefold()))


def tokens(text: str) -> list[str]:
    """Words in lower case; every CJK character is one."""
    return _TOKEN.findall(text.casefold())


def overlap(one: Iterable[str], other: Iterable[str]) -> float:
    """How much two bags of words share, from 0 to 1: the harmonic mean of the two shares."""
    a, b = set(one), set(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def is_cjk(text: str) -> bool:
    """Whether a good part of the text is Chinese, Japanese or Korean."""
    return not text.isascii() and len(CJK.findall(text)) > 0.2 * len(text)
