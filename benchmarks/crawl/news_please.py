"""Download and read the pages with news-please, which takes addresses in its own way. It lives in an environment of its own.

python -m benchmarks.crawl.news_please http://127.0.0.1:8000 2000
"""

from __future__ import annotations

import sys

TOGETHER = 200
"""It takes a thread for each address that it is given at once."""


def crawl(site: str, count: int) -> None:
    """Read all pages.

    Raises:
        RuntimeError: it did not have all of them.
    """
    from newsplease import NewsPlease  # noqa: PLC0415  # an extra of whoever measures

    had = 0
    for start in range(0, count, TOGETHER):
        urls = [f"{site}/news/{number}.html" for number in range(start, min(start + TOGETHER, count))]
        # Without a timeout its results come to nothing; pictures are not what the others fetch.
        found = NewsPlease.from_urls(urls, request_args={"timeout": 60}, fetch_images=False)
        had += sum(bool(getattr(article, "maintext", None)) for article in found.values())
    if had != count:
        raise RuntimeError(f"{had} pages of {count}")


if __name__ == "__main__":
    crawl(sys.argv[1], int(sys.argv[2]))
