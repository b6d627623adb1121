"""Measures `status` in a large archive, the room that years of crawls take, and what a crawl pays for them at its end.

python -m benchmarks.health --sources 200 --articles 100000
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from newsarchive.archive import Archive
from newsarchive.article import Article, digest_of
from newsarchive.health.told import health_of
from newsarchive.store.run_record import RunRecord, values_of
from newsarchive.store.thinning import DAILY, HOURLY
from newsarchive.store.yields import Yield, yield_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOURCE = """\
spider: feed
timezone: Asia/Shanghai
verified: 2026-01-01
every: {minutes}m
lists: [{{url: "http://127.0.0.1:9/{name}.xml"}}]
"""


def main() -> None:
    """Make the archive, and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=30, help="of publishing")
    parser.add_argument("--minutes", type=int, default=15, help="between two crawls of a source")
    parser.add_argument("--years", type=float, default=3, help="of crawls, for the size of a history")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _make(folder, options)
        with Archive(folder) as archive:
            sources = [archive.source(name) for name in archive.source_names()]
            began = time.perf_counter()
            found = health_of(archive.index, sources, datetime.now(UTC))
            took = time.perf_counter() - began
            print(f"health_of: {took:.2f} s for {len(found)} sources; wrong: {sum(each.is_wrong for each in found.values())}")
        for words in (["status"], ["status", "--json"], ["status", "--prometheus"]):
            began = time.perf_counter()
            command = [sys.executable, "-m", "newsarchive", "-C", str(folder), *words]
            out = subprocess.run(command, capture_output=True, check=False)
            print(f"{' '.join(words)}: {time.perf_counter() - began:.2f} s, exit {out.returncode}, {len(out.stdout):,} bytes")
    _years(options)


def _make(folder: Path, options: argparse.Namespace) -> None:
    (folder / "sources").mkdir()
    (folder / "newsarchive.yaml").write_text("timezone: Asia/Shanghai\n", encoding="utf-8")
    names = [f"source-{number:03}" for number in range(options.sources)]
    for name in names:
        text = f"name: {name}\n{SOURCE.format(name=name, minutes=options.minutes)}"
        (folder / "sources" / f"{name}.yaml").write_text(text, encoding="utf-8")
    now = datetime.now(UTC).replace(microsecond=0)
    draw = random.Random(1)
    rows: list[dict[str, Any]] = []
    with Archive(folder) as archive:
        each = options.articles // options.sources
        for number, name in enumerate(names):
            times = sorted(_times(now, each, options.days, draw))
            archive.index.articles.put_new([_article(name, place, moment) for place, moment in enumerate(times)])
            dead = number % 20 == 0
            rows += [values_of(run) for run in _crawls(name, times, now, options, dead=dead, draw=draw)]
    with sqlite3.connect(folder / "state" / "index.sqlite3") as connection:
        columns = ", ".join(rows[0])
        marks = ", ".join(f":{each}" for each in rows[0])
        connection.executemany(f"INSERT INTO runs ({columns}) VALUES ({marks})", rows)  # noqa: S608  # names of ours
    print(f"{options.sources} sources, {options.articles:,} articles, {len(rows):,} rows of crawls")


def _times(now: datetime, number: int, days: int, draw: random.Random) -> Iterator[datetime]:
    for _ in range(number):
        moment = (now - DAY * draw.randrange(days)).replace(hour=draw.randrange(24), minute=draw.randrange(60))
        yield moment if moment < now else moment - DAY


def _article(source: str, number: int, moment: datetime) -> Article:
    title = f"{source} {number}"
    return Article(
        id=f"{number}",
        source=source,
        url=f"http://127.0.0.1:9/{source}/{number}",
        title=title,
        body="<p>Words.</p>",
        published=moment,
        published_precision="minute",
        fetched=moment + timedelta(minutes=10),
        digest=digest_of(title, "Words."),
    )


def _crawls(
    name: str, times: list[datetime], now: datetime, options: argparse.Namespace, *, dead: bool, draw: random.Random
) -> Iterator[RunRecord]:
    """As they are once old ones have been put together."""
    moment, place = now - DAY * options.days, 0
    while moment < now:
        new = 0
        while place < len(times) and times[place] <= moment:
            place, new = place + 1, new + 1
        yield crawl(name, moment, new, draw, dead=dead and moment > now - 3 * HOUR)
        age = now - moment
        moment += DAY if age > DAILY + DAY else HOUR if age > HOURLY + HOUR else timedelta(minutes=options.minutes)


def crawl(name: str, moment: datetime, new: int, draw: random.Random, *, dead: bool = False) -> RunRecord:
    """One crawl that brought so many articles."""
    found = Yield()
    for number in range(new):
        missing = [field for field, share in (("authors", 0.3), ("summary", 0.1), ("updated", 0.9)) if draw.random() < share]
        found = found.plus(yield_of(f"http://127.0.0.1:9/{name}/{number}", missing, draw.randrange(200, 4000)))
    took = round(draw.lognormvariate(-1, 0.5), 4)
    run = RunRecord(name, moment, moment + timedelta(seconds=4), False, new, 0, 0, 0, 1 + new, listed=20, lists=1, list_time=took)
    return replace(run, found=found if new else None, lists=0 if dead else 1)


def _years(options: argparse.Namespace) -> None:
    """One source crawled for years: the rows that are left, what they take, and what writing one takes."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "newsarchive.yaml").write_text("timezone: Asia/Shanghai\n", encoding="utf-8")
        draw = random.Random(2)
        now = datetime.now(UTC).replace(microsecond=0)
        with Archive(folder) as archive:
            path = folder / "state" / "index.sqlite3"
            moment, longest, number, total = now - DAY * 365 * options.years, 0.0, 0, 0.0
            with archive.index.together():
                while moment < now:
                    run = crawl("one", moment, int(draw.random() < 0.3), draw)
                    began = time.perf_counter()
                    archive.index.runs.put(run)
                    took = time.perf_counter() - began
                    longest, total, number = max(longest, took), total + took, number + 1
                    moment += timedelta(minutes=options.minutes)
            began = time.perf_counter()
            archive.index.runs.put(crawl("one", now, 1, draw))
            alone = time.perf_counter() - began
            rows = sum(map(len, archive.index.runs.since(now - DAY * 3650, ["one"]).values()))
        print(
            f"{number:,} crawls in {options.years:g} years: {rows:,} rows, {path.stat().st_size / 1e6:.2f} MB; to remember one "
            f"takes {total / number * 1000:.2f} ms, {longest * 1000:.1f} ms at the most, {alone * 1000:.1f} ms with its commit"
        )


if __name__ == "__main__":
    main()
