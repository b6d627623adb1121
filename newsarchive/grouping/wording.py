"""The words of an article that its copies share: without the agency's line before them and the editors' lines behind."""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from opencc import OpenCC

from newsarchive.extract.body.lexicon import is_chaff, is_credit, is_imprint, is_signoff
from newsarchive.extract.fields.credits import past_dateline
from newsarchive.grouping.words import Words

LONGEST = 3000
"""Words that are looked at; a Chinese word is a character. Copies that are alike so far are alike."""
_CHARACTERS = 8
"""In a word with its space, in any language and on the average, or fewer."""
_BETWEEN = "\n/\n"
"""Between paragraphs: numbers and words of two of them do not become one."""

_HEADLINE = re.compile(r"^\s*【[^】]{2,80}】")
"""What a flash opens with: its headline once more."""
_SAID = r"(?:快讯|速递|突发|滚动|最新|要闻|头条|独家|转载|更新|breaking|exclusive|update ?\d*)"
_LABEL = re.compile(rf"^\s*(?:[【\[]\s*{_SAID}\s*[】\]]\s*[：:｜|丨—-]?|{_SAID}\s*[：:｜|丨—-])\s*", re.IGNORECASE)
"""What an editor puts before a headline."""
_REMARK = re.compile(r"\s*[（(](?:组?图|视频|音频|[a-z]+图|photos?|video)[）)]\s*$", re.IGNORECASE)
"""What an editor puts behind one."""
_BY = re.compile(r"^[\s,，:：—-]*[（(]\s*(?:本报|本网|本社|总台|央视)?(?:记者|通讯员|作者|编辑|见习记者)[^）)]{0,40}[）)]")
_END = re.compile(
    r"\s*[（(【]\s*(?:完|责任?编辑|責任編輯|编辑|记者|本报记者|来源|文章来源|校对|"
    r"(?:reporting|editing|writing) by)[^）)】]{0,80}[）)】]\s*$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*(万亿|万|亿|thousand\b|million\b|billion\b|trillion\b)")
_TIMES = {"万": 4, "亿": 8, "万亿": 12, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
"""Zeros that a word after a number stands for."""
_WITHIN_NUMBER = re.compile(r"[.,·](?<=\d.)(?=\d)")
_LEVEL = 1
"""Of compression: more takes three times as long to save a tenth."""
_FURNITURE = 400
"""Characters. A line that stands around the text is not longer."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What two copies are compared by: words without marks and spaces, numbers in one form, one script of Chinese.

    A Chinese word is a character.
    """

    title: Words
    text: Words

    def packed(self) -> bytes:
        """The wording in a few bytes, to be kept or sent."""
        parts = (part for words in (self.title, self.text) for part in (words.letters, words.long))
        return zlib.compress("\n".join(parts).encode("utf-8", "surrogatepass"), _LEVEL)

    @classmethod
    def unpacked(cls, data: bytes) -> Wording:
        """What :meth:`packed` wrote."""
        title, of_title, text, of_text = zlib.decompress(data).decode("utf-8", "surrogatepass").split("\n")
        return cls(Words(title, of_title), Words(text, of_text))


def wording(title: str | None, text: str) -> Wording:
    """The wording of an article; ``text`` is what a reader reads, a paragraph a line."""
    lines = _simplified(text[: LONGEST * _CHARACTERS]).splitlines()
    matter = _BETWEEN.join(_matter(line, opening=number < 3) for number, line in enumerate(lines))
    headline = _LABEL.sub("", _REMARK.sub("", _simplified(title or "")))
    return Wording(_words(headline), _words(matter).first(LONGEST))


def _simplified(text: str) -> str:
    """The text in simplified characters: one piece is printed in Beijing and in Hong Kong."""
    return text if text.isascii() else _converter().convert(text)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s.json")


def _matter(line: str, *, opening: bool) -> str:
    """Of a line what belongs to the piece itself."""
    line = line.strip()
    if not line or (len(line) <= _FURNITURE and (is_signoff(line) or is_chaff(line) or is_imprint(line) or is_credit(line))):
        return ""
    if opening:
        line = _BY.sub("", past_dateline(_HEADLINE.sub("", line) or line))
    return _END.sub("", line) if line.endswith((")", "）", "】")) else line


def _words(text: str) -> Words:
    plain = unicodedata.normalize("NFKC", text).casefold()
    if any(unit in plain for unit in _TIMES):
        plain = _AMOUNT.sub(_in_full, plain)
    return Words.of(_WITHIN_NUMBER.sub("", plain))


def _in_full(amount: re.Match[str]) -> str:
    """``1.2万`` as ``12000``."""
    number = Decimal(amount[1].replace(",", "")).scaleb(_TIMES[amount[2]])
    return f"{number:f}".removesuffix(".0")
