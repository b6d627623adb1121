"""Front matter that a script has pasted together."""

from __future__ import annotations

import pytest

from newsarchive.export.front_matter import MOST, UnreadableError, quoted
from newsarchive.importing.matter import read_matter


def post(title: str, more: str = "") -> str:
    return f"---\nlayout: post\ntitle: {title}\ndate: 2022-04-13 00:41:00 +0800\n{more}---\n<p>正文</p>"


def test_what_is_yaml_is_read_as_yaml_and_dates_stay_words():
    matter = read_matter(post('"澜州"', "tags: [澜州日报新闻]\ncategories: lanzhou ribao\n"))
    assert matter.broken is None
    assert (matter.text("title"), matter.text("date")) == ("澜州", "2022-04-13 00:41:00 +0800")
    assert (matter.text("nothing", "tags"), matter.rest) == ("澜州日报新闻", "<p>正文</p>")
    assert matter.is_bare("categories")
    assert not matter.is_bare("tags")


@pytest.mark.parametrize(
    "title",
    [
        '他说"好"，走了',
        '"好"',
        "路径 C:\\x",
        "结尾\\",
        'a: "b": c',
        "C:\\table",
        "第一行\n第二行" + '"',
    ],
)
def test_a_title_pasted_between_quotation_marks_is_read_as_it_was(title):
    matter = read_matter(post(f'"{title}"'))
    assert matter.broken
    assert matter.text("title") == title.replace("\n", " ")
    assert matter.text("date") == "2022-04-13 00:41:00 +0800"


@pytest.mark.parametrize("title", ['他说"好"', "C:\\table", "a: b", "'x'"])
def test_a_title_that_is_written_properly_is_no_defect(title):
    matter = read_matter(post(quoted(title)))
    assert matter.broken is None
    assert matter.text("title") == title


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<p>正文</p>", "no front matter"),
        ("---\ntitle: x\n", "does not end"),
        ("---\n- x\n---\n", "no mapping"),
        (f"---\ntitle: {'x' * MOST}\n---\n", "more than"),
    ],
)
def test_what_has_no_front_matter_is_unreadable(text, why):
    with pytest.raises(UnreadableError, match=why):
        read_matter(text)
