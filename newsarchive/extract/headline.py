"""Where the headline stands: the article begins below it."""

from __future__ import annotations

import re

from newsarchive.extract.page import Block, Page

_SEPARATORS = re.compile(r"[\W_]+")
_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")
_OF_TAG = {"h1": 4.0, "h2": 2.0, "h3": 2.0}
_SIMILAR_H1 = 3.5
"""An h1 that tells the title in other words beats every other element that repeats it literally."""


def squeeze(text: str) -> str:
    """The letters and digits of a text alone, in lower case, to compare texts by."""
    return _SEPARATORS.sub("", text).casefold()


def headline_block(page: Page) -> int:
    """The index of the block that holds the headline, or -1."""
    declared = [title for title in (page.first_meta("og:title", "twitter:title"), page.title) if title]
    squeezed = [title for title in map(squeeze, declared) if len(title) > 3]
    words = [set(_WORDS.findall(title.casefold())) for title in declared]
    best, best_score = -1, 0.0
    for index, block in enumerate(page.blocks):
        if len(block.text) >= 300:
            continue
        score = _score(block, squeezed)
        if block.tag == "h1" and score < _SIMILAR_H1 and any(_alike(block.text, title) for title in words):
            score = _SIMILAR_H1
        if score > best_score:
            best, best_score = index, score
    return best


def _score(block: Block, titles: list[str]) -> float:
    """How well a block repeats one of the declared titles, which may have the site's name in front or behind."""
    node = block.node
    heading = node.tag in _OF_TAG or (block.links == 0 and "title" in node.get("class").lower())
    if block.links and not heading:
        return 0.0
    text = squeeze(block.text)
    size = len(text)
    base = _OF_TAG.get(node.tag, 1.5 if heading else 1.0) - (block.links > 0)
    best = 0.0
    for title in titles:
        whole = len(title)
        if (size >= 6 and size > 0.3 * whole and text in title) or (4 <= size < 1.6 * whole and title in text):
            best = max(best, base + min(size, whole) / max(size, whole))
    return best


def _alike(text: str, title: set[str]) -> bool:
    words = set(_WORDS.findall(text.casefold()))
    shared = len(words & title)
    return shared >= 3 and shared >= 0.4 * min(len(words), len(title))
