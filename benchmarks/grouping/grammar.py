"""Sentences from a grammar: symbols in braces are replaced until none is left."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

Grammar = Mapping[str, Sequence[str]]

_SYMBOL = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"<(\d+)-(\d+)>")


def spoken(grammar: Grammar, text: str, chance: random.Random) -> str:
    """The text with every ``{symbol}`` replaced by one of its alternatives, and every ``<1-9>`` by a number of that range."""
    while _SYMBOL.search(text):
        text = _SYMBOL.sub(lambda found: chance.choice(grammar[found[1]]), text)
    return _NUMBER.sub(lambda found: str(chance.randint(int(found[1]), int(found[2]))), text)
