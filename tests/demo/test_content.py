"""The demo site answers as the endpoints do that it plays."""

from __future__ import annotations

import json
from typing import Any

import pytest

from newsarchive.demo import Content, Listing, Story

BODY = '<p>正文。</p><p class="em_media">（文章来源：甲报）</p>'

IN_TWO_LISTS = Story(
    title="两处都有",
    medium="甲报",
    published="2026-01-05 08:00:00",
    body=BODY,
    slug="two",
    listings=(
        Listing(list="media", id="NW1"),
        Listing(list="37", id="NW2", time="2026-01-05 08:03:00", row={"title": ""}),
    ),
)
ROLLING = Story(
    title="滚动",
    medium="乙社",
    published="2026-01-06 08:00:00",
    body=BODY,
    key_case="pascal",
    listings=(Listing(list="rolling", id="NW3", rolling_id="4", digest="【滚动】摘要", link="http://roll.example.com/4"),),
)
NO_DATE = Story(
    title="无时间",
    medium="甲报",
    published="2026-01-07 08:00:00",
    body=BODY,
    key_case="upper",
    reply={"date": ""},
    listings=(Listing(list="media", id="NW5"),),
)
CONTENT = Content([IN_TWO_LISTS, ROLLING, NO_DATE], {"a.png": b"\x89PNG"})


def answer(path: str, **query: str) -> Any:
    found = CONTENT.answer(path, query)
    assert found.status == 200
    return json.loads(found.body)


def article(name: str) -> Any:
    return answer("/NewsData/GetNewsText.do", id=name)


def test_the_list_by_medium_is_newest_first_and_no_longer_than_asked_for() -> None:
    rows = answer("/web/webapi", type="45")["nodeList"]
    assert [row["infocode"] for row in rows] == ["NW5", "NW1"]
    assert rows[1] == {
        "infocode": "NW1",
        "title": "两处都有",
        "from": "甲报",
        "showtime": "2026-01-05 08:00:00",
        "simtitle": "两处都有",
        "simdigest": "",
    }
    assert [row["infocode"] for row in answer("/web/webapi", type="45", count="1")["nodeList"]] == ["NW5"]


def test_a_market_list_has_its_own_id_and_time_of_the_same_story() -> None:
    path = "/information/newmarket/web/webapi"
    assert answer(path, marketType="37") == {
        "record": [{"infoCode": "NW2", "title": "", "medianame": "甲报", "datetime": "2026-01-05 08:03:00"}]
    }
    assert article("NW2")["date"] == "2026-01-05 08:03:00"
    assert answer(path, marketType="38") == {"record": []}


def test_the_rolling_list_names_an_article_twice_and_its_body_is_under_content() -> None:
    [row] = answer("/web/webapi", type="102")["records"]
    assert row == {
        "infoCode": "NW3",
        "id": "4",
        "title": "滚动",
        "digest": "【滚动】摘要",
        "url_w": "http://roll.example.com/4",
        "showtime": "2026-01-06 08:00:00",
    }
    for name in ("NW3", "4"):
        reply = article(name)
        assert (reply["Id"], reply["Content"], "Text" in reply) == (name, BODY, False)


def test_the_spelling_of_the_keys_varies_between_articles() -> None:
    assert set(article("NW1")) == {"id", "title", "date", "from", "medianame", "author", "text"}
    assert "MediaName" in article("4")
    assert article("NW5")["TEXT"] == BODY


def test_an_article_can_leave_out_what_its_list_says() -> None:
    assert article("NW5")["DATE"] == ""
    assert answer("/web/webapi", type="45")["nodeList"][0]["showtime"] == "2026-01-07 08:00:00"


@pytest.mark.parametrize("name", ["", "NW404", "../../etc/passwd", "x" * 300])
def test_an_unknown_id_is_answered_by_empty_fields(name: str) -> None:
    assert not any(article(name).values())


def test_the_share_page_says_nothing_of_the_article() -> None:
    page = CONTENT.answer("/html_News/NewsShare.html", {"infoCode": "NW1"}).body.decode()
    assert "<script>" in page
    assert "两处都有" not in page


def test_pages_and_pictures_are_found_by_name_and_nothing_else_is() -> None:
    assert "两处都有" in CONTENT.answer("/news/two.html", {}).body.decode()
    assert CONTENT.answer("/pictures/a.png", {}).body == b"\x89PNG"
    for path in ("/news/two", "/news/none.html", "/pictures/b.png", "/pictures/../a.png", "/admin"):
        assert CONTENT.answer(path, {}).status == 404
