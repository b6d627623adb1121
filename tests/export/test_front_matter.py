"""Front matter: whatever text goes in, the same text comes out, in every reader."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.export.front_matter import UnreadableError, quoted, read, scalar, words
from tests.nasty import MEDIA, TITLES

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]  # the C one is not in every build


def loaded(scalar):
    """What PyYAML reads, the same in both of its loaders."""
    values = [yaml.load(f"before: 1\nkey: {scalar}\nafter: 2\n", Loader=loader) for loader in LOADERS]  # noqa: S506  # both are safe loaders
    assert all(value == values[0] for value in values)
    assert set(values[0]) == {"before", "key", "after"}
    return values[0]["key"]


@pytest.mark.parametrize("make", [quoted, scalar])
@given(text=st.text())
def test_any_text_comes_back_the_same(make, text):
    made = make(text)
    assert loaded(made) == text
    assert len(made.splitlines()) == 1


@pytest.mark.parametrize(
    "text", [*TITLES, *MEDIA, "", " ", "\t", "\0", "a\nb", "\x7f", "\x85", "\ud7ff", "\uffff", "\U0010ffff", "y", "No"]
)
def test_nasty_text_comes_back_the_same(text):
    assert loaded(quoted(text)) == text
    assert loaded(scalar(text)) == text
    assert loaded(words(text)) in (text, [text])


@given(st.text(min_size=1))
def test_words_are_one_category_however_they_are_spelled(text):
    value = loaded(words(text))
    assert value == [text] if isinstance(value, list) else value == text and len(text.split()) <= 1


@pytest.mark.parametrize("text", ["人民邮电报", "人民邮电报新闻", "renminyoudianbao", "Wind资讯", "e公司"])
def test_ordinary_text_stays_bare(text):
    assert scalar(text) == words(text) == text


@pytest.mark.parametrize(
    "text", ["1e3", "0x1F", "2022-04-13", "12:30:45", "1_000", ".inf", "yes", "No", "y", "~", "null", "NULL", "", "1.", "+1"]
)
def test_what_some_reader_takes_for_something_else_is_quoted(text):
    assert scalar(text) == f'"{text}"'


def test_the_usual_escapes_are_the_short_ones():
    assert quoted('a"b\\c\nd\te\rf\0') == r'"a\"b\\c\nd\te\rf\0"'
    assert quoted("“引号” 😀 　") == '"“引号” 😀 　"'
    assert quoted("\x85\u2028\ufeff") == r'"\x85\u2028\ufeff"'


def test_half_a_character_is_refused_and_not_written():
    with pytest.raises(ValueError, match="lone surrogate"):
        quoted("\ud800")


# --- reading ----------------------------------------------------------------------------------------------------------


def test_a_post_is_read_back():
    assert read("---\ntitle: a\n---\nbody\n---\nmore") == ({"title": "a"}, "body\n---\nmore")


@pytest.mark.parametrize(
    ("post", "reason"),
    [
        ("", "it has no front matter"),
        ("body", "it has no front matter"),
        ("---\ntitle: a\n", "it has no front matter"),
        (" ---\ntitle: a\n---\n", "it has no front matter"),
        ("---\n- a\n---\n", "is no mapping"),
        ("---\ntitle: [\n---\n", "is not YAML"),
        ("---\ntitle: !!python/object/apply:os.system [id]\n---\n", "is not YAML"),
    ],
)
def test_what_cannot_be_read_is_said(post, reason):
    with pytest.raises(UnreadableError, match=reason):
        read(post)


def test_front_matter_of_any_length_is_not_read():
    with pytest.raises(UnreadableError, match="more than 10000 characters"):
        read("---\nx: " + "[" * 100_000 + "\n---\n")
