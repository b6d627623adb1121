"""The stories that ship with the program load, and show what they are there to show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from newsarchive.demo import demo_content, load_stories

CONTENT = demo_content()
STORIES = CONTENT.stories


def test_every_id_is_used_once() -> None:
    ids = [name for story in STORIES for place in story.listings for name in place.ids]
    assert len(ids) == len(set(ids)) == len(CONTENT.article_ids())


def test_every_list_and_some_pages_have_stories() -> None:
    assert {place.list for story in STORIES for place in story.listings} == {"rolling", "media", "37", "38", "39"}
    assert sum(story.slug is not None for story in STORIES) >= 5
    assert sum(len(story.listings) > 1 for story in STORIES) >= 3


@pytest.mark.parametrize(
    "peculiarity",
    [
        r"<table>",
        r"<!-- EM_StockImg_Start -->.*<!-- EM_StockImg_End -->",
        r'<span id="stock_[\d.]+"><a [^>]*class="keytip"[^>]*>[^<]+</a></span><span id="quote_[\d.]+"></span>',
        r"<p>　　",
        r'^<p style="display:none">',
        r"<center><img ",
        r'<p class="em_media">（文章来源：[^<]+）</p>$',
        r"{% raw %}",
        r"[\U0001F300-\U0001FAFF]",
    ],
)
def test_some_body_shows_this_peculiarity_of_the_endpoints(peculiarity: str) -> None:
    assert any(re.search(peculiarity, story.body, re.DOTALL) for story in STORIES)


@pytest.mark.parametrize("mark", ['"', ": ", "\\", "{{", "{%", "#", "&", "<", "🚀"])
def test_some_title_has_this_mark(mark: str) -> None:
    assert any(mark in story.title for story in STORIES)


def test_pictures_in_the_stories_are_there() -> None:
    shown = {name for story in STORIES for name in re.findall(r'src="/pictures/([^"]+)"', story.body)}
    assert shown == set(CONTENT.pictures)


def test_nothing_in_the_stories_leads_to_a_real_site() -> None:
    hosts = {host for story in STORIES for host in re.findall(r"https?://([^/\"]+)", repr(story))}
    assert all(host.endswith(".example.com") for host in hosts)


def test_a_misspelt_key_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "stories.yaml"
    file.write_text("- {title: a, medium: b, published: c, body: d, lisitngs: []}\n", encoding="utf-8")
    with pytest.raises(ValidationError, match="lisitngs"):
        load_stories(file)
