"""What has changed between two texts, word by word; Chinese, Japanese and Korean character by character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

HAN = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
"""Scripts that are written without spaces between words: a word of theirs is a character, as far as comparing goes."""
_TOKEN = re.compile(rf"[{HAN}]|[^\W{HAN}]+|\s+|[^\w\s]")
_SENTENCE = re.compile(r".*?(?:[。！？!?]|\.\s|\n|$)", re.DOTALL)

Kind = Literal["same", "removed", "added"]


class Part(NamedTuple):
    """A piece of text, and what became of it."""

    kind: Kind
    text: str


def word_diff(old: str, new: str) -> Iterator[Part]:
    """The parts that make up both texts: the same and removed ones are ``old``, the same and added ones are ``new``.

    Sentences are matched first, so that a long text costs no more than its changes.
    """
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Part("same", "".join(before[a:b]))
        else:
            yield from _within("".join(before[a:b]), "".join(after[c:d]))


def words_of(text: str) -> list[str]:
    """The pieces that a text is compared by, in order: words, single Chinese characters, marks, and the spaces between."""
    return _TOKEN.findall(text)


def _within(old: str, new: str) -> Iterator[Part]:
    before, after = words_of(old), words_of(new)
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Part("same", "".join(before[a:b]))
            continue
        if b > a:
            yield Part("removed", "".join(before[a:b]))
        if d > c:
            yield Part("added", "".join(after[c:d]))


def marked(parts: Iterator[Part]) -> str:
    """The parts as text, changes marked as ``git diff --word-diff`` does: ``[-gone-]{+new+}``."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[part.kind].format(part.text) for part in parts)
