"""What the articles of a crawl had: it adds up, and comes back as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.store.yields import STEPS, Lack, Yield, added, length_class, length_of, yield_of

addresses = st.text(max_size=20)
articles = st.builds(
    yield_of, addresses, st.lists(st.sampled_from(["title", "authors"]), unique=True), st.integers(min_value=0, max_value=10**6)
)
yields = st.lists(articles, max_size=5).map(lambda some: sum_of(*some))


def sum_of(*some):
    total = Yield()
    for each in some:
        total = total.plus(each)
    return total


@given(yields)
def test_it_is_read_back_as_it_was_written(found):
    assert Yield.from_json(found.to_json()) == found
    assert "\n" not in found.to_json()


@given(yields, yields, yields)
def test_it_adds_up_whatever_is_put_together_first(one, two, three):
    assert one.plus(two).plus(three) == one.plus(two.plus(three))


def test_the_first_article_that_lacked_a_field_is_named_however_many_follow():
    found = sum_of(yield_of("a", [], 100), yield_of("b", ["title"], 200), yield_of("c", ["title", "authors"], 50))
    assert found.articles == 3
    assert found.missing == {"title": Lack(2, "b"), "authors": Lack(1, "c")}
    assert found.shortest == Lack(50, "c")


def test_an_empty_body_has_no_length_and_is_missing_instead():
    assert yield_of("a", ["body"], 0) == Yield(1, {"body": Lack(1, "a")})


@pytest.mark.parametrize("length", [1, 2, 7, 100, 1999, 123_456])
def test_a_length_is_kept_to_a_fifth_and_half_of_it_is_told_apart(length):
    assert length_of(length_class(length)) == pytest.approx(length, rel=0.2, abs=0.5)
    assert length_class(2 * length) - length_class(length) == STEPS


def test_counts_are_added_by_their_names():
    assert added({"a": Lack(1, "x")}, {"a": Lack(2, "y"), "b": Lack(1, "z")}) == {"a": Lack(3, "x"), "b": Lack(1, "z")}
