"""The last check of each source."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.store.checks import Checked

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
TITLE = Checked(3, 3, "meta og:title", NOW)


def test_what_was_put_is_there_for_its_source(index):
    index.checks.put("courier", {"title": TITLE, "authors": Checked(0, 3, None, NOW)})
    index.checks.put("other", {"title": TITLE})
    assert index.checks.of("courier") == {"title": TITLE, "authors": Checked(0, 3, None, NOW)}
    assert index.checks.of("nobody") == {}


def test_the_last_check_counts(index):
    index.checks.put("courier", {"title": TITLE, "authors": TITLE})
    later = Checked(1, 3, "text h1", NOW + timedelta(days=1))
    index.checks.put("courier", {"title": later})
    assert index.checks.of("courier") == {"title": later}
    index.checks.put("courier", {})
    assert index.checks.of("courier") == {}


@pytest.mark.parametrize(("read", "articles", "usual"), [(3, 3, True), (2, 4, True), (1, 3, False), (0, 3, False), (0, 0, False)])
def test_what_half_of_the_articles_have_is_usual(read, articles, usual):
    assert Checked(read, articles, None, NOW).usual is usual
