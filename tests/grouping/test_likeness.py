"""Copies are edited; texts made from one template are about something else."""

from __future__ import annotations

import pytest

from newsarchive.grouping.likeness import Verdict, compared, same_piece, still_the_same
from newsarchive.grouping.wording import wording
from newsarchive.grouping.words import Words

TITLE = "澜州港恢复通航"
SENTENCES = (
    "澜州港务集团表示，航道疏浚提前完成，首艘货轮已经离港。",
    "水利局说，汛期之前还要检修两座闸门，费用由财政承担。",
    "渔民合作社普遍欢迎，认为运输时间可以缩短一半以上。",
    "旅游协会计划开通夜间航线，价格另行公布，学生可以减免。",
    "高校学者提醒，航道的泥沙仍要持续监测，不能掉以轻心。",
    "气象部门预计本周多雾，请过往船只减速慢行，保持距离。",
    "商务厅透露，冷链仓库的招标已经启动，明年可以交付使用。",
    "消防队在码头演练，检验新装备在狭窄水面上的救援能力。",
)
BOARD = (
    "本公司董事会及全体董事保证本公告内容真实准确完整，并承担法律责任。公司将召开股东大会，审议利润分配的议案，会议地点详见通知。"
)
FLASH = "澜州港务集团一日宣布，停航两周的澜州港当天清晨恢复通航。"


def piece(*sentences, title=TITLE):
    return wording(title, "\n".join(sentences or SENTENCES))


@pytest.mark.parametrize(
    "copy",
    [
        piece("新华社澜州4月13日电（记者 张三）" + SENTENCES[0], *SENTENCES[1:], "责任编辑：李四"),
        piece(*SENTENCES[1:6]),
        piece(*SENTENCES[:3], "据了解，近年来当地不断完善配套设施，民生事业稳步发展。", *SENTENCES[3:]),
        piece(*(each.replace("，", ",") for each in SENTENCES)),
        piece(title="货轮又能从这里出发了"),
        piece(*(each.replace("本周", "近日") for each in SENTENCES)),
    ],
    ids=["head and tail", "sentences dropped", "paragraph added", "plain marks", "another title", "another day's view"],
)
def test_a_copy_is_one_however_it_was_edited(copy):
    assert same_piece(piece(), copy)
    assert same_piece(copy, piece())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (piece(FLASH, title="恢复"), piece(FLASH.replace("两周", "三周"), title="恢复")),
        (piece(*SENTENCES, "运量12.3万吨。"), piece(*SENTENCES, "运量12.8万吨。")),
        (piece(title="一季度货运增长5.3%"), piece(title="一季度货运增长5.8%")),
        (piece(BOARD, title="青屿药业关于召开股东大会的公告"), piece(BOARD, title="云岭重工关于召开股东大会的公告")),
        (piece(*SENTENCES), piece(*(each.replace("航道", "铁路") for each in SENTENCES))),
        (piece(*SENTENCES[:2]), piece(*SENTENCES)),
        (piece(SENTENCES[0], SENTENCES[1], *SENTENCES[5:], title="甲"), piece(*SENTENCES[2:4], *SENTENCES[5:], title="乙")),
        (piece(FLASH, title="通航"), piece(FLASH, title="股东大会")),
        (piece("通航了。"), piece("通航了。")),
        (
            piece(*SENTENCES, "前后花了56年。"),
            piece(*SENTENCES, "前后花了17年。", "爆料热线全天开通，您可以上传照片和视频，一经采用即付稿酬。"),
        ),
        (
            piece("图书馆自下月起延长开放时间，市民凭证件可以借阅全部图书。", *SENTENCES, BOARD, FLASH, title="甲"),
            piece("足球队昨晚客场夺得冠军，三千名球迷在车站迎接他们归来。", *SENTENCES, BOARD, FLASH, title="乙"),
        ),
        (
            piece(*SENTENCES, title="今日要闻"),
            piece(*SENTENCES[:7], "图书馆延长开放时间，市民可以借书。", title="一周回顾"),
        ),
        (
            piece(*SENTENCES[:4], title="澜州港恢复通航"),
            piece(*SENTENCES[:3], *SENTENCES[4:7], title="What to read this weekend"),
        ),
    ],
    ids=[
        "a number in a flash",
        "a number at the end",
        "a number in the title",
        "a name in the title alone",
        "a name again and again",
        "a round-up",
        "a common background",
        "a flash under another title",
        "too short to say",
        "a number before another line of the editors",
        "a common background and another lead",
        "a round-up with another item",
        "a column that contains the piece",
    ],
)
def test_what_only_looks_like_a_copy_is_none(one, other):
    assert not same_piece(one, other)
    assert not same_piece(other, one)


def test_a_corrected_copy_remains_one_where_it_would_not_have_become_one():
    before, corrected = piece(*SENTENCES, "运量12.3万吨。"), piece(*SENTENCES, "运量12.8万吨。")
    assert still_the_same(before, corrected)
    assert not still_the_same(before, piece(FLASH))
    assert not still_the_same(before, piece("图"))


def test_two_numbers_that_have_one_letter_are_two_numbers():
    numbers: dict[str, str] = {}
    for number in map(str, range(1000, 9999)):
        before = numbers.setdefault(Words.of(number).letters, number)
        if before != number:
            break
    one, other = (piece(*SENTENCES, f"运量{each}吨。") for each in (before, number))
    assert before != number
    assert one.text.letters == other.text.letters
    assert not same_piece(one, other)


def test_an_update_contradicts_and_another_piece_does_not():
    assert compared(piece(*SENTENCES, "运量12.3万吨。"), piece(*SENTENCES, "运量12.8万吨。")) is Verdict.CONTRADICTION
    assert compared(piece(), piece(FLASH)) is Verdict.OTHER
    assert compared(piece(), piece()) is Verdict.COPY
