"""The report of errors names the page and the kind, and says nothing of what is right."""

from __future__ import annotations

import pytest

from benchmarks.extraction.errors import Error, errors_of, report
from benchmarks.extraction.pages import Sample

TEXT = [f"The council voted {n} times on Monday, after a long debate, to build a second bridge." for n in range(6)]
HTML = (
    '<title>Vote on bridge</title><meta property="article:modified_time" content="2026-01-09T10:00:00Z">'
    f"<h1>Vote on bridge</h1><p>By Jane Doe | January 5, 2026</p>{''.join(f'<p>{line}</p>' for line in TEXT)}"
)


def errors(**truth: object) -> list[tuple[str, str]]:
    sample = Sample("sets/page-1", "https://news.example.org/a", HTML, truth)
    return [(error.field, error.kind) for error in errors_of("wcxb", [sample])]


def test_what_is_right_is_not_named() -> None:
    assert errors(title="Vote on bridge", date="2026-01-05", authors=["Jane Doe"], body="\n".join(TEXT)) == []


@pytest.mark.parametrize(
    ("field", "truth", "kind"),
    [
        ("title", "VOTE on “bridge”", "the same letters: quotes, dashes, capitals"),
        ("title", "Vote on bridge | Times", "the truth goes on (the name of the site, a subtitle)"),
        ("title", "Rain", "the truth is in neither"),
        ("date", "2026-01-09", "another day is read: the truth is the day of the last update"),
        ("date", "2025-12-31", "another day is read: the truth is not on the page"),
        ("authors", ["Jane Doe", "John Roe"], "one is missing"),
        ("authors", ["John Roe"], "others are read"),
        ("body", TEXT[0], "twice as much as the truth"),
        ("body", " ".join(f"w{n}" for n in range(400)) + TEXT[0], "less than half"),
    ],
)
def test_kinds(field: str, truth: object, kind: str) -> None:
    assert [found for _, found in errors(**{field: truth})] == [kind]


def test_the_report_counts_and_names_pages() -> None:
    found = [Error("title", "none read", "sets/123456789"), Error("title", "none read", "b")]
    assert "| zyte | title | none read | 2 | 12345678 b |" in report({"zyte": found})
