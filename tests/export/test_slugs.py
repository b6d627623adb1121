"""Names of media as words of addresses: the old readings, bounded, and leading nowhere else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.export.slugs import MOST_BYTES, slug
from newsarchive.files import inside
from tests.nasty import MEDIA

READINGS = ["xpinyin", "pypinyin"]


@pytest.mark.parametrize(
    ("name", "old", "better"),
    [
        ("人民邮电报", "renminyoudianbao", "renminyoudianbao"),
        ("重庆商报", "zhongqingshangbao", "chongqingshangbao"),
        ("证券时报·e公司", "zhengquanshibao·egongsi", "zhengquanshibao·egongsi"),
        ("21世纪 经济报道", "21shijijingjibaodao", "21shijijingjibaodao"),
        ("Wind资讯", "Windzixun", "Windzixun"),
        ("澎湃新闻（上海）", "pengpaixinwen（shanghai）", "pengpaixinwen（shanghai）"),
    ],
)
def test_the_two_readings(name, old, better):
    assert slug(name, "xpinyin") == old
    assert slug(name, "pypinyin") == better


def test_new_archives_use_the_better_reading():
    assert slug("重庆商报") == "chongqingshangbao"


@pytest.mark.parametrize("reading", READINGS)
@given(name=st.text(min_size=1) | st.text(st.sampled_from("./\\-a\0媒 "), min_size=1))
def test_any_name_is_one_word_that_stays_in_its_folder(reading, name, tmp_path_factory):
    made = slug(name, reading)
    assert made
    assert len(made.encode()) <= MOST_BYTES
    assert not re.search(r"\s|/|\\|\.\.", made)
    assert not made.startswith((".", "-"))
    assert inside(tmp_path_factory.getbasetemp(), f"{made}.html")
    assert slug(name, reading) == made


@pytest.mark.parametrize("reading", READINGS)
def test_nasty_media_have_words_of_their_own(reading):
    assert len({slug(name, reading) for name in MEDIA}) == len(MEDIA)


@pytest.mark.parametrize("reading", READINGS)
def test_names_too_long_or_without_letters_are_told_apart_by_a_hash(reading):
    assert slug("媒" * 300, reading) != slug("媒" * 301, reading)
    assert slug("！！", reading) != slug("？？", reading)
    assert re.fullmatch(r"[0-9a-f]{8}", slug("！！", reading))
    assert re.fullmatch(r"(mei)+m?e?-[0-9a-f]{8}", slug("媒" * 300, reading))


def test_what_would_lead_elsewhere_does_not():
    assert slug("../../etc") == "etc"
    assert slug("a/b") == "ab"
    assert slug("...") == slug("...")
    assert "." not in slug("...")
