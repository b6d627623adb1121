"""Fetch, extraction of all fields, capture, store, export and commit, beside bare downloads and other programs.

    python -m benchmarks.crawl --pages 2000
    python -m benchmarks.crawl --pages 2000 --peers bare trafilatura news-please

Each runs in a process of its own against the same site on 127.0.0.1; printed are seconds, pages a second, how that compares
with the others, and the most memory. The second crawl of the same site finds everything known. With ``--rounds`` all of them run
as often as that, by turns, and the quickest run of each counts: a machine that is shared is not as quick at every moment.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil

from benchmarks.crawl.peers import CONCURRENCY

SOURCE = 'spider: sitemap\ntimezone: UTC\nhosts: {{site: "{site}"}}\nlists: ["{{site}}/sitemap.xml"]\n'
CONFIG = f"""timezone: UTC
exports:
  - {{profile: finews, to: site}}
politeness: {{delay: 0s, concurrency: {CONCURRENCY}, robots: false}}
capture: CAPTURE
"""


CURVE = 60
"""Moments of a run at which its memory is printed, where that is asked for."""


_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment of what is measured: as where it is installed, where bytecode is at hand and nothing is compiled again."""


class Cost(NamedTuple):
    """What a process took, with all that it started."""

    seconds: float
    cpu: float
    """Seconds of all processors."""
    memory: list[float]
    """MB, twice a second: what all its processes have to themselves, and their share of what they have in common."""


def run(*command: str, python: str = sys.executable) -> Cost:
    """Run a command to its end.

    Raises:
        RuntimeError: it failed.
    """
    memory, ended = [0.0], threading.Event()

    def watch(pid: int) -> None:
        while not ended.wait(0.5):
            memory.append(_megabytes(pid))

    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        process = subprocess.Popen([python, "-m", *command], stdout=out, stderr=out, env=_INSTALLED)
        watcher = threading.Thread(target=watch, args=(process.pid,))
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        ended.set()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            out.seek(0)
            raise RuntimeError(f"{command}: {out.read().decode()[-2000:]}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, memory)


def _megabytes(pid: int) -> float:
    """The memory of a process and of those that it started."""
    total = 0
    try:
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            total += each.memory_full_info().pss
    except psutil.Error:  # one that has just ended
        pass
    return total / 2**20


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


def _round(where: str, folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, Cost]]:
    """What each takes, the peers first; ``folder``: where the archive is to be."""
    for peer in options.peers:
        if peer == "news-please":
            command, python = ["benchmarks.crawl.news_please"], options.news_please or sys.executable
        else:
            command, python = ["benchmarks.crawl.peers", peer], sys.executable
        yield peer, run(*command, where, str(options.pages), python=python)
    archive(folder, where, options.capture)
    yield "newsarchive", run("newsarchive", "-C", str(folder), "crawl", "courier")
    yield "newsarchive, once more", run("newsarchive", "-C", str(folder), "crawl", "courier")


def main() -> None:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--peers", nargs="*", default=["bare", "trafilatura"], choices=["bare", "trafilatura", "news-please"])
    parser.add_argument("--news-please", metavar="PYTHON", help="the Python of an environment in which news-please is installed")
    parser.add_argument("--capture", default="articles", choices=["articles", "all", "none"])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--memory", action="store_true", help="print the memory over the whole of the crawl as well")
    options = parser.parse_args()
    costs: dict[str, Cost] = {}
    # Nothing is removed before all is measured: ext4 passes over what was removed in the last minutes, file by file.
    with site(options.pages) as where, tempfile.TemporaryDirectory() as place:
        for number in range(options.rounds):
            for name, cost in _round(where, Path(place) / str(number), options):
                costs[name] = min(cost, costs.get(name, cost))
    ours = costs["newsarchive"]
    print(f"| {options.pages} pages | s | CPU s | pages a second | newsarchive is | most memory, MB |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, cost in costs.items():
        ratio = f"{cost.seconds / ours.seconds:.2f} times as fast"
        speed = f"{options.pages / cost.seconds:.0f}"
        print(f"| {name} | {cost.seconds:.1f} | {cost.cpu:.1f} | {speed} | {ratio} | {max(cost.memory):.0f} |")
    if options.memory:
        print("MB over the crawl:", *(f"{each:.0f}" for each in ours.memory[:: len(ours.memory) // CURVE + 1]))


if __name__ == "__main__":
    main()
