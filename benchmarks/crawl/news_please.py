"""Download and read the pages with news-please, which takes addresses in its own way. It lives in an environment of its own.

python -m benchmarks.crawl.news_please http://127.0.0.1:8000 2000
"""

from __future__ import annotations

import sys


def crawl(site: str, count: int) -> None:
    """Read all pages.

    Raises:
        RuntimeError: it did not have all of them.
    """
    from newsplease import NewsPlease  # noqa: PLC0415  # an extra of whoever measures

    found = NewsPlease.from_urls([f"{site}/news/{number}.html" for number in range(count)])
    had = sum(bool(getattr(article, "maintext", None)) for article in found.values())
    if had != count:
        raise RuntimeError(f"{had} pages of {count}")


if __name__ == "__main__":
    crawl(sys.argv[1], int(sys.argv[2]))
