"""JSON read by expressions: any key case, errors that show what is there, and text that can be written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extract.json_fields import ShapeError, check_expression, items_of, one_line, parse, printable, search, words

# --- expressions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("infoCode", "NW1"),
        ("infocode", "NW1"),
        ("INFOCODE", "NW1"),
        ("medianame || from", "澜州日报"),
        ("text || content", None),
        ("author[0]", "张三"),
        ("inner.Title", "甲"),
        ("after(digest, '】')", "正文"),
        ("after(digest, '没有')", None),
        ("after(nothing, '】')", None),
        ("after(number, '】')", None),
        ("before(digest, '】')", "【题"),
        ("before(digest, '没有')", None),
        ("before(digest, '【')", None),
        ("before(nothing, '】')", None),
        ("before(after(digest, '【'), '】')", "题"),
        ("length(number)", None),
        ("nothing.at.all", None),
        ("number.title", None),
    ],
)
def test_what_an_expression_finds(expression, found):
    document = {
        "infoCode": "NW1",
        "medianame": "",
        "from": "澜州日报",
        "author": ["张三"],
        "inner": {"title": "甲"},
        "digest": "【题】正文",
        "number": 7,
    }
    check_expression(expression)
    assert search(expression, document) == found


def test_a_key_as_it_is_written_comes_before_one_in_another_case():
    assert search("title", {"Title": "other", "title": "this"}) == "this"


@pytest.mark.parametrize("expression", ["", "a ||", "[", "a..b", "after(", "'"])
def test_what_is_no_expression_is_said(expression):
    with pytest.raises(ValueError, match="expected a JMESPath expression"):
        check_expression(expression)


@pytest.mark.parametrize("expression", ["guess(title)", "a || guess(title)", "[].{a: guess(b)}", "join(',', map(&guess(@), a))"])
def test_a_function_that_there_is_not_is_said_wherever_it_stands(expression):
    with pytest.raises(ValueError, match=r"guess\(\) is none"):
        check_expression(expression)


# --- documents --------------------------------------------------------------------------------------------------------


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=10,
    )
)
def test_json_is_read(document):
    assert parse(json.dumps(document)) == document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "the answer is empty"),
        (" \n", "the answer is empty"),
        ("<!doctype html>\n<p>系统繁忙", "the answer is not JSON: it begins with '<!doctype html> <p>系统繁忙'"),
        ('{"a": 1', "the answer is broken JSON: Expecting ',' delimiter (character 7 of 7)"),
        ("[1, 2", "the answer is broken JSON"),
        ("[" * 100_000, "the answer is JSON nested too deeply to be read"),
    ],
)
def test_what_is_no_json_is_said_with_how_it_begins(text, expected):
    with pytest.raises(ShapeError) as caught:
        parse(text)
    assert str(caught.value).startswith(expected)
    assert len(str(caught.value)) < 200


def test_the_items_of_a_list_are_its_objects():
    assert items_of({"records": [{"a": 1}, None, "x", {"b": 2}]}, "records") == [{"a": 1}, {"b": 2}]
    assert items_of([{"a": 1}], "@") == [{"a": 1}]
    assert items_of({"records": []}, "records") == []


@pytest.mark.parametrize(
    ("document", "there"),
    [
        ({"result": [], "total": 0}, "result, total"),
        ({}, "nothing"),
        ([], "list"),
        (None, "NoneType"),
        ({"records": "x"}, "records"),
    ],
)
def test_where_no_list_is_the_keys_there_are_shown(document, there):
    with pytest.raises(ShapeError, match=f"no list of articles at 'records'; the answer has: {there}$"):
        items_of(document, "records")


# --- text -------------------------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_printable_can_be_written_and_stays_as_it_is(text):
    made = printable(text)
    made.encode("utf-8")
    assert printable(made) == made
    assert not any(ord(character) < 32 and character not in "\t\n" for character in made)


def test_controls_go_and_half_characters_are_marked():
    assert printable("a\0b\x1bc\ufeffd\ud800e\r\nf\rg") == "abcd\ufffde\nf\ng"


def test_what_a_reader_sees_is_left_alone():
    text = "澜州 𠮷野家 👨\u200d👩\u200d👧 “引号” é\u0301\tx\n　　段"
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" 甲\n乙　丙\t ", "甲 乙 丙"),
        ("&amp;lt; &#8220;引号&#8221;", "&lt; “引号”"),
        ("甲\u2028乙\x85丙\xa0丁", "甲 乙 丙 丁"),
        ("", None),
        (" \u3000\n", None),
        ("&nbsp;", None),
        ("\0", None),
    ],
)
def test_one_line(text, line):
    assert one_line(text) == line


@given(st.text(st.characters(exclude_categories=())))
def test_one_line_is_one_line(text):
    made = one_line(text)
    assert made is None or (made.strip() == made and len(made.splitlines()) == 1)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("甲", "甲"),
        (7, "7"),
        (1.5, "1.5"),
        ("", None),
        ("  ", None),
        (None, None),
        (True, None),
        ([], None),
        ({"a": 1}, None),
        (0, "0"),
    ],
)
def test_words_are_text_and_numbers_and_nothing_else(value, said):
    assert words("key", {"key": value}) == said
    assert words(None, {"key": value}) is None
