"""Hostile feeds, sitemaps and robots.txt files: does any make its reader fail, or take long?

    python -m benchmarks.lists.fuzz --lists 5000

A list of each kind is made with what such lists get wrong (no ids, dates that are none, relative addresses, HTML in titles,
other charsets, wrong namespaces, broken compression, circles, a great many rows), and then cut, mixed and broken. Every reader
reads it, whatever it was made to be. Printed are the exceptions and the slowest list in seconds for each megabyte.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from newsarchive.extract.decode import decode
from newsarchive.extract.json_fields import ShapeError
from newsarchive.extract.lists.feed import read_feed
from newsarchive.extract.lists.sitemap import read_sitemap
from newsarchive.fetch.robots import Robots

NOW = datetime(2026, 11, 20, tzinfo=UTC)
URL = "https://news.example.org/list.xml"
SMALLEST = 0.05
"""Megabytes that a list counts as, if it is smaller: starting a parser has a cost of its own."""

DATES = (
    "Sun, 01 Nov 2026 08:00:00 +0800", "2026-11-01T08:00:00Z", "2026年11月1日 08:00", "1793491200", "Sonntag, 1. November",
    "0000-00-00", "2026-13-45T99:99:99", "31 Feb 2026", "Mon, 01 Jan 0001 00:00:00 GMT", "9" * 40, "", "now", "١/١",
)  # fmt: skip
TITLES = (
    "Night market reopens", "<b>澜州</b> &amp;amp; 浮桥", "<![CDATA[A < B]]>", "&lt;script&gt;x&lt;/script&gt;", "&nbsp;&bogus;",
    "", "]]>", "\u202eDCBA", "<img src=x onerror=1>", "x" * 3000, "\x0b\x00", "&#xD800;&#0;",
)  # fmt: skip
ADDRESSES = (
    "https://news.example.org/1", "/relative?id=1&x=2", "../../..", "//[", "mailto:x@example.org", "javascript:alert(1)", "",
    "  \n ", "http://例え.jp/新 聞", "http://h:99999999/", "data:,x", "https://news.example.org/" + "a/" * 2000, "http://a@b@c/",
)  # fmt: skip


def _rss(chance: random.Random) -> str:
    rows = "".join(
        f"<item><title>{chance.choice(TITLES)}</title><link>{chance.choice(ADDRESSES)}</link>"
        f"<pubDate>{chance.choice(DATES)}</pubDate>"
        f"<content:encoded><![CDATA[<p>{chance.choice(TITLES)}</p>]]></content:encoded></item>"
        for _ in range(chance.choice((0, 1, 10, 200)))
    )
    space = chance.choice(('xmlns:content="http://purl.org/rss/1.0/modules/content/"', "xmlns:content='x'", "", 'xmlns="y"'))
    return f'<?xml version="1.0" encoding="{_charset(chance)}"?><rss version="2.0" {space}><channel>{rows}</channel></rss>'


def _atom(chance: random.Random) -> str:
    rows = "".join(
        f'<entry><title type="{chance.choice(("html", "xhtml", "text", "x"))}">{chance.choice(TITLES)}</title>'
        f'<link href="{chance.choice(ADDRESSES)}" rel="{chance.choice(("alternate", "self", "next", ""))}"/>'
        f"<updated>{chance.choice(DATES)}</updated><author><name>{chance.choice(TITLES)}</name></author></entry>"
        for _ in range(chance.choice((0, 1, 10, 100)))
    )
    space = chance.choice(("http://www.w3.org/2005/Atom", "atom", ""))
    return f'<feed xmlns="{space}" xml:base="{chance.choice(ADDRESSES)}">{rows}</feed>'


def _rdf(chance: random.Random) -> str:
    return (
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<item rdf:about="{chance.choice(ADDRESSES)}"><title>{chance.choice(TITLES)}</title>'
        f"<dc:date>{chance.choice(DATES)}</dc:date></item></rdf:RDF>"
    )


def _json_feed(chance: random.Random) -> str:
    def value(depth: int = 0) -> object:
        leaves = (None, True, 7, 1e300, chance.choice(TITLES), chance.choice(DATES), chance.choice(ADDRESSES))
        if depth > 3 or chance.random() < 0.5:
            return chance.choice(leaves)
        return (
            [value(depth + 1), value(depth + 1)] if chance.random() < 0.5 else {key: value(depth + 1) for key in ("name", "url")}
        )

    keys = ("id", "url", "title", "authors", "date_published", "content_html", "content_text", "summary")
    items = [{key: value() for key in keys if chance.random() < 0.8} for _ in range(chance.choice((0, 1, 20)))]
    return json.dumps({"version": value(), "items": items if chance.random() < 0.8 else value(), "next_url": value()})


def _sitemap(chance: random.Random) -> str:
    row, top = chance.choice((("url", "urlset"), ("sitemap", "sitemapindex"), ("n:url", "n:urlset"), ("url", "sitemapindex")))
    space = chance.choice(
        ('xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', 'xmlns="http://www.google.com/x"', "", "xmlns:n='n'")
    )
    rows = "".join(
        f"<{row}><loc>{chance.choice((*ADDRESSES, URL))}</loc><lastmod>{chance.choice(DATES)}</lastmod><news:news>"
        f"<news:publication_date>{chance.choice(DATES)}</news:publication_date><news:title>{chance.choice(TITLES)}</news:title>"
        f"</news:news></{row}>"
        for _ in range(chance.choice((0, 1, 10, 1_000)))
    )
    return f"<{top} {space}>{rows}</{top}>"


def _robots(chance: random.Random) -> str:
    lines = (
        "User-agent: *", "user-agent:newsarchive", "User-agent: news # us", "\ufeffUser-agent: *", "Disallow: /", "Disallow:",
        "Disallow: /*.pdf$", "Allow: /a*b*c*d*e*f$", "Disallow: " + "*a" * 200, "Disallow: /%zz%", "Allow: /" + "x" * 5000,
        "Crawl-delay: 1e9", "Crawl-delay: soon", "Request-rate: 1/0s", "Request-rate: 1/5m", "Visit-time: 0600-0845",
        "Sitemap: " + URL, "Sitemap:", ": x", "<html>",
    )  # fmt: skip
    return chance.choice(("\n", "\r", "\r\n", "\n\n")).join(chance.choices(lines, k=chance.choice((1, 10, 100, 2_000))))


KINDS: tuple[Callable[[random.Random], str], ...] = (_rss, _atom, _rdf, _json_feed, _sitemap, _robots)


def _charset(chance: random.Random) -> str:
    return chance.choice(("utf-8", "gb2312", "utf-16", "latin-1", "x-none", ""))


def hostile(chance: random.Random) -> bytes:
    """One list, as wrong as the dice will have it."""
    text = chance.choice(KINDS)(chance)
    if chance.random() < 0.2:
        text = text[: chance.randint(0, len(text))] + chance.choice(KINDS)(chance)
    body = text.encode(chance.choice(("utf-8", "utf-8", "gb18030", "utf-16", "latin-1")), "replace")
    if chance.random() < 0.3:
        body = body[: chance.randint(0, len(body))]
    if chance.random() < 0.2:
        body = gzip.compress(body, 1, mtime=0)
    if chance.random() < 0.3:
        changed = bytearray(body)
        for _ in range(min(len(changed), chance.randint(1, 50))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        body = bytes(changed)
    return body


def _as_feed(body: bytes) -> int:
    return len(read_feed(decode(body).text, url=URL, zone=UTC, now=NOW).entries)


def _as_sitemap(body: bytes) -> int:
    found = read_sitemap(body, url=URL, zone=UTC, now=NOW)
    return len(found.entries) + len(found.lists)


def _as_robots(body: bytes) -> int:
    robots = Robots(body.decode("utf-8-sig", "replace"), "newsarchive")
    return int(robots.delay >= 0) + int(robots.refusal("https://news.example.org/aXbXcXdXeXf?x=1") is None)


READERS: dict[str, Callable[[bytes], int]] = {"feed": _as_feed, "sitemap": _as_sitemap, "robots.txt": _as_robots}


@dataclass(slots=True)
class Outcome:
    """What came of the lists."""

    lists: int = 0
    read: Counter[str] = field(default_factory=Counter)
    """Reader to the number of lists in which it found something."""
    refused: Counter[str] = field(default_factory=Counter)
    exceptions: list[str] = field(default_factory=list)
    slowest: float = 0.0
    """Seconds for each megabyte."""
    slowest_list: int = 0


def fuzz(numbers: Iterable[int]) -> Outcome:
    """Read the lists of these numbers with every reader; the same number gives the same list."""
    found = Outcome()
    for number in numbers:
        body = hostile(random.Random(number))
        found.lists += 1
        for name, reader in READERS.items():
            start = time.process_time()
            try:
                found.read[name] += reader(body) > 0
            except ShapeError:
                found.refused[name] += 1
            except Exception:  # noqa: BLE001  # to count them is the purpose
                found.exceptions.append(f"list {number} as {name}\n{traceback.format_exc(limit=-3)}")
            slowness = (time.process_time() - start) / max(SMALLEST, len(body) / 1e6)
            if slowness > found.slowest:
                found.slowest, found.slowest_list = slowness, number
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, print, and answer whether nothing failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=int, default=5_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first list, to see one of them again")
    asked = parser.parse_args(arguments)
    found = fuzz(range(asked.first, asked.first + asked.lists))
    for each in found.exceptions:
        print(each)
    print(f"{found.lists} lists, {len(found.exceptions)} exceptions; refused: {dict(found.refused)}, read: {dict(found.read)}")
    print(f"the slowest is list {found.slowest_list} with {found.slowest:.2f} s a MB")
    return 1 if found.exceptions else 0


if __name__ == "__main__":
    sys.exit(main())
