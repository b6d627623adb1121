"""What of a sitemap is passed over: no article, ever."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discover.passed_over import skip_pattern
from tests.site.news import pieces

SITE = "http://news.example.org"
ARTICLES = [SITE + each.path for each in pieces(20)]


def skipped(*paths, articles=ARTICLES, **known):
    pattern = skip_pattern([*articles, *(SITE + path for path in paths)], **known)
    return {path for path in paths if pattern and re.search(pattern, SITE + path)}


def test_the_other_pages_of_a_site():
    others = {"/", "/world", "/about", "/tags/harbour", "/tags/ferry", "/author/ada", "/privacy.html"}
    assert skipped(*others) == others


def test_articles_are_asked_for():
    pattern = skip_pattern([*ARTICLES, SITE + "/", SITE + "/tags/a", SITE + "/tags/b"])
    assert pattern
    assert not [url for url in ARTICLES if re.search(pattern, url)]


def test_where_all_are_articles_nothing_is_passed_over():
    assert skip_pattern(ARTICLES) is None


def test_a_short_name_alone_says_nothing():
    assert skipped("/budget-cut") == set()
    assert skipped("/budget-cut", framed={SITE + "/budget-cut"}) == {"/budget-cut"}


def test_an_article_that_is_known_from_elsewhere_is_asked_for():
    assert skipped("/about", "/help", articles=[*ARTICLES]) == {"/about", "/help"}
    pattern = skip_pattern([*ARTICLES, SITE + "/about", SITE + "/help"], articles=[SITE + "/about"])
    assert pattern
    assert not re.search(pattern, SITE + "/about")


def test_an_article_below_a_folder_of_others_is_asked_for():
    story = SITE + "/tags/2026-11-03-a-story-about-tags"
    pattern = skip_pattern([SITE + "/", SITE + "/tags/a", SITE + "/tags/b", story])
    assert pattern
    assert not re.search(pattern, story)


def test_marks_in_paths_stand_for_themselves():
    assert skipped("/tags/c++", "/tags/(old)") == {"/tags/c++", "/tags/(old)"}
    assert skipped("/about.html") == {"/about.html"}
    assert not re.search(skip_pattern([*ARTICLES, SITE + "/about.html"]) or "^$", SITE + "/aboutxhtml")


@pytest.mark.parametrize("address", ["", "nonsense", "http://", "http://host", "ftp://x/y"])
def test_odd_addresses_do_no_harm(address):
    skip_pattern([address, *ARTICLES])


@given(st.lists(st.from_regex(r"(/[a-z0-9.+()-]{1,12}){1,3}/?", fullmatch=True), max_size=12))
def test_no_known_article_is_ever_passed_over(paths):
    named = [SITE + path for path in paths]
    pattern = skip_pattern([*named, SITE + "/"], articles=named[:3])
    assert not [url for url in named[:3] if pattern and re.search(pattern, url)]
