"""Who signs a line in Chinese or Korean."""

from __future__ import annotations

import time as clock

import pytest

from newsarchive.extract.fields.signatures_han import han_signatures, hangul_signatures


def test_running_text_needs_a_name_that_ends_like_one() -> None:
    assert han_signatures("（记者张三、李四）国务院", running=True) == (["张三", "李四"], "记者张三、李四）国务院")
    assert han_signatures("记者王小明看到了大桥", running=True) is None
    assert han_signatures("记者从市政府获悉", running=True) is None


def test_a_rare_surname_in_a_bracketed_list() -> None:
    found = han_signatures("（记者张三、厶朋）", running=True)
    assert found is not None
    assert found[0] == ["张三", "厶朋"]


def test_korean_reporters() -> None:
    assert hangul_signatures("김하늘 기자") == (["김하늘"], "김하늘 기자")
    assert hangul_signatures("기자회견을 열었다") is None


@pytest.mark.parametrize("piece", ["记者", "作者：", "王 ", "记者 张三、", "기자 "])
def test_long_text_costs_little(piece: str) -> None:
    began = clock.process_time()
    text = piece * 20000
    han_signatures(text)
    han_signatures(text, running=True)
    hangul_signatures(text)
    assert clock.process_time() - began < 1
