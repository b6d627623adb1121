"""What is no article is refused, with the reason."""

from __future__ import annotations

import pytest

from newsarchive.admission import MOST_TITLE
from pipelines.base import Quarantine
from pipelines.validate import Validate
from tests.nasty import BODIES, MEDIA, TITLES
from tests.records import record


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"published": None, "published_precision": None},
        {"publisher": None},
        {"title": "题" * MOST_TITLE},
        {"id": "a" * 128},
        {"id": "-_.x"},
        {"id": "新闻1"},
        *({"title": title} for title in TITLES),
        *({"publisher": medium} for medium in MEDIA),
        *({"body": body} for body in BODIES),
    ],
)
def test_an_article_passes_as_it_is(changes, step):
    article = record(**changes)
    assert step(Validate)(article) is article


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": None}, "it has no title"),
        ({"title": ""}, "it has no title"),
        ({"title": "题" * (MOST_TITLE + 1)}, "its title has 2001 characters; it cannot be a title"),
        ({"body": ""}, "it has no text"),
        ({"body": " \n\u3000"}, "it has no text"),
        ({"url": "javascript:alert(1)"}, "its address 'javascript:alert(1)' is no web address"),
        ({"url": "//x.example.org"}, "is no web address"),
        ({"url": ""}, "is no web address"),
        *(
            ({"id": bad}, "cannot be a file name")
            for bad in ("", "..", ".hidden", "a/b", "a\0b", "a b", "x" * 129, "a\n", "a\\b")
        ),
    ],
)
def test_what_is_none_is_refused_with_the_reason(changes, reason, step):
    with pytest.raises(Quarantine) as refused:
        step(Validate)(record(**changes))
    assert reason in str(refused.value)
    assert refused.value.stage == "validate"
    assert len(str(refused.value)) < 200
