"""What has changed, word by word, and in Chinese character by character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.worddiff import marked, word_diff


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("一样", "一样", "一样"),
        ("死亡三人。其余不变。", "死亡五人。其余不变。", "死亡[-三-]{+五+}人。其余不变。"),
        ("The pier was closed. It rained.", "The pier is closed. It rained.", "The pier [-was-]{+is+} closed. It rained."),
        ("A股上涨", "A股大涨", "A股[-上-]{+大+}涨"),
        ("一\n二\n三", "一\n三", "一\n[-二\n-]三"),
        ("", "新", "{+新+}"),
        ("Costs 3,500", "Costs 4,500", "Costs [-3-]{+4+},500"),
    ],
)
def test_changes_are_marked_as_git_does(old, new, expected):
    assert marked(word_diff(old, new)) == expected


TEXT = st.text(st.sampled_from("a b.。\n澜州é!?１ "), max_size=60)


@given(TEXT, TEXT)
def test_the_parts_make_up_both_texts(old, new):
    parts = list(word_diff(old, new))
    assert "".join(part.text for part in parts if part.kind != "added") == old
    assert "".join(part.text for part in parts if part.kind != "removed") == new
