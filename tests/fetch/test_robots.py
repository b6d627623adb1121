"""A robots.txt read: who may ask for what, how often, and by which line not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.fetch.robots import Robots

FILE = """\
User-agent: *
Disallow: /private/
Crawl-delay: 3

User-agent: other
User-agent: newsarchive  # us
Allow: /news/public
Disallow: /news/
disallow: /*.pdf$
Disallow:
Request-rate: 1/5s
Sitemap: http://news.example.org/map.xml

User-agent: last
Disallow: /
"""


@pytest.mark.parametrize(
    ("agent", "path", "line"),
    [
        ("newsarchive", "/private/1", None),
        ("newsarchive", "/news/public", None),
        ("newsarchive", "/news/1", "line 8: `Disallow: /news/`"),
        ("newsarchive", "/a.pdf", "line 9: `Disallow: /*.pdf$`"),
        ("somebody", "/private/1", "line 2: `Disallow: /private/`"),
        ("somebody", "/news/1", None),
        ("last", "/", "line 15: `Disallow: /`"),
    ],
)
def test_a_refusal_names_the_line(agent, path, line):
    refusal = Robots(FILE, agent).refusal(f"http://news.example.org{path}")
    assert refusal == (line and f"Forbidden by robots.txt, {line}")


@pytest.mark.parametrize(("agent", "delay"), [("newsarchive", 5), ("somebody", 3), ("last", 0)])
def test_the_pace_it_asks_for(agent, delay):
    assert Robots(FILE, agent).delay == delay


def test_the_longest_of_several_lines_is_the_one():
    robots = Robots("User-agent: *\nDisallow: /\nDisallow: /news/\nDisallow: /new", "newsarchive")
    assert robots.refusal("http://news.example.org/news/1") == "Forbidden by robots.txt, line 3: `Disallow: /news/`"


@pytest.mark.parametrize(
    ("agent", "path", "words"),
    [
        ("newsarchive", "/news/public", "Allowed by robots.txt, line 7: `Allow: /news/public`"),
        ("newsarchive", "/world/1", "Allowed by robots.txt, none of whose lines for `newsarchive` fits"),
        ("somebody", "/world/1", "Allowed by robots.txt, none of whose lines for `*` fits"),
        ("somebody", "/private/1", "Forbidden by robots.txt, line 2: `Disallow: /private/`"),
    ],
)
def test_a_verdict_names_the_line_or_the_group(agent, path, words):
    assert str(Robots(FILE, agent).verdict(f"http://news.example.org{path}")) == words


def test_of_two_lines_that_fit_alike_the_one_that_allows_is_named():
    verdict = Robots("User-agent: *\nDisallow: /ab\nAllow: /ab", "newsarchive").verdict("http://x.example.org/abc")
    assert (verdict.allowed, verdict.number) == (True, 3)


def test_a_file_without_rules_for_us():
    assert str(Robots("User-agent: last\nDisallow: /", "newsarchive").verdict("http://x.example.org/")) == (
        "Allowed by robots.txt, which has no rules for us"
    )


def test_a_group_for_a_part_of_our_name_is_meant_for_us():
    verdict = Robots("User-agent: news\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "newsarchive").verdict("http://x/a")
    assert (verdict.group, verdict.number) == ("news", 2)


def test_a_pace_that_nobody_can_keep():
    robots = Robots("User-agent: *\nCrawl-delay: 600", "newsarchive")
    assert robots.too_slow(600) is None
    assert "600 s between two requests" in (robots.too_slow(599) or "")


@pytest.mark.parametrize("text", ["", "<!doctype html><p>404", "Disallow: /", "\0\ufffd", "User-agent\nDisallow"])
def test_what_is_no_robots_txt_forbids_nothing(text):
    robots = Robots(text, "newsarchive")
    assert robots.refusal("http://news.example.org/news/1") is None
    assert robots.delay == 0


@given(st.text(st.sampled_from("UuserDdisallow-agent: *#/\r\n\t$newsarchiveCrawl0123.\0\x85新"), max_size=200))
def test_nothing_in_it_breaks_the_reading(text):
    robots = Robots(text, "newsarchive")
    url = "http://news.example.org/news/1"
    assert (robots.refusal(url) is None) is robots.verdict(url).allowed
    assert robots.delay >= 0
