"""The ordinary pages carry what a reader of pages looks for, whatever the story says."""

from __future__ import annotations

import json
import re

from newsarchive.demo import Listing, Story
from newsarchive.demo.pages import article_page, home_page

STORY = Story(
    title='"引号" </script> & <b>',
    medium="甲 & 乙报",
    published="2026-01-05 08:00:00",
    body="<p>正文。</p>",
    authors=("沈汀", "Ada"),
    slug="quotes",
    listings=(Listing(list="media", id="NW1"),),
)


def test_the_structured_data_survives_any_title() -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', article_page(STORY), re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert data["headline"] == STORY.title
    assert data["datePublished"] == "2026-01-05T08:00:00+08:00"
    assert data["publisher"]["name"] == STORY.medium
    assert [author["name"] for author in data["author"]] == ["沈汀", "Ada"]


def test_the_visible_text_is_escaped_and_names_the_medium() -> None:
    page = article_page(STORY)
    assert "<h1>&quot;引号&quot; &lt;/script&gt; &amp; &lt;b&gt;</h1>" in page
    assert "来源：甲 &amp; 乙报" in page
    assert "<p>正文。</p>" in page


def test_the_home_page_leads_to_every_page() -> None:
    assert '<a href="/news/quotes.html">' in home_page({"quotes": STORY})
