"""Bytes of posts: what encodings, marks and line ends come to."""

from __future__ import annotations

import pytest

from newsarchive.importing.findings import Defect
from newsarchive.importing.reading import text_of_file

TEXT = (
    "---\ntitle: 澜州工厂恢复生产，全部生产线运转正常，工人已经陆续返岗\n---\n<p>这是一篇关于经济的报道，说的是我们的市场。</p>\n"
)


def found(data: bytes):
    text, findings = text_of_file(data)
    return text, [(each.defect, each.repaired) for each in findings]


@pytest.mark.parametrize(
    ("data", "defects"),
    [
        (TEXT.encode(), []),
        (TEXT.encode("utf-8-sig"), [(Defect.MARK, True)]),
        (TEXT.replace("\n", "\r\n").encode(), [(Defect.LINES, True)]),
        (TEXT.replace("\n", "\r").encode(), [(Defect.LINES, True)]),
        (TEXT.encode("gb18030"), [(Defect.ENCODING, True)]),
        (TEXT.replace("报道", "报\x00道").encode(), [(Defect.CHARACTERS, True)]),
    ],
)
def test_the_text_is_the_same_and_the_defect_is_told(data, defects):
    assert found(data) == (TEXT, defects)


def test_halves_of_a_character_that_belong_together_are_joined():
    halves = TEXT.replace("报道", "\ud83d\ude00").encode(errors="surrogatepass")
    assert found(halves) == (TEXT.replace("报道", "😀"), [(Defect.CHARACTERS, True)])


def test_half_a_character_is_lost_and_reported():
    text, defects = found(TEXT.replace("报道", "\ud83d").encode(errors="surrogatepass"))
    assert text == TEXT.replace("报道", "\ufffd")
    assert defects == [(Defect.CHARACTERS, False)]
    text, defects = found(TEXT.encode()[:-3] + b"\xff>\n")
    assert "\ufffd" in text
    assert defects == [(Defect.CHARACTERS, False)]
