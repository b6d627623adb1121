"""What copies share: no agency's line, no editor's line, no marks."""

from __future__ import annotations

import pytest

from newsarchive.grouping.wording import LONGEST, wording

PIECE = "澜州港一日恢复通航，全年货运量预计3021.5万吨。"
WORDS = "澜州港一日恢复通航全年货运量预计30215000吨"


@pytest.mark.parametrize(
    "text",
    [
        PIECE,
        f"新华社澜州4月13日电（记者 张三）{PIECE}",
        f"本报澜州4月13日讯 {PIECE}",
        f"4月13日电，{PIECE}",
        f"【澜州港恢复通航】财联社4月13日电，{PIECE}",
        f"{PIECE}（完）",
        f"{PIECE}\n（责任编辑：李四）",
        f"{PIECE}\n来源：澜州日报\n声明：转载请注明出处。",
        "澜州港一日恢复通航, 全年货运量预计3,021.5万吨.",
        f"\n  {PIECE}  \n",
    ],
)
def test_the_lines_around_a_piece_do_not_belong_to_it(text):
    assert "".join(wording(None, text).text) == WORDS


def test_an_agency_in_an_alphabet_is_dropped_as_well():
    assert wording(None, "LONDON (Reuters) - The river rose.").text.spelled == ("the", "river", "rose")


def test_a_headline_that_is_all_there_is_remains():
    assert "".join(wording(None, "【澜州港恢复通航】").text) == "澜州港恢复通航"


def test_a_label_before_the_title_is_dropped_and_a_name_is_not():
    assert "".join(wording("快讯：澜州港恢复通航", "").title) == "澜州港恢复通航"
    assert "".join(wording("澜州港务：恢复通航", "").title) == "澜州港务恢复通航"


def test_no_more_is_looked_at_than_what_tells_copies_apart():
    assert len(wording(None, "\n".join([PIECE] * 1000)).text) == LONGEST
