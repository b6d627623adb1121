"""What it costs to begin a crawl in an archive that knows many articles already, beside the same crawl in an empty one.

    python -m benchmarks.crawl.known --articles 100000

The list names pages that are all known; the crawl asks for the list, and for nothing else. Nothing is exported. The baseline is
the start of Python with all that a crawl imports.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from benchmarks.crawl.__main__ import Cost, archive, run, site
from newsarchive.article import Article, digest_of, id_from_url
from newsarchive.store.index import Index

LISTED = 500
"""Pages that the list names."""
TOGETHER = 1000
_FETCHED = datetime(2026, 11, 20, tzinfo=UTC)


def articles(where: str, number: int) -> Iterator[Article]:
    """So many articles, the first of which are those of the site."""
    for each in range(number):
        url = f"{where}/news/{each}.html"
        body = f"<p>The ferry of the {each}th morning was late.</p>"
        yield Article(
            id=id_from_url(url),
            source="courier",
            url=url,
            title=f"Report {each}",
            published=_FETCHED - timedelta(minutes=each),
            published_precision="second",
            publisher=f"Courier {each % 2000}",
            body=body,
            fetched=_FETCHED,
            digest=digest_of(f"Report {each}", body),
        )


def fill(folder: Path, where: str, number: int) -> None:
    """Put articles into an archive, as if they had been crawled and compared with each other."""
    index = Index(folder / "state" / "index.sqlite3")
    try:
        made = articles(where, number)
        while some := list(islice(made, TOGETHER)):
            index.articles.put_new(some)
        with index.groups.change() as change:
            change.done(index.articles.sequence())
    finally:
        index.close()


def crawl(folder: Path, where: str, number: int) -> Cost:
    """What it takes to crawl the site again, in an archive with so many articles."""
    archive(folder, where, "articles")
    config = folder / "newsarchive.yaml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("exports:\n  - {profile: finews, to: site}\n", ""), encoding="utf-8"
    )
    fill(folder, where, number)
    run("newsarchive", "-C", str(folder), "crawl", "courier")
    return run("newsarchive", "-C", str(folder), "crawl", "courier")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    options = parser.parse_args()
    with site(LISTED) as where, tempfile.TemporaryDirectory() as place:
        costs = {
            "imports alone": run("benchmarks.crawl.imports"),
            f"{LISTED:,} known articles": crawl(Path(place) / "few", where, LISTED),
            f"{options.articles:,} known articles": crawl(Path(place) / "many", where, options.articles),
        }
    print("| | s | CPU s | most memory, MB |\n|---|---:|---:|---:|")
    for name, cost in costs.items():
        print(f"| {name} | {cost.seconds:.2f} | {cost.cpu:.2f} | {max(cost.memory):.0f} |")


if __name__ == "__main__":
    main()
