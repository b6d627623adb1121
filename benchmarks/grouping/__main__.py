"""Are wire copies found, and nothing else taken for one? Recall and precision of pairs, time an article, memory.

    python -m benchmarks.grouping --articles 20000 --groups 200

Invented articles are stored in an index and grouped as a crawl would have them grouped. There are two styles: `planted`, with
which the method was made, and `heldout`, which it was only measured on.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.grouping.drafts import articles
from benchmarks.grouping.heldout import HeldOut
from benchmarks.grouping.planted import Planted
from benchmarks.grouping.quality import Quality
from newsarchive.copies import group
from newsarchive.store.index import Index

TOGETHER = 200
"""Articles that are stored in one transaction: storing is not measured."""
STYLES = {"planted": Planted, "heldout": HeldOut}


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20000)
    parser.add_argument("--groups", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--style", choices=STYLES, default="planted")
    parser.add_argument("--show", action="store_true", help="print the titles of false and missed pairs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder) / "index.sqlite3")
        quality = Quality()
        invented = articles(STYLES[options.style](), options.articles, options.groups, options.seed)
        while some := list(islice(invented, TOGETHER)):
            with index.together():
                for article, planted in some:
                    index.articles.put(article)
                    quality.plant(article, planted)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started, worked = time.perf_counter(), time.process_time()
        while done := group(index, options.articles // 4):
            seconds, cpu = time.perf_counter() - started, time.process_time() - worked
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print(
                f"{done} more: {seconds / done * 1000:.1f} ms, {cpu / done * 1000:.1f} ms of CPU an article; {peak // 1024} MiB"
            )
            started, worked = time.perf_counter(), time.process_time()
        quality.measure(index)
        print(f"memory before, at the peak: {before // 1024} MiB, {peak // 1024} MiB")
        print(f"pairs: {quality.found} of {quality.planted} planted, {len(quality.false)} false")
        print(f"recall {quality.recall:.4f}, precision {quality.precision:.4f}")
        if options.show:
            for kind, pairs in (("false", quality.false), ("missed", quality.missed)):
                for one, other in pairs[:20]:
                    print(kind, one, quality.titles[one], "|", other, quality.titles[other])
        index.close()


if __name__ == "__main__":
    main()
