"""Two texts side by side: what was exchanged is told from what was added, and from another passage."""

from __future__ import annotations

import pytest

from newsarchive.grouping.alignment import FIRM, Exchange, aligned
from newsarchive.grouping.words import Words

SAME = "澜州港务集团表示航道疏浚提前完成首艘货轮已经离港"
MORE = "水利局说汛期之前还要检修两座闸门费用由财政承担"
OTHER = "渔民合作社普遍欢迎认为运输时间可以缩短一半以上"


def side_by_side(one, other, **options):
    return aligned(Words.of(one), Words.of(other), firm=FIRM, **options)


def test_what_is_missing_or_added_was_not_exchanged():
    found = side_by_side(SAME + MORE, SAME + OTHER + MORE)
    assert (found.same, found.exchanges, found.instead) == (len(SAME + MORE), [], 0)


def test_a_name_and_a_number_in_the_same_place_were():
    found = side_by_side(f"{SAME}甲公司{MORE}共12吨", f"{SAME}乙公司{MORE}共13吨")
    assert found.exchanges == [Exchange(("甲",), ("乙",)), Exchange(("12",), ("13",))]
    assert [each.changes_number for each in found.exchanges] == [False, True]


def test_a_passage_in_place_of_another_is_no_exchange():
    found = side_by_side(SAME + MORE, SAME + OTHER)
    assert found.exchanges == []
    assert found.instead == min(len(MORE), len(OTHER))
    assert not found.changes_number


@pytest.mark.parametrize("behind", ["", OTHER])
def test_another_number_is_seen_whatever_comes_behind_it(behind):
    found = side_by_side(f"{SAME}前后花了56年", f"{SAME}前后花了17年{behind}")
    assert found.changes_number or any(each.changes_number for each in found.exchanges)
    assert not side_by_side(f"{SAME}前后花了56年", f"{SAME}前后花了56年{behind}").changes_number


def test_the_opening_of_one_may_stand_anywhere_in_the_other():
    found = side_by_side(SAME + MORE, OTHER + SAME + MORE)
    assert found.lead == 25
    assert found.opening == 25 - len(OTHER)
    assert side_by_side(f"{OTHER}一二三{MORE}", f"{SAME}四五六{MORE}").lead == 0


def test_no_more_is_looked_at_than_was_asked_for():
    one, other = (f"{SAME}{a}公司{MORE}{a}公司{OTHER}" for a in "甲乙")
    assert side_by_side(one, other, most=2).is_whole
    found = side_by_side(one, other, most=1)
    assert not found.is_whole
    assert len(found.exchanges) == 2
