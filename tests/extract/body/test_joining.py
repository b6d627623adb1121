"""Pages joined: nothing twice that only pages repeat, and nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extract.body.joining import join


def test_the_headline_and_the_first_words_stand_there_once():
    first = "<p>导语说了什么。</p><p>第一页。</p>"
    second = "<h2>标题</h2><p>导语说了什么。</p><p>第二页。</p>"
    assert join([first, second], "标题") == "<p>导语说了什么。</p><p>第一页。</p>\n<p>第二页。</p>"


def test_what_is_said_again_in_the_middle_is_no_repetition():
    first, second = "<p>他说不。</p><p>甲。</p>", "<p>乙。</p><p>他说不。</p><p>丙。</p>"
    assert join([first, second]).count("他说不。") == 2


def test_the_last_line_of_every_page_comes_once_at_the_end():
    pages = [f"<p>第{number}页。</p><p>责任编辑：王五</p>" for number in (1, 2, 3)]
    assert join(pages) == "<p>第1页。</p>\n<p>第2页。</p>\n<p>第3页。</p><p>责任编辑：王五</p>"


def test_pictures_are_kept_and_repeated_ones_are_not():
    first = '<p><img src="http://x.org/1.jpg" alt="图"></p><p>甲。</p>'
    second = '<p><img src="http://x.org/1.jpg" alt="图"></p><p><img src="http://x.org/2.jpg" alt="图"></p><p>乙。</p>'
    joined = join([first, second])
    assert joined.count("1.jpg") == joined.count("2.jpg") == 1


def test_a_picture_beside_repeated_words_is_kept():
    joined = join(["<p>图集</p><p>甲。</p>", '<p>图集<img src="http://x.org/2.jpg"></p><p>乙。</p>'])
    assert "2.jpg" in joined


def test_one_page_and_none():
    assert join(["<p>甲。</p>"]) == "<p>甲。</p>"
    assert join([]) == ""


@given(st.lists(st.text("<p>甲乙/b &", max_size=30), max_size=4))
def test_any_bodies_are_joined(bodies):
    join(bodies, "甲")
