"""The words of an article that its copies share: without the agency's line before them and the editors' lines behind."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from newsarchive.extract.body.lexicon import is_chaff, is_credit, is_imprint, is_signoff
from newsarchive.extract.fields.credits import past_dateline
from newsarchive.worddiff import words_of

LONGEST = 3000
"""Words that are looked at; a Chinese word is a character. Copies that are alike so far are alike."""

_HEADLINE = re.compile(r"^\s*【[^】]{2,80}】")
"""What a flash opens with: its headline once more."""
_LABEL = re.compile(
    r"^\s*[【\[]?(?:快讯|速递|突发|滚动|最新|要闻|头条|独家|转载|更新|breaking|update ?\d*)[】\]]?\s*[：:｜|丨\-—]\s*",
    re.IGNORECASE,
)
"""What an editor puts before a headline."""
_BY = re.compile(r"^[\s,，:：—-]*[（(]\s*(?:本报|本网|本社|总台|央视)?(?:记者|通讯员|作者|编辑|见习记者)[^）)]{0,40}[）)]")
_END = re.compile(
    r"\s*[（(【]\s*(?:完|责任?编辑|責任編輯|编辑|记者|本报记者|来源|文章来源|校对|"
    r"(?:reporting|editing|writing) by)[^）)】]{0,80}[）)】]\s*$",
    re.IGNORECASE,
)
_WITHIN_NUMBER = re.compile(r"(?<=\d)[.,·](?=\d)")
_FURNITURE = 400
"""Characters. A line that stands around the text is not longer."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What two copies are compared by: words without marks and spaces, in one spelling; a Chinese word is a character."""

    title: tuple[str, ...]
    text: tuple[str, ...]


def wording(title: str | None, text: str) -> Wording:
    """The wording of an article; ``text`` is what a reader reads, a paragraph a line."""
    words: list[str] = []
    for number, line in enumerate(text.splitlines()):
        words += _words(_matter(line, opening=number < 3))
        if len(words) >= LONGEST:
            break
    return Wording(tuple(_words(_LABEL.sub("", title or ""))), tuple(words[:LONGEST]))


def _matter(line: str, *, opening: bool) -> str:
    """Of a line what belongs to the piece itself."""
    line = line.strip()
    if not line or (len(line) <= _FURNITURE and (is_signoff(line) or is_chaff(line) or is_imprint(line) or is_credit(line))):
        return ""
    if opening:
        line = _BY.sub("", past_dateline(_HEADLINE.sub("", line) or line))
    return _END.sub("", line)


def _words(text: str) -> list[str]:
    plain = _WITHIN_NUMBER.sub("", unicodedata.normalize("NFKC", text).casefold())
    return [word for word in words_of(plain) if word.isalnum()]
