"""Small questions about words."""

from __future__ import annotations

from newsarchive.extract.fields.words import clean, is_cjk, key, overlap, tokens


def test_clean() -> None:
    assert clean(" A &amp;amp; B\u200b\n c ") == "A &amp; B c"
    assert clean("soft\u00adhyphen") == "softhyphen"


def test_key_ignores_how_it_is_written() -> None:
    assert key("“Ｔitle”: One!") == key("title one")
    assert key("—") == ""


def test_tokens_and_overlap() -> None:
    assert tokens("大桥 opens") == ["大", "桥", "opens"]
    assert overlap(["a", "b"], ["a", "b"]) == 1
    assert overlap(["a"], []) == 0


def test_is_cjk() -> None:
    assert is_cjk("大桥 opens")
    assert not is_cjk("the bridge of 江 opened to traffic")
