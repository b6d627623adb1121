"""Whether the loop of `schedule run` stays as it is: hours of a simulated clock, memory and file handles of all its processes.

    python -m benchmarks.schedule --hours 8

Three sources of sites of our own are crawled every two minutes, and one of them has something new each time. The loop runs in a
process of its own (this module once more, with `--loop`), under the clock of `tests/simulation.py`; the sites are in this one.
Memory is the PSS of the loop, of the process that batches are forked from, and of the batches: between two batches, and the most
while they are at work. The aim: at the end no more than 1.1 times that after ten minutes, and no more file handles.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from newsarchive.demo import Content
from tests.conftest import story
from tests.simulation import Simulation
from tests.site.hostile import HostileSite
from tests.site.news import NewsSite, piece

BEGIN = datetime(2026, 11, 1, 0, 0, tzinfo=UTC)
FIRST = timedelta(minutes=10)
CONFIG = """\
timezone: Asia/Shanghai
sources:
  finews: {{hosts: {{share: "{finews}", lists: "{finews}", market: "{finews}"}}}}
  harbour:
  outskirts:
exports:
  - {{profile: finews, to: site, base_url: "//finews.withounder.com"}}
politeness: {{delay: 0s}}
schedule: {{every: 2m}}
"""
SOURCE = 'spider: {spider}\ntimezone: UTC\nhosts: {{site: "{url}"}}\nlists: ["{{site}}{path}"]\n'


@dataclass
class Figures:
    """What was measured, by the simulated clock."""

    idle: list[tuple[float, int, int]] = field(default_factory=list)
    """Minutes, bytes of PSS and file handles, between two batches."""
    busy: list[tuple[float, int]] = field(default_factory=list)
    """Minutes and bytes of PSS, while a batch is at work."""


def family() -> list[psutil.Process]:
    """The loop and all that it has started."""
    own = psutil.Process()
    return [own, *own.children(recursive=True)]


def memory() -> int:
    """PSS of them all."""
    total = 0
    for each in family():
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            total += each.memory_full_info().pss
    return total


def handles() -> int:
    """Open files of them all."""
    total = 0
    for each in family():
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            total += each.num_fds()
    return total


def loop(folder: Path, hours: float) -> None:
    """Keep the archive crawling, measure, and say at each turn what time it is."""
    figures, over = Figures(), threading.Event()
    with Simulation(folder, BEGIN) as simulation:

        def minutes() -> float:
            return (simulation.now - BEGIN) / timedelta(minutes=1)

        def sample() -> None:
            while not over.wait(0.1):
                if len(family()) > 3:  # with a batch
                    figures.busy.append((minutes(), memory()))

        def between(_: datetime) -> None:
            figures.idle.append((minutes(), memory(), handles()))
            print(json.dumps({"minutes": minutes()}), flush=True)

        sampler = threading.Thread(target=sample)
        sampler.start()
        try:
            simulation.run(BEGIN + timedelta(hours=hours), between)
        finally:
            over.set()
            sampler.join()
        batches = simulation.of("batch-ended")
        new = sum(each["new"] for batch in batches for each in batch.said["counts"].values())
        died = len(simulation.of("batch-died"))
        seconds = statistics.median(batch.said["seconds"] for batch in batches)
    print(
        json.dumps({"idle": figures.idle, "busy": figures.busy, "batches": len(batches), "new": new, "died": died, "s": seconds})
    )


def main() -> None:
    """Measure, and say whether the aim is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--loop", type=Path)
    arguments = parser.parse_args()
    if arguments.loop:
        loop(arguments.loop, arguments.hours)
        return
    stories = [story(number) for number in range(1, 20)]
    finews = HostileSite(Content(tuple(stories)))
    harbour, outskirts = NewsSite([piece(number) for number in range(12)]), NewsSite([piece(number) for number in range(40, 52)])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "archive"
        (folder / "sources").mkdir(parents=True)
        (folder / "newsarchive.yaml").write_text(CONFIG.format(finews=finews.url), encoding="utf-8")
        for name, site, spider, path in (("harbour", harbour, "feed", "/rss.xml"), ("outskirts", outskirts, "section", "/all")):
            (folder / "sources" / f"{name}.yaml").write_text(SOURCE.format(spider=spider, url=site.url, path=path))
        began = time.monotonic()
        command = [sys.executable, "-m", "benchmarks.schedule", "--loop", str(folder), "--hours", str(arguments.hours)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            said: dict[str, list[list[float]]] = {}
            for line in process.stdout:
                said = json.loads(line)
                stories.append(story(len(stories) + 1))
                finews.content = Content(tuple(stories[-100:]))
        report(said, time.monotonic() - began)
    for site in (finews, harbour, outskirts):
        site.close()


def report(said: dict[str, list[list[float]]], seconds: float) -> None:
    """Print the figures."""
    first = FIRST / timedelta(minutes=1)
    end = said["idle"][-1][0]

    def of(name: str, since: float, until: float, column: int = 1) -> list[float]:
        return [row[column] for row in said[name] if since <= row[0] <= until]

    span = 20.0
    idle = [statistics.median(of("idle", *each)) for each in ((first, first + span), (end - span, end))]
    busy = [max(of("busy", *each)) for each in ((first, first + span), (end - span, end))]
    files = [statistics.median(of("idle", *each, 2)) for each in ((first, first + span), (end - span, end))]
    print(f"{said['batches']} batches in {seconds:.0f} s, {said['new']} new articles, {said['died']} batches died")
    print(f"the median batch took {said['s']} s")
    rows = (("between batches, MB", idle, 1e6), ("at work, at the most, MB", busy, 1e6), ("file handles", files, 1))
    for name, (early, late), unit in rows:
        print(f"{name}: {early / unit:.1f} after ten minutes, {late / unit:.1f} at the end, {late / early:.3f} times")
    well = idle[1] <= 1.1 * idle[0] and busy[1] <= 1.1 * busy[0] and files[1] <= files[0]
    print("the aim is met" if well else "the aim is missed")


if __name__ == "__main__":
    main()
