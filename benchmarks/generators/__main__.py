"""Nasty posts through the real Jekyll and the real Hugo: are all of them there, and do they read as they were meant?

    python -m benchmarks.generators --posts 10000

Titles, names, ids and bodies that have broken archives before, and such as dice make of their pieces, are exported and built:
by Jekyll in sites of 1,000, by Hugo in one. Title, date, tags and text of every post are compared. Printed are what differs, what
was held back, and the generator's CPU seconds.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from newsarchive.archive import Archive
from newsarchive.article import Article
from newsarchive.export.check import Generator
from newsarchive.new_archive import create
from tests.export.generators import built, differing
from tests.nasty import articles

SITE = 1_000
"""Posts in one site of Jekyll, whose time for a site grows faster than its posts."""
SHOWN = 20


def compare(generator: Generator, posts: Sequence[Article]) -> tuple[list[str], float]:
    """What differs in a site of these posts, and the CPU seconds that the generator took."""
    with tempfile.TemporaryDirectory(prefix="newsarchive-bench-") as temporary:
        folder = Path(temporary)
        (folder / "work").mkdir()
        create(folder / "archive", profile=generator, timezone="Asia/Shanghai")
        with Archive(folder / "archive") as archive:
            for article in posts:
                archive.index.articles.put(article)
            export = archive.exports()[0]
            held = archive.export(export, datetime.now(UTC)).held_back
            before = _cpu()
            seen = built(generator, archive.place(export), folder / "work")
            took = _cpu() - before
    return [f"{key!r} is held back: {reason}" for key, reason in held.items()] + differing(posts, seen), took


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, compare, print, and answer whether all is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--generators", nargs="+", choices=("jekyll", "hugo"), default=("jekyll", "hugo"))
    asked = parser.parse_args(arguments)
    wrong = 0
    for generator in asked.generators:
        size = SITE if generator == "jekyll" else asked.posts
        found: list[str] = []
        cpu = 0.0
        made = articles(asked.posts, asked.seed)
        while posts := list(islice(made, size)):
            differences, took = compare(generator, posts)
            found += differences
            cpu += took
        print("\n".join(found[:SHOWN]))
        print(f"{generator}: {asked.posts} posts, {len(found)} differences, {cpu:.1f} CPU s", flush=True)
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
