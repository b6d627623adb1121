"""What 100 more articles cost an export of files, in archives of several sizes, beside writing everything.

python -m benchmarks.export.files --sizes 1000 20000
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsarchive.archive import Archive
from newsarchive.article import Article, digest_of
from newsarchive.config import FILE

MORE = 100
DAY = 100
"""Articles of one day."""
START = datetime(2026, 1, 1, tzinfo=UTC)
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def article(number: int) -> Article:
    """One of some 2 KB."""
    words = random.Random(number)
    title, text = "".join(words.choices(HAN, k=20)), "".join(words.choices(HAN, k=600))  # no two are alike
    moment = START + timedelta(days=1 / DAY) * number
    made = Article(
        id=f"NW{number:012}", source="finews", url=f"http://127.0.0.1/{number}", title=title, body=f"<p>{text}</p>",
        published=moment.replace(microsecond=0), published_precision="second", publisher="澜州日报", fetched=START,
    )  # fmt: skip
    return made.replace(digest=digest_of(title, text))


def timed(archive: Archive, name: str, *, whole: bool = False) -> tuple[float, int]:
    """Seconds, and files written."""
    (export,) = archive.exports([name])
    begin = time.perf_counter()
    result = archive.export(export, START, whole=whole)
    return time.perf_counter() - begin, result.written


def measure(size: int, profile: str, folder: Path) -> str:
    """One row of the table."""
    (folder / FILE).write_text(f"timezone: UTC\nexports: [{{profile: {profile}, to: out}}]\n", encoding="utf-8")
    with Archive(folder) as archive:
        with archive.index.together():
            for number in range(size):
                archive.index.articles.put(article(number))
        archive.group()
        first, files = timed(archive, "out")
        with archive.index.together():
            for number in range(size, size + MORE):
                archive.index.articles.put(article(number))
        archive.group()
        more, written = timed(archive, "out")
        again, _ = timed(archive, "out", whole=True)
    return f"| {profile} | {size:,} | {first:.2f} ({files} files) | {more:.2f} ({written} files) | {again:.2f} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 20000])
    parser.add_argument("--profiles", nargs="+", default=["jsonl", "parquet"])
    options = parser.parse_args()
    print("| profile | articles | first export, s | 100 more, s | everything again, s |\n|---|---:|---:|---:|---:|")
    for profile in options.profiles:
        for size in options.sizes:
            with tempfile.TemporaryDirectory() as folder:
                print(measure(size, profile, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
