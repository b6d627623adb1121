"""The words around an article, told from the article."""

import re

import pytest

from newsarchive.extract.body import lexicon
from newsarchive.extract.body.lexicon import is_chaff, is_credit, is_imprint, is_pointer, is_signoff, names_date, opens_elsewhere

SENTENCES = [
    "The council voted on Monday to build a second bridge over the river.",
    "Related companies reported losses of 3 million euros in the first quarter.",
    "Comments by the minister drew criticism from all parties.",
    "Read the room, the coach told his players before the match.",
    "More people from rural areas move to the capital every year.",
    "市议会周一投票决定在河上修建第二座大桥。",
    "相关部门表示，项目将于明年三月开工。",
    "编辑部收到了三百多封读者来信。",
]


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_of_an_article_are_none_of_these(line: str) -> None:
    assert not any(test(line) for test in (opens_elsewhere, is_chaff, is_credit, is_imprint, is_signoff))


@pytest.mark.parametrize(
    "line",
    ["Related stories", "RELATED:", "You may also like", "Comments (12)", "相关阅读：", "推荐阅读", "网友评论", "関連記事",
     "About the reviewer", "Disclaimer:", "Lesen Sie auch", "À lire aussi", "Читайте также", "Most read", "Don't miss"],
)  # fmt: skip
def test_headings_of_other_things(line: str) -> None:
    assert opens_elsewhere(line)


@pytest.mark.parametrize(
    "line",
    ["Advertisement", "Share", "Loading...", "2 of 14", "Image 3 of 5", "广告", "责任编辑：张三", "原标题：市议会通过新桥方案",
     "（责编：李四、王五）", "[gallery ids=12]", "Publicidad"],
)  # fmt: skip
def test_machinery(line: str) -> None:
    assert is_chaff(line)


@pytest.mark.parametrize("line", ["Read more: Bridge opens", "READ ALSO – The river", "延伸阅读：大桥通车", "Mehr zum Thema"])
def test_pointers(line: str) -> None:
    assert is_pointer(line)


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Jane Doe",
        "Image copyright Getty Images",
        "© Jane Doe / Agency",
        "The new bridge (Image: GETTY)",
        "图片来源：受访者供图",
    ],
)
def test_credits_of_pictures(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    ["Published: 5 January 2026, 10:30", "January 5, 2026 10:30 am", "2026-01-05 08:30:12", "发布时间：2026年1月5日 08:30",
     "By Jane Doe", "5 min read", "segunda-feira, 5 de janeiro de 2026 às 20:13"],
)  # fmt: skip
def test_imprints(line: str) -> None:
    assert is_imprint(line)


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Jane Doe; editing by John Roe)",
        "Jane Doe in Paris contributed to this report.",
        "Follow us on Twitter and Facebook",
        "Jane Doe is a freelance writer who lives by the river.",
        "jane.doe@times.example",
        "本文仅代表作者观点，不代表本网立场，未经授权请勿转载",
        "Copyright 2026 The Example Times. All rights reserved.",
    ],
)
def test_signoffs(line: str) -> None:
    assert is_signoff(line)


def test_dates_are_seen() -> None:
    assert all(map(names_date, ["am 5. Januar 2026", "3小时前", "2 days ago", "2026/1/5", "Jan 5, 2026"]))
    assert not any(map(names_date, ["in 2026", "5 bridges", "第3小时"]))


@pytest.mark.parametrize("pattern", [lexicon._CHAFF, lexicon._CREDIT, lexicon._IMPRINT, lexicon._ELSEWHERE_LINE])
def test_what_is_looked_for_is_written_in_small_letters(pattern):
    """For lines of ASCII are lowered before they are matched."""
    letters = re.sub(r"\\[a-zA-Z]", "", pattern.pattern)
    assert letters == letters.lower()
    assert not set(letters) & set("ıİſ\u212a"), "one that the case of an ASCII letter leads to"


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Jane Doe contributed reporting from Paris.", True),
        ("JANE DOE CONTRIBUTED TO THIS STORY", True),
        ("Jane Doe, who lives in Paris, can be reached at jane.", True),
        ("“Jane Doe” May Be Reached By phone.", True),
        ("图片未经本报书面授权，不得使用。", True),
        ("以上不代表本站立场", True),
        ("The minister distributed the report to the members.", False),
        ("The summit can be reached in two hours.", False),
        ("公司未经检查就把产品卖出，被罚款。", False),
    ],
)
def test_a_sign_off_may_stand_inside_of_a_line(line, is_one):
    assert is_signoff(line) is is_one


def test_a_date_has_digits_of_any_script():
    assert names_date("१२ मार्च २०२६".replace("मार्च", "march"))
    assert not names_date("march, the month before april")
