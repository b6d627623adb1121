"""The words of a book."""

from __future__ import annotations

from newsarchive.export.files.epub.words import words_of


def test_chinese_has_chinese_words_and_the_rest_has_english_ones():
    assert words_of("zh").contents == words_of("zh-Hant-TW").contents == words_of("ZH").contents == "目录"
    assert words_of("en").contents == words_of("und").contents == words_of("zha").contents == "Contents"
