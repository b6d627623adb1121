"""Which pictures an article shows, and the same text with pictures from elsewhere."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.article import Image
from newsarchive.extract.markup.clean import Clean, sanitise, text_of
from newsarchive.pictures.shown import illustrated, pointed, restored, shown
from tests.records import record

DATA = "data:image/png;base64," + "QUJD" * 60


def body(*addresses):
    return sanitise(
        "<p>before</p>" + "".join(f'<p>text <img src="{html.escape(each)}" alt="a &gt; b"></p>' for each in addresses)
    )


def test_pictures_are_found_in_the_text_once_each_with_their_captions():
    text = (
        '<p><img src="http://a.example/1.jpg?w=1&amp;h=2"></p>'
        '<figure><img src="http://a.example/2.jpg"><figcaption>The <b>pier</b> &amp; the\n sea</figcaption></figure>'
        '<figure><img src="http://a.example/3.jpg"></figure><figure><figcaption>of none</figcaption></figure>'
        f'<p><img src="http://a.example/2.jpg"><img src="{DATA}"><img src="/relative.jpg"></p>'
    )
    article = record(body=text, images=(Image("http://a.example/3.jpg", "said"), Image("http://a.example/gone.jpg")))
    assert shown(article) == (
        Image("http://a.example/1.jpg?w=1&h=2"),
        Image("http://a.example/2.jpg", "The pier & the sea"),
        Image("http://a.example/3.jpg", "said"),
    )
    assert shown(record()) == ()


def test_a_record_names_every_picture_and_its_file():
    article = record(
        body=body("http://a.example/1.jpg", "http://a.example/2.jpg"), images=(Image("http://a.example/2.jpg", "c"),)
    )
    with_files = illustrated(article, {"http://a.example/1.jpg": "aa/1.jpg"})
    assert with_files.images == (Image("http://a.example/2.jpg", "c"), Image("http://a.example/1.jpg", None, "aa/1.jpg"))
    assert illustrated(with_files, {}) is with_files
    assert with_files.digest == article.digest


def test_a_text_is_pointed_elsewhere_and_reads_the_same():
    text = Clean(body("http://a.example/1.jpg?a=1&b=2", "http://a.example/2.jpg", DATA))
    there = {"http://a.example/1.jpg?a=1&b=2": "/p/1.jpg", "http://a.example/other.jpg": "/p/x.jpg"}
    changed = pointed(text, there)
    assert '<img src="/p/1.jpg" alt="a &gt; b" data-original="http://a.example/1.jpg?a=1&amp;b=2">' in changed
    assert '<img src="http://a.example/2.jpg"' in changed
    assert f'<img src="{DATA}"' in changed  # it is in the text already
    assert changed.text == text.text == text_of(changed)
    assert pointed(text, {}) is text


@given(st.lists(st.from_regex(r"https?://[a-z]{1,8}\.example/[\w&=?;\"'<>%\u4e00-\u4e09-]{0,20}", fullmatch=True), max_size=5))
def test_a_post_that_is_read_back_shows_what_the_article_showed(addresses):
    """The sanitiser takes the address that is kept beside the file."""
    text = body(*addresses)
    there = {image.url: f"/pictures/{number}.jpg" for number, image in enumerate(shown(record(body=text)))}
    changed = pointed(text, there)
    assert changed.count('src="/pictures/') == text.count("<img")
    assert sanitise(changed, base_url="http://elsewhere.example/") == text


def test_a_note_that_is_read_back_shows_what_the_article_showed():
    images = (Image("http://a.example/1.jpg?a=1&b=2", None, "ab/abcd.jpg"), Image("http://a.example/2.jpg"))
    note = '<p><img alt="x" src="../../pictures/ab/abcd.jpg" /><img src="/cd/abcd.jpg"><img src="http://a.example/2.jpg"></p>'
    back = '<p><img alt="x" src="http://a.example/1.jpg?a=1&amp;b=2" /><img src="/cd/abcd.jpg"><img src="http://a.example/2.jpg"></p>'
    assert restored(note, images) == back
    assert restored(note, ()) is note
