"""What a few articles of a source say, field by field, with the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from newsarchive.article import READ_FIELDS, Article, Evidence
from newsarchive.extract.markup.clean import text_of

FIELDS = READ_FIELDS
"""The fields that a check looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One field, as some articles have it."""

    read: int
    """In how many articles it was found."""
    articles: int
    """Of how many."""
    value: str | None = None
    """In words, as the first of them has it."""
    evidence: Evidence | None = None
    """How that one was read, where it is known."""
    confidence: float | None = None
    """How sure it is, from 0 to 1, where it is known."""

    @property
    def place(self) -> str | None:
        """How it was read, from where."""
        return f"{self.evidence.how} {self.evidence.where}" if self.evidence else None


def readings(articles: Sequence[Article], confidence: Mapping[str, Mapping[str, float]]) -> dict[str, Reading]:
    """Field to reading; ``confidence`` is by the article's address."""
    return {name: _reading(name, articles, confidence) for name in FIELDS}


def _reading(name: str, articles: Sequence[Article], confidence: Mapping[str, Mapping[str, float]]) -> Reading:
    having = [each for each in articles if getattr(each, name)]
    if not having:
        return Reading(read=0, articles=len(articles))
    first = having[0]
    return Reading(
        read=len(having),
        articles=len(articles),
        value=_words(first, name),
        evidence=first.evidence.get(name),
        confidence=confidence.get(first.url, {}).get(name),
    )


def _words(article: Article, name: str) -> str:
    value = getattr(article, name)
    if name == "body":
        text = " ".join(text_of(article.body).split())
        return f"{len(text)} characters: {text[:80]}"
    if isinstance(value, datetime):
        return f"{value.isoformat(' ')} (to the {getattr(article, f'{name}_precision')})"
    return ", ".join(value) if isinstance(value, tuple) else str(value)
