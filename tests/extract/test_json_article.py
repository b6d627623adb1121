"""An article from JSON: its own words first, then those of the lists, each with its evidence, and nothing invented."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive import sources
from newsarchive.article import Evidence
from newsarchive.extract.json_article import Listed, checked_id, read_article, read_list
from newsarchive.extract.json_fields import ShapeError

FINEWS = sources.find("finews")
MEDIA, *_, ROLLING = FINEWS.lists
ID = "NW202611010000000001"
NOW = datetime(2026, 11, 2, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def reply(**changes):
    return {
        "id": ID,
        "title": "澜州第1号工厂恢复生产",
        "date": "2026-11-01 08:01:00",
        "from": "澜州日报",
        "medianame": "澜州日报",
        "author": [],
        "text": "<p>全部生产线运转正常。</p>",
        **changes,
    }


def read(document=None, *listed):
    return read_article(FINEWS, ID, reply() if document is None else document, listed, NOW)


def in_list(endpoint=MEDIA, **item):
    return Listed(ID, endpoint, item)


# --- the article's own words ------------------------------------------------------------------------------------------


def test_everything_that_is_said_is_read():
    article = read(reply(author=["张三", "李四", "张三"]))
    assert article.title == "澜州第1号工厂恢复生产"
    assert article.published == datetime(2026, 11, 1, 8, 1, tzinfo=SHANGHAI)
    assert article.published_precision == "second"
    assert article.publisher == "澜州日报"
    assert article.authors == ("张三", "李四")
    assert article.body == "<p>全部生产线运转正常。</p>"
    assert article.language == "zh"
    assert article.url == FINEWS.article_link(ID)
    assert (article.id, article.source, article.fetched, article.section) == (ID, "finews", NOW, None)


@pytest.mark.parametrize("spell", [str.upper, str.capitalize, str.swapcase])
def test_key_case_makes_no_difference(spell):
    assert read({spell(key): value for key, value in reply().items()}) == read()


def test_the_body_may_be_called_content():
    document = reply(content="<p>另一种。</p>")
    del document["text"]
    assert read(document).body == "<p>另一种。</p>"


def test_the_evidence_names_the_place_and_the_raw_words():
    article = read(reply(title=" 澜州&amp;江海\n合作 "))
    assert article.title == "澜州&江海 合作"
    assert article.evidence["title"] == Evidence("rule", f"{FINEWS.article_url(ID)} title", " 澜州&amp;江海\n合作 ")
    assert article.evidence["published"].raw == "2026-11-01 08:01:00"
    assert article.evidence["publisher"].where == f"{FINEWS.article_url(ID)} medianame || from"


# --- what it lacks ----------------------------------------------------------------------------------------------------

EMPTY = {"title": "", "date": "", "from": "", "medianame": ""}
LINE = {"title": "列表里的标题", "showtime": "2026-11-01 09:00:00", "from": "列表日报"}


def test_what_it_lacks_is_taken_from_a_list_and_the_evidence_says_so():
    article = read(reply(**EMPTY), in_list(**LINE))
    assert (article.title, article.publisher) == ("列表里的标题", "列表日报")
    assert article.published == datetime(2026, 11, 1, 9, tzinfo=SHANGHAI)
    assert article.evidence["title"] == Evidence("list", f"{FINEWS.list_url(MEDIA)} title", "列表里的标题")


def test_its_own_words_come_before_a_list_s():
    article = read(reply(), in_list(**LINE))
    assert (article.title, article.publisher) == ("澜州第1号工厂恢复生产", "澜州日报")


def test_a_second_list_is_asked_where_the_first_is_silent_too():
    market = FINEWS.lists[1]
    article = read(reply(**EMPTY), in_list(title="", **{"from": ""}), in_list(market, title="市场", medianame="市场报"))
    assert (article.title, article.publisher) == ("市场", "市场报")


def test_a_time_that_cannot_be_read_is_as_one_that_is_not_there():
    assert read(reply(date="待定"), in_list(**LINE)).published == datetime(2026, 11, 1, 9, tzinfo=SHANGHAI)


def test_the_medium_is_read_from_the_text_where_nothing_else_names_it():
    article = read(reply(**EMPTY, text='<p>正文。</p><p class="em_media">（文章来源：人民邮电报）</p>'), in_list(title="题"))
    assert article.publisher == "人民邮电报"
    assert article.evidence["publisher"].how == "text"


def test_the_day_is_read_from_the_id_where_nothing_else_says_it():
    article = read(reply(date=""))
    assert article.published == datetime(2026, 11, 1, tzinfo=SHANGHAI)
    assert article.published_precision == "day"
    assert article.evidence["published"].note == "the day that the id names"


def test_an_id_whose_digits_are_no_day_names_none():
    other = "NW209913990000000001"
    article = read_article(FINEWS, other, reply(id=other, date=""), (), NOW)
    assert article.published is None
    assert article.published_precision is None
    assert "published" not in article.evidence


def test_what_nobody_says_is_none():
    article = read(reply(medianame="", author=None, **{"from": ""}))
    assert (article.publisher, article.authors, article.summary, article.updated) == (None, (), None, None)
    assert set(article.evidence) == {"title", "published"}


# --- the rolling list -------------------------------------------------------------------------------------------------


def test_the_rolling_list_gives_section_summary_and_link():
    line = in_list(ROLLING, digest="【题】导语在此。", url_w="http://roll.example.org/a/1.html")
    article = read(reply(), line)
    assert article.section == "rolling"
    assert article.summary == "导语在此。"
    assert article.url == "http://roll.example.org/a/1.html"
    assert article.links == (FINEWS.article_link(ID),)


@pytest.mark.parametrize(
    "link", ["", "javascript:alert(1)", "file:///etc/passwd", "http://", "http://a b/", "//x.example.org/1", "#"]
)
def test_a_link_that_is_no_web_address_is_not_given_to_readers(link):
    assert read(reply(), in_list(ROLLING, url_w=link)).url == FINEWS.article_link(ID)


# --- what is no article -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ([], "the answer is no article: it is list"),
        ("x", "the answer is no article: it is str"),
        (7, "the answer is no article: it is int"),
        ({}, f"finews has no article {ID}: the answer has neither title nor text"),
        (reply(title="", text=""), f"finews has no article {ID}"),
        (dict.fromkeys(reply()), f"finews has no article {ID}"),
        (reply(id="NW202611010000000002"), f"asked for {ID}, answered with NW202611010000000002"),
    ],
)
def test_what_is_no_article_is_said(document, expected):
    with pytest.raises(ShapeError) as caught:
        read(document)
    assert expected in str(caught.value)


def test_null_is_no_article():
    with pytest.raises(ShapeError, match="the answer is no article: it is null"):
        read_article(FINEWS, ID, None, (), NOW)


@pytest.mark.parametrize("said", ["", "202611010000000001", "7", None, 7])
def test_an_answer_may_name_another_series_of_ids_or_none(said):
    assert read(reply(id=said)).id == ID


@given(st.dictionaries(st.sampled_from(list(reply())), st.none() | st.integers() | st.text() | st.lists(st.text(), max_size=2)))
def test_any_answer_is_an_article_or_a_reason(document):
    try:
        article = read(document)
    except ShapeError:
        return
    assert article.id == ID
    article.to_json()


# --- lists ------------------------------------------------------------------------------------------------------------


def test_a_list_names_articles_in_its_order_and_refuses_what_it_cannot_follow():
    items = [{"infocode": ID}, {"infocode": "../../etc/passwd"}, {"infoCode": "NW202611010000000002"}, {}, {"infocode": None}]
    listed, refused = read_list(FINEWS, MEDIA, {"nodeList": items})
    assert [each.id for each in listed] == [ID, "NW202611010000000002"]
    assert [each.raw_id for each in refused] == ["../../etc/passwd", "", ""]
    assert refused[0].reason.startswith("'../../etc/passwd' is not an id of finews (expected ")
    assert refused[0].item == items[1]


def test_the_rolling_list_s_other_id_will_do():
    listed, _ = read_list(FINEWS, ROLLING, {"records": [{"id": "202611010000000009"}]})
    assert [each.id for each in listed] == ["202611010000000009"]


@pytest.mark.parametrize("bad", ["", "NW", "NW1/2", f"{ID}\n", f" {ID}", "NW" + "9" * 300, "..", "\0"])
def test_an_id_that_would_lead_elsewhere_is_refused_and_shown_short(bad):
    with pytest.raises(ShapeError, match="is not an id of finews") as caught:
        checked_id(FINEWS, bad)
    assert len(str(caught.value)) < 200
