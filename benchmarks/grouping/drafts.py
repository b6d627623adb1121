"""From invented drafts to the articles of an archive, as they come in, with the truth beside them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Protocol

from opencc import OpenCC

from newsarchive.article import Article, digest_of
from newsarchive.extract.markup.clean import text_of

START = datetime(2026, 3, 1, tzinfo=UTC)
PER_DAY = 700
"""Articles that come in on one day."""
_TRIES = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """A text before it is an article."""

    title: str
    paragraphs: tuple[str, ...]
    agency: str = ""
    language: str = "zh"

    @property
    def said(self) -> str:
        """What it says, without marks and spaces, in one script: two drafts of which this is equal are one text.

        The title is left out: a copy may have another.
        """
        return "".join(filter(str.isalnum, _simplified().convert("".join(self.paragraphs)).casefold()))


class Style(Protocol):
    """One way to invent news."""

    def piece(self, chance: random.Random, number: int) -> Draft:
        """A piece that several media will carry, the ``number``-th of them."""

    def edited(self, piece: Draft, chance: random.Random) -> Draft:
        """The piece as one medium prints it."""

    def alone(self, chance: random.Random, pieces: list[Draft]) -> Draft:
        """A text that is a copy of nothing, and may look like one."""

    def medium(self, chance: random.Random) -> str:
        """Who prints it."""


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s.json")


def articles(style: Style, number: int, groups: int, seed: int = 1) -> Iterator[tuple[Article, int | None]]:
    """So many articles with so many planted groups in them, as they come in, each with the number of its group.

    What is planted, and what stands alone, is drawn again where it would say what another text says already.
    """
    chance = random.Random(seed)
    planned: list[tuple[float, Draft, int | None]] = []
    said: set[str] = set()
    pieces: list[Draft] = []
    for group in range(groups):
        piece = _another(said, lambda group=group: style.piece(chance, group))  # type: ignore[misc]  # a default, to bind it
        pieces.append(piece)
        place = chance.random() * 0.95
        planned += [
            (place + chance.random() * PER_DAY / number, style.edited(piece, chance), group) for _ in range(chance.randint(2, 8))
        ]
    while len(planned) < number:
        planned.append((chance.random(), _another(said, lambda: style.alone(chance, pieces)), None))
    planned.sort(key=lambda each: each[0])
    for place, (_, draft, group) in enumerate(planned[:number]):
        yield _article(place, draft, style.medium(chance)), group


def _another(said: set[str], draw: Callable[[], Draft]) -> Draft:
    """A draft that says what none has said before."""
    for _ in range(_TRIES):
        draft = draw()
        if draft.said not in said:
            said.add(draft.said)
            return draft
    raise ValueError(f"{_TRIES} drafts in a row said what had been said: the generator has too few words for so many articles")


def _article(number: int, draft: Draft, medium: str) -> Article:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in draft.paragraphs)
    moment = START + timedelta(days=number / PER_DAY)
    return Article(
        id=f"P{number}",
        source=f"source{number % 7}",
        url=f"http://planted.example.org/{number}",
        title=draft.title,
        published=moment,
        published_precision="second",
        publisher=medium,
        body=body,
        fetched=moment + timedelta(minutes=5),
        digest=digest_of(draft.title, text_of(body)),
    )
