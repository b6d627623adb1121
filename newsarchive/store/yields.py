"""What the articles of a crawl had: which fields were read, and how long the bodies were. It adds up, and stays small."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

STEPS = 4
"""Classes of length to each doubling: a length is kept to a fifth, which is enough to see that it has halved."""


class Lack(NamedTuple):
    """Articles that something is wrong with."""

    number: int
    first: str
    """The address of the first of them."""

    def plus(self, later: Lack) -> Lack:
        """Both together."""
        return Lack(self.number + later.number, self.first)


@dataclass(frozen=True, slots=True)
class Yield:
    """What some articles had that were really read: new ones, and revised ones."""

    articles: int = 0
    missing: Mapping[str, Lack] = field(default_factory=dict)
    """Field to the articles without it; a field that all had is left out."""
    lengths: Mapping[int, int] = field(default_factory=dict)
    """Class of length (:func:`length_class`) to the number of bodies of it; without those that are empty."""
    shortest: Lack | None = None
    """The shortest body, in characters, and whose it is."""

    def plus(self, later: Yield) -> Yield:
        """Both together."""
        return Yield(
            self.articles + later.articles,
            added(self.missing, later.missing),
            Counter(self.lengths) + Counter(later.lengths),
            min(filter(None, (self.shortest, later.shortest)), key=lambda each: each.number, default=None),
        )

    def to_json(self) -> str:
        """One line that :meth:`from_json` reads back."""
        return json.dumps([self.articles, self.missing, self.lengths, self.shortest], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Yield:
        """Read what :meth:`to_json` wrote."""
        articles, missing, lengths, shortest = json.loads(text)
        return cls(
            articles,
            {name: Lack(*lack) for name, lack in missing.items()},
            {int(size): number for size, number in lengths.items()},
            Lack(*shortest) if shortest else None,
        )


def yield_of(address: str, missing: Iterable[str], length: int) -> Yield:
    """What one article had; ``length``: of its body, in characters."""
    lacks = {name: Lack(1, address) for name in missing}
    return Yield(1, lacks, {length_class(length): 1}, Lack(length, address)) if length else Yield(1, lacks)


def added(some: Mapping[str, Lack], later: Mapping[str, Lack]) -> dict[str, Lack]:
    """Two counts together, by their names."""
    both = dict(some)
    for name, lack in later.items():
        both[name] = both[name].plus(lack) if name in both else lack
    return both


def length_class(length: int) -> int:
    """The class of a length of so many characters, at least one: :data:`STEPS` of them to each doubling."""
    return math.floor(STEPS * math.log2(length))


def length_of(size: float) -> float:
    """The length in the middle of a class."""
    return float(2 ** ((size + 0.5) / STEPS))
