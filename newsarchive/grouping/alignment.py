"""Two texts side by side: what both have, what was exchanged, and what stands in place of something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from newsarchive.grouping.words import Words

OPENING = 25
"""Words that a text opens with: news says first what is new."""
LINK, FIRM = 4, 15
"""A shorter run of equal words between two differences is a coincidence; below the second, so is one that is shorter than either
difference: what stands there is another sentence of that shape."""
_SLOT = 20
"""Letters, as :func:`_size` counts them. What fills a place in a template is not longer; what is longer is another passage."""

_DIGITS = re.compile(r"\d+")
_NUMERAL = re.compile(r"\d+|[〇零一二三四五六七八九十百千万亿两]")
# What editors exchange without changing what is said: the day seen from another day, and themselves.
_EDITORIAL = re.compile(r"(?:我国|我|中国|中|今天?|昨天?|前天?|当天?|近|日|晚|上午|下午|本报|本网|记者|获悉|\d{1,4}|年|月)*")


class Exchange(NamedTuple):
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


class Alignment(NamedTuple):
    """Two texts side by side."""

    same: int
    """Words that both have, in runs long enough to mean something."""
    exchanges: list[Exchange]
    instead: int
    """Words of passages in whose place the other text has another passage."""
    opening: int
    """Words of the openings that both have."""
    lead: int
    """Words of the opening of either that stand anywhere in the other, of whichever has more."""
    changes_number: bool
    """Whether two passages, of which one stands in the place of the other, begin or end with another number each."""
    is_whole: bool
    """Whether the texts were looked at to their ends."""


def aligned(one: Words, other: Words, link: int = LINK, firm: int = 0, most: int | None = None) -> Alignment:
    """Put two texts side by side.

    ``link``: a shorter run of equal words is a coincidence. ``firm``: a shorter one is, if it is shorter than either difference
    beside it. ``most``: when more was exchanged that editors do not exchange, numbers among it, the rest is not looked at.
    """
    same, instead, opening, exchanges, changes_number = 0, 0, 0, [], False
    leads = [0, 0]
    left = len(one) if most is None else most
    before = (0, 0)  # where the last link ended, in either text
    for start, begin, size in [*_links(one, other, link, firm), (len(one), len(other), 0)]:
        exchange = _exchange(one.spelled[before[0] : start], other.spelled[before[1] : begin])
        if exchange is not None and max(map(_size, exchange)) <= _SLOT:
            exchanges.append(exchange)
            left -= exchange.changes_number or not exchange.is_editorial
            if left < 0:
                break
        elif exchange is not None:
            instead += min(map(len, exchange))
            changes_number = changes_number or _ends_in_other_numbers(exchange)
        before = (start + size, begin + size)
        same += size
        opening += max(0, min(size, OPENING - max(start, begin)))
        leads = [lead + max(0, min(size, OPENING - place)) for lead, place in zip(leads, (start, begin), strict=True)]
    return Alignment(same, exchanges, instead, opening, max(leads), changes_number, is_whole=left >= 0)


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


def _exchange(one: Sequence[str], other: Sequence[str]) -> Exchange | None:
    """What was exchanged between two links, if anything was: words that are only missing in one of the texts were not."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if _within(one, other) or _within(other, one):
        return None
    return Exchange(tuple(one), tuple(other))


def _ends_in_other_numbers(exchange: Exchange) -> bool:
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


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether all words of the one stand in the other, in their order."""
    if len(few) > len(many):
        return False
    rest = iter(many)
    return all(word in rest for word in few)
