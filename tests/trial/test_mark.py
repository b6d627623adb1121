"""One line of a definition changed, and no other."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from newsarchive.trial.mark import marked
from newsarchive.yamlfile import ConfigError

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spider: feed\nverified: never  # not yet\nlists: []\n", "spider: feed\nverified: 2026-11-25  # not yet\nlists: []\n"),
        ("verified:   2026-01-01\nspider: feed", "verified:   2026-11-25\nspider: feed"),
        ("# a\nspider: feed  # b\nlists: [x]\n", "# a\nspider: feed  # b\nverified: 2026-11-25\nlists: [x]\n"),
        ("spider: feed", "spider: feed\nverified: 2026-11-25\n"),
        ("spider: feed\nnote: |\n  verified: never\n", "spider: feed\nverified: 2026-11-25\nnote: |\n  verified: never\n"),
    ],
)
def test_the_rest_stays(text, expected):
    assert marked(text, DAY) == expected
    assert yaml.safe_load(expected)["verified"] == DAY


@pytest.mark.parametrize("text", ["{spider: feed, lists: []}", "spider: 'a\n  b'\n", "[]", ""])
def test_where_it_cannot_be_done_a_person_is_asked(text):
    with pytest.raises(ConfigError, match="`verified: 2026-11-25`"):
        marked(text, DAY)
