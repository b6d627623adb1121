"""Where the headline stands: the article begins below it."""

from __future__ import annotations

import re

from newsarchive.extract.body.hints import NOISE, hints_of
from newsarchive.extract.fields.words import MARKS
from newsarchive.extract.page import Block, Page

_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")
_OF_TAG = {"h1": 4.0, "h2": 2.0, "h3": 2.0}
_SIMILAR_H1 = 3.5
"""An h1 that tells the title in other words beats every other element that repeats it literally."""

_LONGEST = 200
_LONGEST_DECLARED = 600
"""A title that goes on is no title, and to look for every block in it would take long."""
_GLANCE = 5
"""So many characters at the beginning of a block show that it cannot be the title."""


def squeeze(text: str) -> str:
    """The letters and digits of a text alone, in lower case, to compare texts by."""
    return text.translate(MARKS).lower() if text.isascii() else "".join(filter(str.isalnum, text)).casefold()


def headline_block(page: Page) -> int:
    """The index of the block that holds the headline, or -1.

    It repeats a title that the head declares; where none is declared, the only h1 will do.
    """
    declared = list(dict.fromkeys(filter(None, (page.first_meta("og:title", "twitter:title"), page.title))))
    if not declared:
        return page.h1[0].block_start if len(page.h1) == 1 and page.h1[0].block_end > page.h1[0].block_start else -1
    declared = [title[:_LONGEST_DECLARED] for title in declared]
    spelled = [(squeeze(title), title.casefold()) for title in declared]
    titles = [(title, folded, folded[:_GLANCE]) for title, folded in spelled if len(title) > 3]
    words = [set(_WORDS.findall(title.casefold())) for title in declared]
    best, best_score = -1, 0.0
    for index, block in enumerate(page.blocks):
        tag = block.node.tag
        if tag not in _OF_TAG and (block.links or len(block.text) > _LONGEST):
            continue
        score = _score(block, titles)
        if tag == "h1" and score < _SIMILAR_H1 and any(_alike(block.text, title) for title in words):
            score = _SIMILAR_H1
        if score > best_score and not _is_apart(block, len(page.blocks)):
            best, best_score = index, score
    return best


def _is_apart(block: Block, all_blocks: int) -> bool:
    """Whether it stands in a small part of the page that is named for something else, such as a box to republish it from."""
    around = (block.node, *block.node.ancestors())
    return any(hints_of(node) & NOISE and (node.block_end - node.block_start) * 2 < all_blocks for node in around)


def _score(block: Block, titles: list[tuple[str, str, str]]) -> float:
    """How well a block repeats one of the declared titles, which may have the site's name in front or behind."""
    folded = block.text.casefold()
    start = block.text[:_GLANCE].casefold()
    text = ""
    best = 0.0
    for title, spelled, glance in titles:
        if start not in spelled and glance not in folded:
            continue  # saves the closer look at nearly every block
        text = text or squeeze(block.text)
        size, whole = len(text), len(title)
        if (size >= 6 and size > 0.3 * whole and text in title) or (4 <= size < 1.6 * whole and title in text):
            best = max(best, min(size, whole) / max(size, whole))
    if not best:
        return 0.0
    usual = 1.5 if "title" in block.node.get("class").lower() else 1.0
    return best + _OF_TAG.get(block.node.tag, usual) - (block.links > 0)


def _alike(text: str, title: set[str]) -> bool:
    words = set(_WORDS.findall(text.casefold()))
    shared = len(words & title)
    return shared >= 3 and shared >= 0.4 * min(len(words), len(title))
