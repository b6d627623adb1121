"""XML put together: nothing in it that a parser would refuse."""

from __future__ import annotations

import pytest
from lxml import etree

from newsarchive.export.files.xmltree import add, language_of, legal, one_line


@pytest.mark.parametrize(
    "number", [*range(0x20), 0x7F, 0x85, 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x10FFFF]
)
def test_what_is_left_can_be_written_and_what_can_be_written_is_left(number):
    def is_writable(text):
        try:
            etree.Element("a").text = text
        except ValueError:
            return False
        return True

    assert legal(f"一{chr(number)}二") == (f"一{chr(number)}二" if is_writable(chr(number)) else "一二")


def test_a_child_is_of_its_parents_namespace_or_of_its_own():
    root = etree.Element("{urn:a}root")
    assert add(root, "x").tag == "{urn:a}x"
    child = add(root, "{urn:b}y", "文\x00字", name="值\x0b")
    assert (child.tag, child.text, child.get("name")) == ("{urn:b}y", "文字", "值")


def test_one_line_has_no_ends_of_lines_and_may_be_empty():
    assert one_line(" 一\n\t二\x00 ") == "一 二"
    assert one_line(None) == one_line("\x0b ") == ""


@pytest.mark.parametrize(
    ("tag", "known"),
    [
        ("zh", True), ("zh-Hant", True), ("zh-Hans-CN", True), ("es-419", True),
        ("en_US", False), ("中文", False), ("", False), (None, False),
    ],
)  # fmt: skip
def test_languages_are_told_from_words(tag, known):
    assert language_of(tag) == (tag if known else None)
