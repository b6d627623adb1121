"""Pages made to take long: one small piece of markup repeated until the page has its size.

    python -m benchmarks.extraction.dense [SHAPE ...]

Printed are, for each shape, the seconds for each megabyte, with the HTML and the Markdown, and how many times as long a
page takes that is four times as large: about 4 if the work grows with the page, 16 if it grows with its square.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from newsarchive.extract import extract_article

_SENTENCE = "The council said on Monday that the bridge will be rebuilt, and that it will cost money. "
_STORY = f"<title>A bridge is rebuilt in six nights</title><body><h1>A bridge is rebuilt in six nights</h1><p>{_SENTENCE * 3}</p>"
_NOTHING = "<body>"
_LD = '<script type="application/ld+json">'

PIECES = {
    "letters": "a",
    "spaces": " ",
    "wide spaces": "\u3000",
    "digits": "12 ",
    "dots": ". ",
    "commas": ", ",
    "quotes": '"a" ',
    "entities": "&amp;",
    "signs": "<",
    "ideographs": "记者张三从北京市了解到，来源：新华社，作者：李四",
    "credits": "来源：",
    "names": "By John Smith and ",
    "capitals": "AB ",
    "addresses": "a@b.co ",
    "dates in a line": "2026-01-05 10:00 ",
    "bold": "<b>a</b>",
    "spans": "<span>a</span>",
    "paragraphs": "<p>a</p>",
    "sentences": f"<p>{_SENTENCE}</p>",
    "dates": "<p>2026-01-05 10:00</p>",
    "signed": "<p>By John Smith</p>",
    "labels": "<p>By: </p>",
    "elsewhere": "<p>Related stories</p>",
    "hidden": '<p style="display:none">a</p>',
    "boxes": "<div>a</div>",
    "empty boxes": "<div></div>",
    "breaks": "a<br>",
    "ruby": "<ruby>a<rt>b</rt></ruby>",
    "links": '<a href="/a">x</a> ',
    "cards": '<div class="card"><a href="/a/b">Some story of the day here</a></div>',
    "next pages": '<a href="?page=2">2</a>',
    "items": '<li><a href="/a/b">Some story of the day</a></li>',
    "rows": "<tr><td>1</td><td>2</td></tr>",
    "headings": "<h2>A bridge is rebuilt in six nights</h2>",
    "first headings": "<h1>A bridge is rebuilt</h1>",
    "pictures": '<img src="/a.jpg">',
    "figures": '<figure><img src="/a.jpg"><figcaption>x</figcaption></figure>',
    "times": '<time datetime="2026-01-05T10:00:00Z">Jan 5, 2026</time>',
    "metas": '<meta property="article:published_time" content="2026-01-05">',
    "JSON-LD": _LD + '{"@type":"WebPage","headline":"x","datePublished":"2026-01-05","author":{"name":"Jo Do"}}</script>',
    "open scripts": "<script>",
    "menus": "<nav><a href=x>a</a></nav>",
    "open menus": "<nav><a href=x>a</a>",
    "articles": f"<article><p>{_SENTENCE}</p></article>",
    "nested boxes": "<div>",
    "nested text": f"<div><p>{_SENTENCE}</p>",
    "nested lists": "<ul><li>a",
    "nested quotes": "<blockquote>a",
    "nested tables": "<table><tr><td>a",
    "nested links": "<a href=x><b>a",
    "nested figures": "<figure><p>a",
    "comments": "<!-- a -->",
    "open comments": "<!-- a ",
    "latin-1": "caf\xe9 <script>",
}
"""What is repeated."""
HEADS = {
    "story": _STORY,
    "nothing": _NOTHING,
    "long title": f'<meta property="og:title" content="{"A bridge is rebuilt. " * 10_000}">{_STORY}',
    "long description": f'<meta name="description" content="{"The council said. " * 10_000}">{_STORY}',
}
"""What stands before."""


def page(head: str, piece: str, size: int) -> str:
    """The page of a shape, with so many characters behind its head."""
    return "<html>" + HEADS[head] + PIECES[piece] * (size // len(PIECES[piece]))


def seconds(html: str, encoding: str) -> float:
    """Processor time of one page, all that can be asked of it."""
    body = html.encode(encoding, "replace")
    start = time.process_time()
    found = extract_article(body, url="https://news.example.org/2026/01/05/story.html")
    _ = (found.html, found.markdown)
    return time.process_time() - start


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and answer whether all keep to a second a megabyte."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help=f"of {', '.join(PIECES)}")
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of the larger page")
    asked = parser.parse_args(arguments)
    seconds(page("nothing", "letters", 100_000), "utf-8")  # what is loaded once is no page's time
    slowest = 0.0
    print("| page | s a MB | four times as large |\n|---|---:|---:|")
    for piece in asked.shapes or PIECES:
        encoding = "latin-1" if piece == "latin-1" else "utf-8"
        for head in HEADS:
            small, large = (seconds(page(head, piece, size), encoding) for size in (asked.size // 4, asked.size))
            megabytes = len(page(head, piece, asked.size).encode(encoding, "replace")) / 1e6
            slowest = max(slowest, large / megabytes)
            print(f"| {piece}, {head} | {large / megabytes:.2f} | {large / max(small, 1e-3):.1f}× |", flush=True)
    print(f"the slowest takes {slowest:.2f} s a MB")
    return 0 if slowest <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
