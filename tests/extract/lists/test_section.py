"""Pages of headlines of several kinds: the articles are found, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsarchive.extract.lists.section import read_section
from newsarchive.extract.page import Page
from tests.site.news import pieces, section_page

NOW = datetime(2026, 11, 20, tzinfo=UTC)
URL = "http://www.example.org/"
TITLES = ("澜州港口恢复通航首日迎来二十艘货轮", "奥斯特比电车停运检修工期延长两周", "盐码头夜市重新开张摊位增加一成", "短讯")
FRAME = (
    '<div class="nav"><a href="/world/">World</a>'
    '<a href="/guide-to-the-harbour-and-its-islands">Guide to the harbour and its islands</a></div>'
    '<div class="footer"><a href="/about/us-and-our-many-friends.html">About us and our many good friends</a></div>'
)


def found(markup, **options):
    listing = read_section(Page.read(markup, url=URL), url=URL, zone=ZoneInfo("Asia/Shanghai"), now=NOW, **options)
    return {each.url.removeprefix("http://www.example.org"): each for each in listing.entries}


def rows(form):
    return "".join(
        f'<li><a href="{form.format(n=n)}">{title}</a><span>2026-11-0{n + 1}</span></li>' for n, title in enumerate(TITLES)
    )


@pytest.mark.parametrize(
    "form",
    [
        "/a/202611/t2026110{n}_100001{n}.shtml",
        "/n1/2026/110{n}/c1004-4044000{n}.html",
        "/article/10000{n}",
        "/detail.jsp?id=10000{n}",
        "/20261101/0000{n}.htm",
        "/2026-11/0{n}/content_1000{n}.htm",
    ],
)
def test_a_plain_list_of_chinese_headlines(form):
    articles = found(f"<html><body>{FRAME}<ul>{rows(form)}</ul></body></html>")
    assert set(articles) == {form.format(n=n) for n in range(4)}
    assert articles[form.format(n=1)].published == datetime(2026, 11, 1, 16, tzinfo=UTC)


def test_cards_among_tags_sections_and_a_frame():
    shown = pieces(10)
    assert set(found(section_page("world", shown, "/world/page/2"))) == {each.path for each in shown}


def test_one_headline_alone():
    assert set(found(f'{FRAME}<h2><a href="/2026/11/03/the-weir-opens">The weir opens after two long years</a></h2>')) == {
        "/2026/11/03/the-weir-opens"
    }


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/tag/ships-and-harbours-2026">All that we wrote on ships and harbours</a>',
        '<a href="/author/ada-linwood-of-lanport">Ada Linwood, our correspondent in Lanport</a>',
        '<a href="/world/">All the news of the world, day by day</a>',
        '<a href="/world/asia">Everything from Asia and the islands</a>',
        '<a href="/2026/11/">The archive of November of this year</a>',
        '<a href="/about">About the people who make this paper</a>',
        '<a href="/news/100001.html">12</a>',
        '<a href="/login?next=/news/100001.html">Sign in to read all of our stories</a>',
    ],
)
def test_what_is_no_article(link):
    assert found(f"<main>{link}</main>") == {}


def test_where_a_pattern_decides_all_addresses_are_handed_on():
    assert set(found('<main><a href="/x">x</a></main>', chosen=True)) == {"/x"}


def test_words_with_numbers_beside_a_link_are_no_date():
    (entry,) = found('<ul><li><a href="/news/100001.html">The weir opens after two long years</a>120 comments</li></ul>').values()
    assert entry.published is None


@pytest.mark.parametrize(
    ("path", "ahead"),
    [
        ("/calendar/2026/12/", True),
        ("/calendar/2026-12", True),
        ("/events/2026/11/22", True),
        ("/calendar/2101/1/", True),
        ("/events/2026/11/21", False),
        ("/archive/2026/11/", False),
        ("/2026/10/", False),
        ("/2026/13/", False),
        ("/2026/02/30", False),
        ("/news/20281104", False),
        ("/list-2031", False),
        ("/2031-05-things-to-come", False),
    ],
)
def test_a_calendar_ends_at_the_present(path, ahead):
    page = Page.read(f'<main><a rel="next" href="{path}">Next</a></main>', url=URL)
    listing = read_section(page, url=URL, zone=ZoneInfo("UTC"), now=NOW)
    assert (listing.next_page is None) is ahead


def test_an_event_that_has_not_come_is_no_article():
    form = "/events/2026/{month}/03/market-day-on-the-old-quay.html"
    links = [f'<h3><a href="{form.format(month=n)}">Market day on the old quay, with music</a></h3>' for n in (9, 10, 12)]
    assert set(found(f"<main>{''.join(links)}</main>")) == {form.format(month=n) for n in (9, 10)}
