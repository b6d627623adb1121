"""Are two texts the same piece? Copies drop and add; texts made from one template put other words into the same places."""

from __future__ import annotations

import re
from enum import StrEnum
from math import ceil
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from newsarchive.grouping.alignment import FIRM, OPENING, Alignment, aligned
from newsarchive.grouping.signature import LEAST
from newsarchive.grouping.wording import Wording
from newsarchive.grouping.words import Words


class _Needed(NamedTuple):
    """What two texts must have in common, and may have instead of each other, for what else speaks for it."""

    covered: float
    """Of the shorter text, that stands in the longer one as well."""
    of_longer: float
    """Of the longer text: a round-up that contains a piece is no copy of it."""
    instead: float
    """Of the shorter text, for which the longer one may have something else: two pieces can share all but what they are about."""


_NEEDED = (_Needed(0.8, 0.35, 0.1), _Needed(0.55, 0.35, 0.3), _Needed(0.4, 0.25, 0.4))
"""Where neither the title nor the opening is alike, where one of them is, and where both are."""
_ROUND_UP = _Needed(0.8, 0.35, 0.05)
"""For two that are columns: the same news in both is common, and one piece instead of another makes another round-up."""
_COVERED_AFTER_CORRECTION = 0.5
_SHORT, _BRIEF = 80, 200
"""Chinese characters, or half as many words. Below the first, a flash; below the second, the title has to be the same."""
_FLASH = _Needed(0.6, 0.3, 0.5)
"""For a flash whose title and opening are alike."""
_NEARLY_ALL = _Needed(0, 0.85, 1)
"""For any other flash, where there is no title that could differ."""
_TITLE_ALIKE = 0.6
"""Of the shorter title, that stands in the other one as well. Where a name was exchanged, the opening has to be alike, too."""
_OPENING_ALIKE = 0.6
"""Of the words that the shorter text opens with."""
_PER_EXCHANGE = 150
"""Words that have to be the same for every one that was exchanged: editors do that seldom."""

# The title of a column, the same every day, without its spaces: it says nothing of what is in it.
_COLUMN = re.compile(
    r"一览|早报|晚报|早参|早知道|要闻|简报|速览|汇总|盘点|播报|精选|早餐|必读|回顾|round-?up|briefing|digest|headlines|newsletter|"
    r"whatto(?:read|watch|know)|the(?:day|week)in"
)


class Verdict(StrEnum):
    """What two articles are to each other."""

    COPY = "copy"
    OTHER = "other"
    """They are not copies, as far as can be seen."""
    CONTRADICTION = "contradiction"
    """They have the same words, and another number in the same place: one is an update of the other, or of another matter."""


def same_piece(one: Wording, other: Wording) -> bool:
    """Whether two articles are copies of one piece: when in doubt, they are not."""
    return compared(one, other) is Verdict.COPY


def compared(one: Wording, other: Wording) -> Verdict:
    """What two articles are to each other: when in doubt, no copies."""
    if one == other:
        return Verdict.COPY if len(one.text) >= LEAST else Verdict.OTHER
    shorter, longer = sorted((len(one.text), len(other.text)))
    if shorter < LEAST or longer * min(each.of_longer for each in _NEEDED) > shorter:
        return Verdict.OTHER
    columns = [_COLUMN.search("".join(each.title)) is not None for each in (one, other)]
    titled = bool(one.title and other.title) and not any(columns)
    title = _titles_alike(one.title, other.title) if titled else None
    size = _length(min(one.text, other.text, key=len))
    if size < _SHORT and title is None and one.title and other.title:
        return Verdict.OTHER
    at_best = _needed(size, named_alike=title is not None, named_same=title is not None, open_alike=titled)
    if not _may_have(one.text, other.text, _enough(at_best, shorter, longer)):
        return Verdict.OTHER
    text = aligned(one.text, other.text, firm=FIRM, most=shorter // _PER_EXCHANGE)
    of_opening = min(shorter, OPENING) * _OPENING_ALIKE
    open_alike = titled and text.opening >= of_opening
    named_same = title is not None and (open_alike or all(each.is_editorial for each in title.exchanges))
    needed = _needed(size, named_alike=title is not None, named_same=named_same, open_alike=open_alike)
    if all(columns):
        needed = _ROUND_UP
    of_background = title is None and text.lead < of_opening  # what is new in the one is not in the other
    if text.is_whole and (
        of_background or text.same < _enough(needed, shorter, longer) or text.instead > shorter * needed.instead
    ):
        return Verdict.OTHER
    return _verdict(text, title, size)


def still_the_same(one: Wording, other: Wording) -> bool:
    """Whether an article that was corrected is still a copy of the other: the correction is the only difference in question."""
    shorter = min(len(one.text), len(other.text))
    return shorter > 0 and aligned(one.text, other.text).same >= shorter * _COVERED_AFTER_CORRECTION


def _titles_alike(one: Words, other: Words) -> Alignment | None:
    """Two titles side by side, if they are alike."""
    enough = min(len(one), len(other)) * _TITLE_ALIKE
    if not _may_have(one, other, enough):
        return None
    title = aligned(one, other, link=2)
    return title if title.same >= enough else None


def _needed(size: int, *, named_alike: bool, named_same: bool, open_alike: bool) -> _Needed:
    if size >= _SHORT:
        return _NEEDED[named_same + open_alike]
    return _FLASH if named_alike and open_alike else _NEARLY_ALL


def _enough(needed: _Needed, shorter: int, longer: int) -> float:
    return max(longer * needed.of_longer, shorter * needed.covered)


def _may_have(one: Words, other: Words, enough: float) -> bool:
    """Whether two texts may have so many words in common: a bound that costs a tenth of what it costs to align them."""
    least = ceil(enough)
    return LCSseq.similarity(one.letters, other.letters, score_cutoff=least) >= least


def _verdict(text: Alignment, title: Alignment | None, size: int) -> Verdict:
    """What it means that something was exchanged: whether the same words were used for another matter."""
    of_title = title.exchanges if title else []
    if text.changes_number or any(each.changes_number for each in [*text.exchanges, *of_title]):
        return Verdict.CONTRADICTION
    in_title = [each for each in of_title if not each.is_editorial]
    in_text = [each for each in text.exchanges if not each.is_editorial]
    foreign = [*in_text, *in_title]
    again = len(set(foreign)) < len(foreign)  # the same for the same, again and again: that is a name
    if again or (size < _BRIEF and in_title) or not text.is_whole or len(in_text) > text.same // _PER_EXCHANGE:
        return Verdict.OTHER
    return Verdict.COPY


def _length(words: Words) -> int:
    """How much is said, in Chinese characters: a word of an alphabet says what two of them do."""
    return len(words) + words.number_long
