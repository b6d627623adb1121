"""The record: JSON both ways, errors that name the field, and a digest of what a reader reads."""

from __future__ import annotations

import json
import pickle
from dataclasses import FrozenInstanceError, fields
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.article import Article, Evidence, Image, RecordError, digest_of, id_from_url
from tests.records import record

ZONES = st.builds(timezone, st.builds(timedelta, minutes=st.integers(-14 * 60, 14 * 60)))
MOMENTS = st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(9998, 1, 1), timezones=ZONES)  # noqa: DTZ001  # hypothesis adds the zone
PRECISIONS = st.sampled_from(["second", "minute", "day"])
NAMES = st.lists(st.text(), max_size=3).map(tuple)
EVIDENCE = st.builds(
    Evidence,
    how=st.sampled_from(["json-ld", "meta", "rule", "list", "text", "url"]),
    where=st.text(),
    raw=st.text(),
    note=st.none() | st.text(),
)
ARTICLES = st.builds(
    Article,
    id=st.text(min_size=1),
    source=st.text(min_size=1),
    url=st.text(),
    links=NAMES,
    other_ids=NAMES,
    title=st.none() | st.text(),
    summary=st.none() | st.text(),
    language=st.none() | st.text(),
    published=st.none() | MOMENTS,
    published_precision=st.none() | PRECISIONS,
    updated=st.none() | MOMENTS,
    updated_precision=st.none() | PRECISIONS,
    publisher=st.none() | st.text(),
    authors=NAMES,
    section=st.none() | st.text(),
    body=st.text(),
    images=st.lists(st.builds(Image, st.text(), st.none() | st.text(), st.none() | st.text()), max_size=2).map(tuple),
    fetched=MOMENTS,
    revision=st.integers(1, 2**31),
    digest=st.text(),
    capture=st.none() | st.text(),
    evidence=st.dictionaries(st.text(), EVIDENCE, max_size=2),
)


@given(ARTICLES)
def test_a_pickle_brings_it_back_to_another_process(article):
    assert pickle.loads(pickle.dumps(article)) == article  # noqa: S301  # our own bytes


@given(ARTICLES)
def test_json_comes_back_as_an_equal_record_on_one_line(article):
    line = article.to_json()
    assert Article.from_json(line) == article
    assert "\n" not in line


def test_json_has_every_field():
    assert set(json.loads(record().to_json())) == {field.name for field in fields(Article)}


def test_the_zone_comes_back_and_not_only_the_moment():
    article = record()
    assert Article.from_json(article.to_json()).published.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": 7}, "title"),
        ({"published": "yesterday"}, "published"),
        ({"published_precision": "hour"}, "published_precision"),
        ({"images": [{"caption": "no address"}]}, "images.0.url"),
        ({"evidence": {"title": {"how": "guess", "where": "", "raw": ""}}}, "evidence.title.how"),
    ],
)
def test_an_error_names_the_field(changes, field):
    broken = {**json.loads(record().to_json()), **changes}
    with pytest.raises(RecordError, match=f"^{field}: "):
        Article.from_json(json.dumps(broken))


def test_a_missing_field_is_named():
    broken = json.loads(record().to_json())
    del broken["fetched"]
    with pytest.raises(RecordError, match=r"^fetched: "):
        Article.from_json(json.dumps(broken))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7"])
def test_what_is_no_record_is_refused(text):
    with pytest.raises(RecordError, match=r"^record: "):
        Article.from_json(text)


def test_a_record_is_frozen():
    with pytest.raises(FrozenInstanceError):
        record().title = "another"


@pytest.mark.parametrize("white", [" ", "\n", "\t", "\u3000", "\u3000\u3000", "\xa0", "\u2028"])
def test_the_digest_ignores_white_space(white):
    assert digest_of("澜州 日报", "第一段\n第二段") == digest_of(f"澜州{white}日报", f"{white}第一段{white}{white}第二段")


def test_the_digest_sees_every_other_difference():
    texts = [("甲", "乙"), ("甲乙", ""), ("", "甲乙"), (None, "甲"), ("甲", "丙"), ("甲", "乙。")]
    assert len({digest_of(*each) for each in texts}) == len(texts)


def test_a_missing_title_is_as_an_empty_one():
    assert digest_of(None, "甲") == digest_of("", "甲")


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_has_a_digest(title, text):
    assert len(digest_of(title + "\ud800", text)) == 64


def test_an_id_from_an_address_is_short_stable_and_a_file_name():
    assert id_from_url("http://news.example.org/1") == "2881ec7754268149"
    assert id_from_url("http://news.example.org/1") != id_from_url("http://news.example.org/2")
