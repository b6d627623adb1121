"""How a JSON list goes on."""

from __future__ import annotations

import pytest

from newsarchive.endpoints import Pages
from newsarchive.extract.lists.json_pages import next_value

ITEMS = [{"time": "09:00"}, {"time": "08:00"}]


@pytest.mark.parametrize(
    ("pages", "value"),
    [
        ({"by": "number"}, "4"),
        ({"by": "number", "first": 0}, "3"),
        ({"by": "offset"}, "60"),
        ({"by": "cursor", "value": "next"}, "abc"),
        ({"by": "cursor", "value": "nothing"}, None),
        ({"by": "time", "value": "time"}, "08:00"),
        ({"by": "link", "value": "next"}, "abc"),
    ],
)
def test_what_asks_for_the_next_page(pages, value):
    rule = Pages(url=None if pages["by"] == "link" else "{api}/{page}", **pages)
    assert next_value(rule, {"next": "abc"}, ITEMS, page=3, read=60) == value
    assert next_value(rule, {"next": "abc"}, [], page=3, read=60) is None


@pytest.mark.parametrize("by", ["cursor", "time", "link"])
def test_a_value_must_be_named(by):
    with pytest.raises(ValueError, match="needs a `value`"):
        Pages(url="{api}/{page}", by=by)


@pytest.mark.parametrize(
    ("rule", "reason"), [({"by": "number"}, "needs a `url` with"), ({"by": "link", "value": "x", "url": "y"}, "needs no `url`")]
)
def test_an_address_is_named_unless_the_document_says_it(rule, reason):
    with pytest.raises(ValueError, match=reason):
        Pages(**rule)
