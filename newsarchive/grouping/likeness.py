"""Are two texts the same piece? Copies drop and add; texts made from one template put other words into the same places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

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
_OPENING, _OPENING_ALIKE = 25, 0.6
"""Words that a text opens with: news says first what is new. And the share of them that is to be the same."""
_PER_EXCHANGE = 150
"""Words that have to be the same for every one that was exchanged: editors do that seldom."""
_LINK, _FIRM = 4, 15
"""A shorter run of equal words between two differences is a coincidence; below the second, so is one that is shorter than either
difference: what stands there is another sentence of that shape."""
_SLOT = 20
"""Letters, as :func:`_size` counts them. What fills a place in a template is not longer; what is longer is another passage."""

# The title of a column, the same every day, without its spaces: it says nothing of what is in it.
_COLUMN = re.compile(
    r"一览|早报|晚报|早参|早知道|要闻|简报|速览|汇总|盘点|播报|精选|早餐|必读|回顾|round-?up|briefing|digest|headlines|newsletter|"
    r"whatto(?:read|watch|know)|the(?:day|week)in"
)
_DIGITS = re.compile(r"\d+")
_NUMERAL = re.compile(r"\d+|[〇零一二三四五六七八九十百千万亿两]")
# What editors exchange without changing what is said: the day seen from another day, and themselves.
_EDITORIAL = re.compile(r"(?:我国|我|中国|中|今天?|昨天?|前天?|当天?|近|日|晚|上午|下午|本报|本网|记者|获悉|\d{1,4}|年|月)*")


class _Exchange(NamedTuple):
    """Words that stand where the other text has other words."""

    one: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def changes_number(self) -> bool:
        one, other = (_NUMERAL.findall(" ".join(side)) for side in self)
        return bool(one and other and one != other)

    @property
    def is_editorial(self) -> bool:
        return all(_EDITORIAL.fullmatch("".join(side)) for side in self)


class _Alignment(NamedTuple):
    """Two texts side by side."""

    same: int
    """Words that both have, in runs long enough to mean something."""
    exchanges: list[_Exchange]
    instead: int
    """Words of passages in whose place the other text has another passage."""
    opening: int
    """Words of the openings that both have."""
    changes_number: bool
    """Whether two passages, of which one stands in the place of the other, begin or end with another number each."""


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
    text = _aligned(one.text, other.text, firm=_FIRM)
    open_alike = titled and text.opening >= min(shorter, _OPENING) * _OPENING_ALIKE
    named_same = title is not None and (open_alike or all(each.is_editorial for each in title.exchanges))
    needed = _needed(size, named_alike=title is not None, named_same=named_same, open_alike=open_alike)
    if all(columns):
        needed = _ROUND_UP
    if text.same < _enough(needed, shorter, longer) or text.instead > shorter * needed.instead:
        return Verdict.OTHER
    return _verdict(text, title, size)


def still_the_same(one: Wording, other: Wording) -> bool:
    """Whether an article that was corrected is still a copy of the other: the correction is the only difference in question."""
    shorter = min(len(one.text), len(other.text))
    return shorter > 0 and _aligned(one.text, other.text).same >= shorter * _COVERED_AFTER_CORRECTION


def _titles_alike(one: Words, other: Words) -> _Alignment | None:
    """Two titles side by side, if they are alike."""
    enough = min(len(one), len(other)) * _TITLE_ALIKE
    if not _may_have(one, other, enough):
        return None
    title = _aligned(one, other, link=2)
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


def _verdict(text: _Alignment, title: _Alignment | None, size: int) -> Verdict:
    """What it means that something was exchanged: whether the same words were used for another matter."""
    of_title = title.exchanges if title else []
    if text.changes_number or any(each.changes_number for each in [*text.exchanges, *of_title]):
        return Verdict.CONTRADICTION
    in_title = [each for each in of_title if not each.is_editorial]
    in_text = [each for each in text.exchanges if not each.is_editorial]
    foreign = [*in_text, *in_title]
    again = len(set(foreign)) < len(foreign)  # the same for the same, again and again: that is a name
    if again or (size < _BRIEF and in_title) or len(in_text) > text.same // _PER_EXCHANGE:
        return Verdict.OTHER
    return Verdict.COPY


def _aligned(one: Words, other: Words, link: int = _LINK, firm: int = 0) -> _Alignment:
    same, instead, opening, exchanges, changes_number = 0, 0, 0, [], False
    before = (0, 0)  # where the last link ended, in either text
    for start, begin, size in [*_links(one, other, link, firm), (len(one), len(other), 0)]:
        exchange = _exchange(one.spelled[before[0] : start], other.spelled[before[1] : begin])
        if exchange is not None and max(map(_size, exchange)) <= _SLOT:
            exchanges.append(exchange)
        elif exchange is not None:
            instead += min(map(len, exchange))
            changes_number = changes_number or _ends_in_other_numbers(exchange)
        before = (start + size, begin + size)
        same += size
        opening += max(0, min(size, _OPENING - max(start, begin)))
    return _Alignment(same, exchanges, instead, opening, changes_number)


def _links(one: Words, other: Words, link: int, firm: int) -> list[tuple[int, int, int]]:
    """The runs of words that both have: where they begin in either, and how long they are."""
    links = _runs(one.letters, other.letters, link)
    if any(one.spelled[start : start + size] != other.spelled[begin : begin + size] for start, begin, size in links):
        links = _runs(one.spelled, other.spelled, link)  # two words have the same letter
    edges = [(0, 0, 0), *links, (len(one), len(other), 0)]
    gaps = [_gap(here, after) for here, after in pairwise(edges)]
    return [each for place, each in enumerate(links) if each[2] >= min(firm, max(gaps[place : place + 2]))]


def _runs(one: Sequence[str], other: Sequence[str], link: int) -> list[tuple[int, int, int]]:
    blocks = Indel.opcodes(one, other).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size >= link]


def _gap(here: tuple[int, int, int], after: tuple[int, int, int]) -> int:
    """Words between two links, of the text that has more; none where one of the texts has none."""
    of_one, of_other = after[0] - here[0] - here[2], after[1] - here[1] - here[2]
    return max(of_one, of_other) if of_one and of_other else 0


def _exchange(one: Sequence[str], other: Sequence[str]) -> _Exchange | None:
    """What was exchanged between two links, if anything was: words that are only missing in one of the texts were not."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if _within(one, other) or _within(other, one):
        return None
    return _Exchange(tuple(one), tuple(other))


def _ends_in_other_numbers(exchange: _Exchange) -> bool:
    """Whether what stands next to the words that both have is another number: ``56年`` and ``17年``, whatever comes then."""
    one, other = exchange
    if one[1:2] == other[1:2] and len(one) > 1 and _are_numbers(one[0], other[0]):
        return True
    return _are_numbers(one[-1], other[-1])


def _are_numbers(*words: str) -> bool:
    return all(map(_DIGITS.fullmatch, words))


def _size(words: Sequence[str]) -> int:
    """So many Chinese characters, or three times so many words of an alphabet."""
    if len(words) > _SLOT:
        return len(words)  # it is too long for a place in a template, and that is all that is asked
    return sum(min(len(word), 3) for word in words)


def _length(words: Words) -> int:
    """How much is said, in Chinese characters: a word of an alphabet says what two of them do."""
    return len(words) + words.number_long


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether all words of the one stand in the other, in their order."""
    if len(few) > len(many):
        return False
    rest = iter(many)
    return all(word in rest for word in few)
