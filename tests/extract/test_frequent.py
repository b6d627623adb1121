"""The frequent characters: each exists in its encoding, and together they tell the encodings apart."""

from __future__ import annotations

import itertools

import pytest

from newsarchive.extract.frequent import FREQUENT

TEXTS = {
    "gb18030": "央行周三发布的数据显示，今年一季度新增贷款超过预期，市场对经济回升的信心有所增强。",
    "big5hkscs": "央行週三發布的數據顯示，今年第一季新增貸款超過預期，市場對經濟回升的信心有所增強。",
    "cp932": "日本銀行は水曜日、今年の第一四半期の貸し出しが予想を上回ったと発表した。",
    "euc_jp": "日本銀行は水曜日、今年の第一四半期の貸し出しが予想を上回ったと発表した。",
    "cp949": "한국은행은 수요일 올해 1분기 대출이 예상을 웃돌았다고 발표했다.",
}


def share(text: str, encoding: str) -> float:
    beyond = [character for character in text if character > "\x7f"]
    return sum(character in FREQUENT[encoding] for character in beyond) / len(beyond)


@pytest.mark.parametrize("encoding", FREQUENT)
def test_every_character_exists_in_its_encoding(encoding: str) -> None:
    punctuation = set.intersection(*map(set, FREQUENT.values()))
    strangers = {character for character in FREQUENT[encoding] - punctuation if _missing(character, encoding)}
    assert strangers == set()


def _missing(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return True
    return False


@pytest.mark.parametrize("encoding", TEXTS)
def test_news_is_mostly_made_of_them(encoding: str) -> None:
    assert share(TEXTS[encoding], encoding) > 0.4


@pytest.mark.parametrize(("right", "wrong"), list(itertools.permutations(TEXTS, 2)))
def test_a_text_read_in_a_wrong_encoding_has_hardly_any(right: str, wrong: str) -> None:
    misread = TEXTS[right].encode(right).decode(wrong, "replace")
    assert share(misread, wrong) < 0.2 < share(TEXTS[right], right)
