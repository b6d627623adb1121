"""The message of a commit: how much came in, and from where."""

from __future__ import annotations

import pytest

from newsarchive.export.message import MOST_MEDIA, Tally
from tests.records import record


def message(*articles, **options):
    tally = Tally(**options)
    for article in articles:
        tally.add(article)
    return tally.message()


@pytest.mark.parametrize(
    ("articles", "subject"),
    [
        ([record(1)], "Add 1 article from finews"),
        ([record(1), record(2)], "Add 2 articles from finews"),
        ([record(1, revision=3)], "Revise 1 article from finews"),
        ([record(1), record(2, revision=2)], "Add 1 article and revise 1 article from finews"),
        ([record(1), record(2, source="url"), record(3, source="gov")], "Add 3 articles from finews, gov, url"),
        ([], "Update the site's pages"),
    ],
)
def test_the_first_line_says_how_much_and_from_where(articles, subject):
    assert message(*articles).splitlines()[0] == subject


def test_a_new_form_is_said_as_one():
    assert message(record(1), record(2), rewrites=True) == "Rewrite 2 articles in a new form\n"


def test_each_source_has_a_paragraph_with_its_media_the_most_first():
    articles = [
        record(1),
        record(2, publisher="江海晚报"),
        record(3, publisher="江海晚报"),
        record(4, publisher=None, revision=2),
    ]
    assert message(*articles, record(5, source="url")) == (
        "Add 4 articles and revise 1 article from finews, url\n"
        "\n"
        "finews: 3 new, 1 revised\n  江海晚报: 2\n  publisher unknown: 1\n  澜州日报: 1\n"
        "\n"
        "url: 1 new, 0 revised\n  澜州日报: 1\n"
    )


def test_many_media_are_not_all_named():
    lines = message(*(record(number, publisher=f"第{number:02}报") for number in range(MOST_MEDIA + 3))).splitlines()
    assert len(lines) == 3 + MOST_MEDIA + 1
    assert lines[-1] == "  and 3 more"


def test_the_same_articles_in_any_order_have_the_same_message():
    articles = [record(1), record(2, publisher="江海晚报"), record(3, source="url")]
    assert message(*articles) == message(*reversed(articles))
