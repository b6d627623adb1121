"""The date in a page's own scripts, for pages that say it nowhere else: ``var publish_time = "2022-04-13"``.

Pages that are put together in the browser carry their article as an object in a script. The names under which
publishing systems keep the date are few; the first of them that holds a date is the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAMES = (
    "datePublished",
    "publishTime",
    "publish_time",
    "publishedTime",
    "publishedAt",
    "published_at",
    "publishDate",
    "publish_date",
    "pubTime",
    "pub_time",
    "pubtime",
    "pubDate",
    "pubdate",
    "firstPublished",
    "oriCreateTime",
    "ptime",
    "var ct",
)
# The name may stand in JSON that is itself a string: \"datePublished\":\"2022-04-13\".
_VALUE = re.compile(r"""(?:At|_at|Time)?\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?([^"'\\<>;]{8,40})""")


def script_dates(source: str) -> Iterator[tuple[str, str]]:
    """Names and values that look like the date of publication, in the order in which they stand in the page."""
    found: list[tuple[int, str, str]] = []
    for name in _NAMES:
        at = source.find(name)
        if at >= 0 and (value := _VALUE.match(source, at + len(name))) and any(map(str.isdigit, value[1])):
            found.append((at, name, value[1].strip()))
    for _, name, words in sorted(found):
        yield name, words
