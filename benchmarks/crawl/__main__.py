"""Fetch, extraction of all fields, capture, store, export and commit, beside bare downloads and other programs.

    python -m benchmarks.crawl --pages 2000
    python -m benchmarks.crawl --pages 2000 --peers bare trafilatura news-please

Each runs in a process of its own against the same site on 127.0.0.1; printed are seconds, pages a second, how that compares
with the others, and the most memory. The second crawl of the same site finds everything known.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.crawl.peers import CONCURRENCY

SOURCE = 'spider: sitemap\ntimezone: UTC\nhosts: {{site: "{site}"}}\nlists: ["{{site}}/sitemap.xml"]\n'
CONFIG = f"""timezone: UTC
exports:
  - {{profile: finews, to: site}}
politeness: {{delay: 0s, concurrency: {CONCURRENCY}, robots: false}}
capture: CAPTURE
"""


class Cost(NamedTuple):
    """What a process took."""

    seconds: float
    megabytes: float


def run(*command: str) -> Cost:
    """Run a command to its end.

    Raises:
        RuntimeError: it failed.
    """
    began = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen([sys.executable, "-m", *command], stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            out.seek(0)
            raise RuntimeError(f"{command}: {out.read().decode()[-2000:]}")
    return Cost(time.perf_counter() - began, usage.ru_maxrss / 1024)


@contextmanager
def site(pages: int) -> Iterator[str]:
    """The site, in a process of its own; its address."""
    command = [sys.executable, "-m", "benchmarks.crawl.site", str(pages)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def archive(folder: Path, where: str, capture: str) -> None:
    """An archive whose one source is the site."""
    (folder / "sources").mkdir(parents=True)
    (folder / "newsarchive.yaml").write_text(CONFIG.replace("CAPTURE", capture), encoding="utf-8")
    (folder / "sources" / "courier.yaml").write_text(SOURCE.format(site=where), encoding="utf-8")


def main() -> None:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--peers", nargs="*", default=["bare", "trafilatura"], choices=["bare", "trafilatura", "news-please"])
    parser.add_argument("--capture", default="articles", choices=["articles", "all", "none"])
    options = parser.parse_args()
    costs: dict[str, Cost] = {}
    with site(options.pages) as where, tempfile.TemporaryDirectory() as place:
        for peer in options.peers:
            costs[peer] = run("benchmarks.crawl.peers", peer, where, str(options.pages))
        folder = Path(place) / "archive"
        archive(folder, where, options.capture)
        costs["newsarchive"] = run("newsarchive", "-C", str(folder), "crawl", "courier")
        costs["newsarchive, once more"] = run("newsarchive", "-C", str(folder), "crawl", "courier")
    ours = costs["newsarchive"].seconds
    print(f"| {options.pages} pages | s | pages a second | newsarchive is | most memory, MB |\n|---|---:|---:|---:|---:|")
    for name, cost in costs.items():
        ratio = f"{cost.seconds / ours:.2f} times as fast"
        print(f"| {name} | {cost.seconds:.1f} | {options.pages / cost.seconds:.0f} | {ratio} | {cost.megabytes:.0f} |")


if __name__ == "__main__":
    main()
