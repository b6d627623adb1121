"""The address by which an article should be known."""

import pytest

from newsarchive.extract.fields.canonical import canonical_url, twins
from newsarchive.extract.page import Page


def canonical(href: str, found_at: str | None, tag: str = '<link rel="canonical" href="{}">') -> str | None:
    found = canonical_url(Page.read(tag.format(href), url=found_at))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("href", "found_at", "expected"),
    [
        ("https://a.example/2026/bridge", "https://a.example/2026/bridge?utm_source=x", "https://a.example/2026/bridge"),
        ("/2026/bridge#top", "https://a.example/2026/bridge", "https://a.example/2026/bridge"),
        ("https://www.a.example/1.html", "https://m.a.example/1.html", "https://www.a.example/1.html"),
        ("https://a.example/n?id=7", "https://a.example/n?id=7&from=x", "https://a.example/n?id=7"),
        ("https://a.example/1", None, "https://a.example/1"),
    ],
)
def test_it_is_believed(href: str, found_at: str | None, expected: str) -> None:
    assert canonical(href, found_at) == expected


@pytest.mark.parametrize(
    ("href", "found_at"),
    [
        ("https://other.example/1", "https://a.example/1"),  # another site
        ("https://b.co.uk/1", "https://a.co.uk/1"),
        ("https://a.example/", "https://a.example/2026/bridge"),  # the front page
        ("https://a.example/news.php", "https://a.example/news.php?id=7"),  # the query was the article
        ("javascript:x()", "https://a.example/1"),
        ("https://[bad", "https://a.example/1"),
        ("", "https://a.example/1"),
    ],
)
def test_it_is_not_believed(href: str, found_at: str) -> None:
    assert canonical(href, found_at) is None


def test_og_url_is_the_second_choice() -> None:
    both = '<link rel=canonical href="https://a.example/"><meta property="og:url" content="{}">'
    assert canonical("https://a.example/1", "https://a.example/1?x=1", both) == "https://a.example/1"


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('<link rel="amphtml" href="/amp/1">', ("https://www.a.example/amp/1",)),
        (
            '<link rel="alternate" media="only screen and (max-width: 640px)" href="https://m.a.example/1">',
            ("https://m.a.example/1",),
        ),
        ('<link rel="alternate" media="handheld" href="//m.a.example/1">', ("https://m.a.example/1",)),
        ('<link rel="amphtml" href="https://amp.other.example/1">', None),
        ('<link rel="alternate" hreflang="de" href="/de/1">', None),
        ('<link rel="alternate" media="print" href="/print/1">', None),
        ('<link rel="alternate" type="application/rss+xml" href="/rss">', None),
    ],
)
def test_twins_for_other_devices(link: str, found: tuple[str, ...] | None) -> None:
    said = twins(Page.read(link, url="https://www.a.example/1"))
    assert (said[0] if said else None) == found
