"""When a piece was published and updated, and what is not taken for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from newsarchive.extract.dates.reading import Reading
from newsarchive.extract.fields.byline import byline_of
from newsarchive.extract.fields.published import read_dates
from newsarchive.extract.fields.reading import Read
from newsarchive.extract.fields.title import read_title
from newsarchive.extract.page import Page

TITLE = "某市大桥今日正式通车"
FETCHED = datetime(2022, 5, 1, tzinfo=UTC)
TEXT = "<p>" + "这是一段正文，说的是某市的大桥，说了很久，也说得很细。" * 6 + "</p>"


def read(
    head: str = "", byline: str = "", tail: str = "", url: str = "https://news.example.cn/c/1.html"
) -> tuple[Read[Reading], Read[Reading]]:
    html = f"<html lang=zh><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>{byline}{TEXT}{tail}</body></html>"
    page = Page.read(html, url=url)
    return read_dates(page, byline_of(page, read_title(page).block), fetched=FETCHED, source=html)


def iso(field: Read[Reading]) -> str | None:
    return field.value.moment.isoformat(timespec="minutes") if field.value else None


@pytest.mark.parametrize(
    "byline",
    [
        "<div>2022年04月13日 08:18 来源：江城晚报</div>",
        "<div><span>04-13</span><span>08:18</span></div>",
        "<div><em>2022</em><em>04</em>/<em>13</em> <i>08:18</i></div>",
        "<div>发布时间：<b>2022-04-13 08:18</b></div>",
        "<div>江城晚报</div><div>字号</div><div>2022/4/13 8:18</div>",
    ],
)
def test_visible_byline(byline: str) -> None:
    published, _ = read(byline=byline)
    assert iso(published) == "2022-04-13T08:18+08:00"
    assert published.value is not None
    assert published.value.precision == "minute"
    assert published.value.zone_assumed
    assert published.evidence is not None
    assert published.evidence.note == "zone assumed: Asia/Shanghai"


def test_minute_of_the_byline_beats_a_bare_day() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-04-13"}</script>'
    published, _ = read(head, "<div>2022-04-13 08:18</div>")
    assert iso(published) == "2022-04-13T08:18+08:00"


def test_stamp_in_utc_and_clock_on_the_page_tell_the_zone() -> None:
    head = '<meta property="article:published_time" content="2022-04-13T00:18:05Z">'
    published, _ = read(head, "<div>2022-04-13 08:18</div>", url="https://news.example.com/1")
    assert published.value is not None
    assert published.value.moment.utcoffset() == timedelta(hours=8)
    assert published.value.precision == "second"
    assert not published.value.zone_assumed


def test_z_that_is_a_slip() -> None:
    head = '<meta property="article:published_time" content="2022-04-13T08:18:05Z">'
    published, _ = read(head, "<div>2022-04-13 08:18</div>")
    assert published.value is not None
    assert published.value.moment.astimezone(UTC).hour == 0
    assert published.value.zone_assumed


def test_published_and_updated_are_told_apart() -> None:
    byline = "<div>更新时间：2022-04-14 09:30</div><div>发布时间：2022-04-13 08:18</div>"
    published, updated = read(byline=byline)
    assert iso(published) == "2022-04-13T08:18+08:00"
    assert iso(updated) == "2022-04-14T09:30+08:00"


def test_only_an_update_is_no_publication() -> None:
    published, updated = read(byline="<div>最后更新：2022-04-14 09:30</div>")
    assert published.value is None
    assert iso(updated) == "2022-04-14T09:30+08:00"


def test_relative_time_against_the_fetch() -> None:
    published, _ = read(byline="<div>3小时前 江城晚报</div>")
    assert published.value is not None
    assert published.value.moment == FETCHED - timedelta(hours=3)


def test_day_of_the_address() -> None:
    published, _ = read(url="https://news.example.cn/2022-04/13/content_1.html")
    assert iso(published) == "2022-04-13T00:00+08:00"
    assert published.evidence is not None
    assert published.evidence.how == "url"


def test_date_in_a_script_only() -> None:
    published, _ = read(head='<script>var publish_time = "2022-04-13 08:18"</script>')
    assert iso(published) == "2022-04-13T08:18+08:00"


@pytest.mark.parametrize(
    ("byline", "tail"),
    [
        ("", "<div>版权所有 © 2001-2022</div>"),
        ("", "<ul><li><a href=/2>另一篇报道</a> <span>2022-04-12 10:00</span></li></ul>"),
        ("<div>2030-01-01 08:00</div>", ""),
        ("<div>阅读 2022</div>", ""),
    ],
)
def test_no_date_is_invented(byline: str, tail: str) -> None:
    published, updated = read(byline=byline, tail=tail)
    assert published.value is None
    assert updated.value is None


def test_order_of_day_and_month_is_learnt_from_the_page() -> None:
    html = (
        "<html lang=en><head><title>The bridge opens at last</title></head><body><h1>The bridge opens at last</h1>"
        "<div>3/4/2022</div><p>"
        + "The council met on Monday, and talked about it. " * 5
        + "</p><div>2/24/2022</div></body></html>"
    )
    page = Page.read(html, url="https://harbour.example.com/bridge")
    published, _ = read_dates(page, byline_of(page, read_title(page).block))
    assert published.value is not None
    assert (published.value.moment.month, published.value.moment.day) == (3, 4)


def test_a_given_zone_is_used() -> None:
    page = Page.read("<h1>Bridge</h1><div>2022-04-13 08:18</div>")
    published, _ = read_dates(page, byline_of(page, 0), zone=timezone(timedelta(hours=3)))
    assert iso(published) == "2022-04-13T08:18+03:00"


@pytest.mark.parametrize(
    "line", ["今天是2022年04月12日 星期二", "活动时间：2022-04-20 09:00", "时间：2022年4月20日 地点：市大礼堂"]
)
def test_other_dates_beside_the_headline(line: str) -> None:
    published, _ = read(byline=f"<div>{line}</div><div>2022-04-13 08:18</div>")
    assert iso(published) == "2022-04-13T08:18+08:00"


@pytest.mark.parametrize("names", ["field--name-changed", "last-updated", "meta updated-on"])
def test_an_element_named_for_the_last_change_holds_no_publication(names: str) -> None:
    for element in ("<time datetime='2022-04-14T10:00:00+08:00'>2022-04-14 10:00</time>", "2022-04-14 10:00"):
        published, updated = read(byline=f"<div class='{names}'><div>{element}</div></div>")
        assert published.value is None
        assert iso(updated) == "2022-04-14T10:00+08:00"
    published, _ = read(byline=f"<div class='posted-on {names}'>2022-04-14 10:00</div>")
    assert iso(published) == "2022-04-14T10:00+08:00"


def test_a_plain_date_that_is_the_second_of_the_last_change_is_no_publication() -> None:
    second = "2022-04-20T10:00:07Z"
    head = f'<meta name="dc.date" content="{second}"><meta property="article:modified_time" content="{second}">'
    published, _ = read(head, tail="<div>发布时间：2022-04-13</div>")
    assert iso(published) == "2022-04-13T00:00+08:00"
    published, _ = read(head)
    assert iso(published) == "2022-04-20T10:00+00:00"
