"""Where the errors are, page by page: which field is wrong on which page, and what kind of error it is.

    python -m benchmarks.extraction --errors

writes ``benchmarks/extraction/errors.md``: the pages by their ids, without any words of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.extraction import metrics
from benchmarks.extraction.pages import Sample
from newsarchive.extract import Extraction, extract_article
from newsarchive.extract.dates.reading import find_dates
from newsarchive.extract.page import Page

FILE = Path(__file__).parent / "errors.md"
POOR = 0.9
"""A body below this F1 is an error."""
_SHORT_ID = 8
_LONGEST = 200
"""Characters of a line that is searched for a date."""


class Error(NamedTuple):
    """One field of one page that is not as the truth has it."""

    field: str
    kind: str
    page: str


def errors_of(name: str, samples: Iterable[Sample]) -> Iterator[Error]:
    """The errors on the pages of a set."""
    for sample in samples:
        got = extract_article(sample.html, url=sample.url)
        truth = sample.truth
        if truth.get("body") and (kind := _body(truth["body"], got.text, characters=name != "zyte")):
            yield Error("body", kind, sample.id)
        if truth.get("title") and not metrics.same_title(truth["title"], got.title):
            yield Error("title", _title(truth["title"], got), sample.id)
        if truth.get("date") and not metrics.date_score(truth["date"], got.published)[0]:
            yield Error("day", _day(sample, got), sample.id)
        if truth.get("authors") and metrics.people(truth["authors"]) and not metrics.same_people(truth["authors"], got.authors):
            yield Error("authors", _authors(truth["authors"], got), sample.id)


def report(found: dict[str, Sequence[Error]]) -> str:
    """All errors as a table in Markdown, by set, field and kind."""
    lines = [
        "# Errors, page by page",
        "",
        "Written by `python -m benchmarks.extraction --errors`. A page stands for itself by its id in the set.",
        "",
        "| pages | field | kind of error | | ids |",
        "|---|---|---|---:|---|",
    ]
    for name, errors in found.items():
        counted = Counter((error.field, error.kind) for error in errors)
        for (field, kind), number in sorted(counted.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
            pages = (error.page for error in errors if (error.field, error.kind) == (field, kind))
            ids = " ".join(page.rpartition("/")[2][:_SHORT_ID] for page in pages)
            lines.append(f"| {name} | {field} | {kind} | {number} | {ids} |")
    return "\n".join(lines) + "\n"


def _body(truth: str, read: str, *, characters: bool) -> str | None:
    both, extra, missed = overlap = metrics.overlap(truth, read, characters=characters)
    if metrics.page_f1(overlap) >= POOR:
        return None
    if min(extra, missed) * 3 > max(extra, missed):
        return "other text in part"
    if extra > missed:
        return "twice as much as the truth" if extra > both else "text that the truth leaves out"
    return "less than half" if missed > both else "text that is missing"


def _title(truth: str, got: Extraction) -> str:
    if got.title is None:
        return "none read"
    if metrics.same_name(truth, got.title):
        return "the same letters: quotes, dashes, capitals"
    if truth.startswith(got.title):
        return "the truth goes on (the name of the site, a subtitle)"
    for candidate in got.candidates:
        if candidate.field == "title" and metrics.same_name(truth, candidate.value):
            shown = candidate.why.startswith("h")
            return "the truth is the heading, declared is another" if shown else "the truth is declared, the heading is another"
    return "the truth is in neither"


def _day(sample: Sample, got: Extraction) -> str:
    truth = sample.truth["date"]
    given = "another day is read" if got.published else "none is read"
    if metrics.date_score(truth, got.updated)[0]:
        return f"{given}: the truth is the day of the last update"
    return f"{given}: the truth is {'' if _names(sample, truth) else 'not '}on the page"


def _names(sample: Sample, truth: str) -> bool:
    """Whether the day stands anywhere in the page."""
    year, month, day = truth[:4], truth[5:7], truth[8:10]
    if any(f"{year}{mark}{month}{mark}{day}" in sample.html for mark in ("-", "/", "")):
        return True
    lines = (block.text for block in Page.read(sample.html, url=sample.url).blocks if len(block.text) <= _LONGEST)
    orders = (False, True)
    dates = (found.reading.moment for line in lines for order in orders for found in find_dates(line, zone=None, day_first=order))
    return any(metrics.date_score(truth, moment)[0] for moment in dates)


def _authors(truth: object, got: Extraction) -> str:
    there, read = metrics.people(truth), metrics.people(got.authors)
    if not read:
        return "none read"
    if read > there:
        return "one too many"
    return "one is missing" if read < there else "others are read"
