"""The links of a page: one for each address, and what addresses of a kind have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extract.lists.anchors import links_of, next_list, shape
from newsarchive.extract.page import Page

URL = "http://www.example.org/world/"


def links(markup):
    return links_of(Page.read(markup, url=URL), URL)


def test_the_links_to_one_address_are_one():
    (link,) = links(
        '<nav class="pages"><a href="/a/1">1</a></nav><p><a href="/a/1?utm_source=x"><img src="x"></a></p>'
        '<h2><a href="../a/1#top">The weir</a></h2>'
    )
    assert (link.url, link.title, link.framed, link.headed) == ("http://www.example.org/a/1", "The weir", False, True)


@pytest.mark.parametrize(
    "href", ["", "#top", "/world/", "http://other.org/a", "javascript:go()", "mailto:x@example.org", "/a.pdf", "http://[bad/"]
)
def test_what_is_no_other_page_of_the_site(href):
    assert links(f'<a href="{href}">The weir is open again</a>') == []


@pytest.mark.parametrize("href", ["http://news.example.org/a", "//example.org/a", "a"])
def test_other_hosts_of_the_site(href):
    assert len(links(f'<a href="{href}">The weir is open again</a>')) == 1


def test_addresses_are_relative_to_the_base_of_the_page():
    (link,) = links('<base href="/x/"><a href="1">The weir</a>')
    assert link.url == "http://www.example.org/x/1"


@pytest.mark.parametrize(
    "frame",
    [
        "<nav class='pages'>",
        "<footer>",
        "<div class='site-menu'>",
        "<div class='main-nav top'>",
        "<ul id='pagination'>",
        "<form>",
    ],
)
def test_the_frame_of_a_page(frame):
    assert links(f'{frame}<a href="1">The weir</a>')[0].framed


@pytest.mark.parametrize(
    ("item", "beside"),
    [
        ('<li><a href="1">The weir</a> <span>2026-11-03</span></li>', "2026-11-03"),
        (
            '<article><time datetime="2026-11-03T08:00Z">3 Nov</time><h3><a href="1">The weir</a></h3></article>',
            "2026-11-03T08:00Z",
        ),
        ('<li><a href="1">The weir of 2026-11-03</a></li>', ""),
        ('<li><a href="1">The weir</a></li><li><a href="2">The pier</a> 2026-11-03</li>', ""),
    ],
)
def test_a_date_beside_a_link(item, beside):
    assert links(f"<ul>{item}</ul>")[0].beside == beside


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/2026/11/03/the-weir-opens.html", "/2025/01/30/a-pier-of-many-years-closes.html"),
        ("/news/1000001.html", "/news/9876543.html"),
        ("/a/202611/t20261103_100001.shtml", "/a/202512/t20251203_99999.shtml"),
        ("/show.php?id=100001&lang=en", "/show.php?lang=zh&id=200002"),
        ("/c-100001.html", "/c-100002.html"),
    ],
)
def test_addresses_of_one_kind_have_one_shape(one, other):
    assert shape("http://x.example.org" + one) == shape("http://x.example.org" + other)


@pytest.mark.parametrize(
    ("one", "other"), [("/world/", "/world/the-weir-opens"), ("/news/1000001.html", "/news/index.html"), ("/a?id=1", "/a?page=1")]
)
def test_other_kinds_have_other_shapes(one, other):
    assert shape("http://x.example.org" + one) != shape("http://x.example.org" + other)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="?p=2" rel="next">→</a>',
        '<link rel="next" href="?p=2">',
        '<a href="?p=2">Next page »</a>',
        '<a href="?p=2">下一页</a>',
        '<a href="?p=2">Older posts</a>',
        '<a href="?p=2" title="Next"><i></i></a>',
        '<a href="?p=2">Load more stories</a>',
        '<a href="?p=2" class="more">点击加载更多</a>',
        '<button data-next-url="?p=2">+</button>',
        '<div class="list" data-next-page="/world/?p=2"></div>',
        '<div class="pages"><b>1</b> <a href="?p=2">2</a> <a href="?p=3">3</a></div>',
    ],
)
def test_the_next_page(link):
    page = Page.read(f"<a href='/1'>Next year brings a new pier</a>{link}", url=URL)
    assert next_list(page, URL) == URL + "?p=2"


def test_no_next_page():
    assert next_list(Page.read("<a href='/1'>Next year brings a new pier</a><a href='?p=1'>Previous</a>"), URL) is None


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/business/">Show more</a>',
        '<a href="http://other.org/world/?p=2">Load more</a>',
        '<div data-next="slide-2"></div>',
        '<div data-next-url="http://other.org/more"></div>',
        '<div data-next-url="/world/"></div>',
        '<a href="/top/2">2</a>',
    ],
)
def test_what_leads_to_more_of_something_else(link):
    assert next_list(Page.read(link, url=URL), URL) is None


@given(st.text(st.sampled_from('<a href="/1?x=&>next</a>[]:%#'), max_size=60))
def test_any_markup_is_answered(text):
    page = Page.read(text + f'<a href="{text}">')
    links_of(page, URL)
    next_list(page, URL)
