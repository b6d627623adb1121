"""Words in their order, written so that two texts are compared quickly: a letter for each word."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import cached_property, lru_cache

from newsarchive.worddiff import HAN

_FIRST, _LETTERS = 0xF0000, 1 << 17
"""Where the letters for words of several characters begin, and how many there are: no text has characters of this range."""
_REMEMBERED = 1 << 13
"""Words whose letters are kept."""
_LONG = re.compile(rf"([^\W_{HAN}]{{2,}})")
_NO_WORD = re.compile(r"[\W_]+")
_MARKS = dict.fromkeys((code for code in range(128) if not chr(code).isalnum()), " ")
"""What stands between words in ASCII."""


class _Letters(dict[str, str]):
    """Word to letter, each made when it is first asked for: to look one up takes a third of what a cached call does."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        letter = self[word] = word if len(word) == 1 else chr(_FIRST + zlib.crc32(word.encode()) % _LETTERS)
        return letter


_letter = _Letters().__getitem__


@lru_cache(maxsize=1 << 12)
def _single(between: str) -> str:
    """The words of a single character between two longer ones: nearly always there is a space, and nothing else."""
    return _NO_WORD.sub("", between)


class Words:
    """The words of a text. One of a single character, as all Chinese ones are here, is its own letter."""

    def __init__(self, letters: str, long: str) -> None:
        self.letters = letters
        """One for each word. Words of several characters may share a letter: that two letters differ is certain, no more."""
        self.long = long
        """The words of several characters, in their order, with a space after each."""

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text, without marks and spaces."""
        if text.isascii():  # the same, in a third of the time
            words = text.translate(_MARKS).split()
            long = [word for word in words if len(word) > 1]
            return cls("".join(map(_letter, words)), " ".join([*long, ""]))
        parts: list[str] = _LONG.split(text)  # what is between them, and every other one a word of several characters
        long = parts[1::2]
        parts[::2], parts[1::2] = map(_single, parts[::2]), map(_letter, long)
        return cls("".join(parts), " ".join([*long, ""]))

    @property
    def number_long(self) -> int:
        """How many words have several characters."""
        return self.long.count(" ")

    @cached_property
    def spelled(self) -> tuple[str, ...]:
        """The words as they are spelled."""
        if not self.long:
            return tuple(self.letters)
        long = iter(self.long.split())
        first = chr(_FIRST)
        return tuple(letter if letter < first else next(long) for letter in self.letters)

    def first(self, number: int) -> Words:
        """No more than so many of them."""
        if len(self) <= number:
            return self
        letters = self.letters[:number]
        kept = sum(letter >= chr(_FIRST) for letter in letters)
        return Words(letters, "".join(f"{word} " for word in self.long.split()[:kept]))

    def __add__(self, other: Words) -> Words:
        return Words(self.letters + other.letters, self.long + other.long)

    def __iter__(self) -> Iterator[str]:
        return iter(self.spelled)

    def __len__(self) -> int:
        return len(self.letters)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and (self.letters, self.long) == (other.letters, other.long)

    def __hash__(self) -> int:
        return hash((self.letters, self.long))
