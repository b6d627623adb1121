"""What was read of a set of pages, field by field, against the truth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from benchmarks.extraction import metrics
from benchmarks.extraction.pages import Sample
from newsarchive.extract import Extraction, extract_article


@dataclass(slots=True)
class Quality:
    """The scores of a set; ``pages`` keeps those of each page, to see where the errors are."""

    scores: dict[str, float] = field(default_factory=dict)
    pages: dict[str, dict[str, float]] = field(default_factory=dict)
    """Field to page to its score, from 0 to 1."""
    failures: list[str] = field(default_factory=list)
    """Pages at which the extraction raised, with the error."""
    junk: list[str] = field(default_factory=list)
    """Articles taken for junk, with the reason."""


def measure(name: str, samples: Iterable[Sample]) -> Quality:
    """Extract every page of a set and score what came of it."""
    found = Quality()
    bodies: list[metrics.Overlap] = []
    pages: dict[str, dict[str, float]] = defaultdict(dict)
    given = wrong = 0
    for sample in samples:
        try:
            got = extract_article(sample.html, url=sample.url)
        except Exception as error:  # noqa: BLE001  # to count them is the purpose
            found.failures.append(f"{sample.id}: {type(error).__name__}: {error}")
            got = Extraction()
        if got.junk:
            found.junk.append(f"{sample.id}: {got.junk}")
        truth = sample.truth
        if truth.get("body"):
            bodies.append(metrics.overlap(truth["body"], got.text, characters=name != "zyte"))
            pages["body"][sample.id] = metrics.page_f1(bodies[-1])
        for each, right in _judged(truth, got):
            pages[each][sample.id] = right
        if truth.get("date") and got.published:
            given += 1
            wrong += not pages["day"][sample.id]
    found.scores = {each: fmean(scores.values()) for each, scores in pages.items()}
    if bodies:
        found.scores["body"] = metrics.body_f1(bodies)
    if given:
        found.scores["wrong date"] = wrong / given
    found.pages = dict(pages)
    return found


def _judged(truth: dict[str, Any], got: Extraction) -> Iterable[tuple[str, bool]]:
    if truth.get("title"):
        yield "title", metrics.same_title(truth["title"], got.title)
    if truth.get("date"):
        day, minute = metrics.date_score(truth["date"], got.published)
        yield "day", day
        if minute is not None:
            yield "minute", minute
    if truth.get("authors") and metrics.people(truth["authors"]):
        yield "authors", metrics.same_people(truth["authors"], got.authors)
    if truth.get("source"):
        yield "source", metrics.same_name(truth["source"], got.publisher)
