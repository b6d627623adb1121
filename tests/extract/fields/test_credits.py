"""Credits in running words: labels, datelines, and what only looks like them."""

from __future__ import annotations

import time as clock

import pytest

from newsarchive.extract.fields.credits import attribution, dateline, reported


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("（文章来源：江城晚报）", "江城晚报"),
        ("来源：新华社 2022-04-13 08:18", "新华社"),
        ("2022年04月13日 08:18 来源：海港证券报·海证网 作者：张三", "海港证券报·海证网"),
        ("稿源：东海网-文化频道", "东海网-文化频道"),
        ("来源: 42氪 Pro", "42氪 Pro"),
        ("来源：《江城周末》", "江城周末"),
        ("文章来源于：第七财经", "第七财经"),
        ("来源：海港社责任编辑：李四", "海港社"),
        ("来源：\n市发改委\n", "市发改委"),
        ("來源：東海日報", "東海日報"),
        ("来源 | 东海观察", "东海观察"),
        ("转自：海港时报", "海港时报"),
        ("本文转自微信公众号“江城夜话”", "江城夜话"),
        ("分享到: 来源: 东海办事处 发布时间: 2019-03-06", "东海办事处"),
        ("Source: Reuters", "Reuters"),
        ("Quelle: dpa", "dpa"),
    ],
)
def test_labelled_source(text: str, medium: str) -> None:
    found = attribution(text)
    assert found is not None
    assert found[0] == medium
    assert medium in found[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "图片来源：某某图库",
        "数据来源：Wind",
        "主要收入来源：房租",
        "（来源：网络）",
        "来源：未知",
        "能量的来源是太阳",
        "他来自一个小山村",
        "Open source software",
    ],
)
def test_no_source_is_invented(text: str) -> None:
    assert attribution(text) is None


@pytest.mark.parametrize(
    ("paragraph", "medium"),
    [
        ("新华社北京4月13日电（记者 张三）国务院", "新华社"),
        ("中新网9月9日电 据当地媒体", "中新网"),
        ("江城日报讯（记者 李四）昨日", "江城日报"),
        ("海港社4月13日讯，午后", "海港社"),
        ("LONDON (Reuters) - Oil rose", "Reuters"),
        ("BERLIN (dpa/lno) - Der Rat", "dpa"),
        ("PARIS, April 13 (Xinhua) -- a", "Xinhua"),
        ("WASHINGTON (AP) — The", "AP"),
    ],
)
def test_dateline(paragraph: str, medium: str) -> None:
    found = dateline(paragraph)
    assert found is not None
    assert found[0] == medium


@pytest.mark.parametrize(
    "paragraph",
    ["社会新闻讯息万变", "今天是个好日子，我们的报讯", "MAP - where to go", "The agency (AP) said on Monday that", ""],
)
def test_no_dateline(paragraph: str) -> None:
    assert dateline(paragraph) is None


def test_reported() -> None:
    assert reported("据《江城时报》网站4月13日报道，当地") == ("江城时报", "据《江城时报》网站4月13日报道")
    assert reported("据说他昨天来过") is None


@pytest.mark.parametrize("piece", ["来源：", "（", "来源 ", "据", "x (AP ", "转自"])
def test_long_text_costs_little(piece: str) -> None:
    began = clock.process_time()
    text = piece * 20000
    attribution(text)
    dateline(text)
    reported(text)
    assert clock.process_time() - began < 0.5
