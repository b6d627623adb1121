"""Words as letters: one for each word, and nothing of how they are spelled is lost."""

from __future__ import annotations

import pytest

from newsarchive.grouping.words import Words

MIXED = "澜州港 reported 30215 tons, a record; 记者_获悉。"


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("澜州港恢复通航。", tuple("澜州港恢复通航")),
        (MIXED, (*"澜州港", "reported", "30215", "tons", "a", "record", *"记者获悉")),
        ("", ()),
        ("——，。", ()),
        ("\U0002a6d6字 é1 ÇA", ("\U0002a6d6", "字", "é1", "ÇA")),
    ],
)
def test_words_are_taken_out_of_a_text(text, spelled):
    words = Words.of(text)
    assert words.spelled == tuple(words) == spelled
    assert len(words) == len(words.letters) == len(spelled)
    assert words.number_long == sum(len(word) > 1 for word in spelled)


@pytest.mark.parametrize(
    "text", ["a well-known 3rd-rate_report: 5 of x2, a_b \x1c c'd\te", "", " ", "_", "".join(map(chr, range(128)))]
)
def test_words_of_ascii_are_those_that_they_are_in_any_text(text):
    words, among_others = Words.of(text), Words.of(f"{text} \u2014")
    assert (words.letters, words.long) == (among_others.letters, among_others.long)


def test_the_first_words_are_those_of_the_beginning():
    assert Words.of(MIXED).first(5).spelled == Words.of(MIXED).spelled[:5]
    assert Words.of(MIXED).first(5) == Words.of("澜州港 reported 30215")
    assert Words.of(MIXED).first(99) == Words.of(MIXED)


def test_words_with_one_letter_are_told_apart_by_their_spelling():
    before: dict[str, Words] = {}
    for number in range(1000, 9999):
        words = Words.of(str(number))
        other = before.setdefault(words.letters, words)
        if other is not words:
            break
    assert words.letters == other.letters
    assert words.spelled != other.spelled
    assert words != other
