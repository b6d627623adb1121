"""The whole of an article, from one call."""

import pickle
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.article import Image
from newsarchive.extract import Extraction, extract_article

PAGE = """<html lang="en"><head><title>Council votes for bridge | Example Times</title>
<link rel="canonical" href="/2026/bridge.html"><meta property="og:title" content="Council votes for bridge">
<meta property="og:description" content="A second bridge, after years."><meta property="og:image" content="/b.jpg">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Council votes for bridge",
"datePublished": "2026-01-05T08:30:00+08:00", "author": {"@type": "Person", "name": "Jane Doe"}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Council votes for bridge</h1>
<figure><img src="/b.jpg"><figcaption>The river.</figcaption></figure>
<p>The council voted on Monday, after a long debate, to build a <a href="/river">second bridge</a> over the river.</p>
<p>Work is to begin in spring, said the mayor, as soon as the ice on the river is gone, and to end two years later.</p>
</article><footer>Copyright</footer></body></html>"""
URL = "https://times.example/2026/bridge.html?utm_source=feed"


@pytest.fixture(scope="module")
def article() -> Extraction:
    return extract_article(PAGE, url=URL)


def test_every_field_is_read(article: Extraction) -> None:
    assert article.title == "Council votes for bridge"
    assert article.summary == "A second bridge, after years."
    assert article.url == "https://times.example/2026/bridge.html"
    assert article.language == "en"
    assert article.published == datetime(2026, 1, 5, 0, 30, tzinfo=UTC)
    assert article.published is not None
    assert article.published.utcoffset() == timedelta(hours=8)
    assert article.authors == ("Jane Doe",)
    assert article.image == Image("https://times.example/b.jpg", "The river.")
    assert article.images == (article.image,)
    assert article.junk is None
    assert [line[:11] for line in article.text.splitlines()] == ["The council", "Work is to "]


def test_the_markup_is_clean_and_absolute(article: Extraction) -> None:
    assert article.html.startswith(
        '<figure><img src="https://times.example/b.jpg"><figcaption>The river.</figcaption></figure><p>'
    )
    assert '<a href="https://times.example/river"' in article.html
    assert "[second bridge](https://times.example/river)" in article.markdown


def test_each_has_its_evidence_and_its_confidence(article: Extraction) -> None:
    assert {"title", "published", "authors", "url", "language", "image", "summary"} <= article.evidence.keys()
    assert article.confidence["body"] > 0.8
    assert any(candidate.field == "body" and candidate.chosen for candidate in article.candidates)


def test_bytes_are_decoded_on_evidence() -> None:
    text = "市议会周一经过长时间辩论，投票决定在河上修建第二座大桥。"
    page = f"<meta charset=utf-8><h1>市议会通过新桥方案</h1><p>{text}</p>".encode("gb18030")
    article = extract_article(page, headers={"Content-Type": "text/html; charset=iso-8859-1"})
    assert article.text == text
    assert article.language == "zh"
    assert any(candidate.field == "encoding" for candidate in article.candidates)


@pytest.mark.parametrize("html", ["", b"", "<p>", "\x00", b"\xff\xfe", "<html><body></body></html>"])
def test_an_empty_page_says_nothing(html: str | bytes) -> None:
    article = extract_article(html)
    assert (article.title, article.published, article.publisher, article.authors, article.text, article.html) == (
        None, None, None, (), "", "",
    )  # fmt: skip


def test_an_article_can_travel_to_another_process(article: Extraction) -> None:
    again = pickle.loads(pickle.dumps(article))  # noqa: S301  # our own bytes
    assert (again.html, again.text, again.published) == (article.html, article.text, article.published)
