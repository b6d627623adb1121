"""Is an archive that was made anew the archive that was there?

    python -m benchmarks.rebuild --articles 10000 --captured 1000

An archive is made of posts with every defect planted, which are imported and have no captures, and of pages of a site on
127.0.0.1, which are crawled and captured. Then its index is deleted and made anew from the posts alone; deleted and made anew
from the captures alone; and its repository is deleted and exported anew. Each runs in a process of its own. Printed are what
differs, seconds and the most memory; the exit code is 1 if anything differs that should not.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.crawl.__main__ import SOURCE, site
from benchmarks.importing.generator import generate
from newsarchive.archive import INDEX, STATE, WARC, Archive
from newsarchive.cli import exit_codes

CONFIG = """timezone: Asia/Shanghai
sources: [finews]
exports:
  - {profile: finews, to: site, base_url: //news.example.org}
politeness: {delay: 0s, concurrency: 16, robots: false}
"""
ORDINARY = (exit_codes.WELL, exit_codes.SOME_FAILED)
"""Some of the posts cannot be read, which is planted."""
IN_POSTS = frozenset({"source", "id", "title", "publisher", "body", "published", "withdrawn", "digest", "url"})
"""Fields of a record that a post carries."""
ONLY_IN_LISTS = frozenset({"summary", "evidence"})
"""Fields of a record that may have come from a list, and not from the captured page."""
SHOWN = 3

Histories = dict[str, list[dict[str, Any]]]
"""Source and id of an article to its revisions, as records."""


class Bench:
    """An archive, and whether all was as it should be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / STATE
        self.site = folder / "site"
        self.well = True

    def run(self, what: str, *arguments: str) -> list[dict[str, Any]]:
        """Run a command of the program, print what it took, and answer what it said.

        Raises:
            RuntimeError: it did not come to its end.
        """
        began = time.perf_counter()
        command = [sys.executable, "-m", "newsarchive", "-C", str(self.folder), "--json", *arguments]
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(command, stdout=out, stderr=errors)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            errors.seek(0)
            if process.returncode not in ORDINARY:
                raise RuntimeError(f"{what}: {process.returncode}: {errors.read().decode()[-2000:]}")
            said = [json.loads(line) for line in out.read().decode().splitlines()]
        print(f"| {what} | {time.perf_counter() - began:.1f} | {usage.ru_maxrss / 1024:.0f} |", flush=True)
        return said

    def git(self, *arguments: str) -> str:
        """What git says in the exported repository."""
        return subprocess.run(["git", "-C", str(self.site), *arguments], capture_output=True, text=True, check=True).stdout

    def histories(self) -> Histories:
        """Every article with all its revisions."""
        with Archive(self.folder) as archive:
            articles = archive.index.articles
            found = articles.changed_since(0, articles.sequence())
            return {
                f"{each.article.source}:{each.article.id}": [json.loads(one.to_json()) for one in articles.revisions(each.key)]
                for each in found
            }

    def forget(self) -> None:
        """Delete the index, with those that were put aside."""
        for file in [*self.state.glob(f"{INDEX}*"), *self.state.glob("index.before-*")]:
            file.unlink()

    def hold(self, right: bool, words: str) -> None:
        """Print a result, and remember if it is bad."""
        self.well &= right
        print(f"{'well' if right else 'BAD '}  {words}", flush=True)

    def compare(self, before: Histories, after: Histories, *, fields: frozenset[str] | None, but: frozenset[str]) -> None:
        """Hold articles against what they were: the last revision in ``fields``, or, if None, all of them in all fields."""
        for words, names in (("missing", before.keys() - after.keys()), ("too many", after.keys() - before.keys())):
            self.hold(not names, f"{len(names)} of {len(before)} articles are {words} {sorted(names)[:SHOWN] or ''}")
        counts: Counter[str] = Counter()
        examples: dict[str, str] = {}
        for name in before.keys() & after.keys():
            pairs = zip(before[name], after[name], strict=False) if fields is None else [(before[name][-1], after[name][-1])]
            if fields is None and len(before[name]) != len(after[name]):
                counts["revisions"] += 1
                examples.setdefault("revisions", f"{name}: {len(before[name])} {len(after[name])}")
            for old, new in pairs:
                for key in old.keys() | new.keys():
                    if _plain(key, old.get(key)) != _plain(key, new.get(key)):
                        counts[key] += 1
                        examples.setdefault(key, f"{name}: {str(old.get(key))[:150]!r} {str(new.get(key))[:150]!r}")
        hard = {key for key in counts if key not in but and (fields is None or key in fields)}
        self.hold(not hard, f"differing in what should be the same: { {key: counts[key] for key in sorted(hard)} or 'nothing' }")
        for key in sorted(hard):
            print(f"      {key}: {examples[key]}")
        soft = {key: number for key, number in sorted(counts.items()) if key not in hard}
        print(f"      differing in what is not carried: {soft or 'nothing'}")


def _plain(key: str, value: Any) -> Any:
    """A value as it is compared: of a time the moment, for a post writes it in the zone of its archive."""
    return datetime.fromisoformat(value).timestamp() if key in ("published", "withdrawn") and value else value


def make(bench: Bench, scratch: Path, articles: int, captured: int) -> None:
    """Import posts and crawl pages; both are exported."""
    bench.folder.mkdir()
    (bench.folder / "newsarchive.yaml").write_text(CONFIG, encoding="utf-8")
    (bench.folder / "sources").mkdir()
    generate(scratch / "old", articles - captured)
    bench.run("import of the posts, and export", "import", str(scratch / "old"))
    with site(captured) as where:
        (bench.folder / "sources" / "courier.yaml").write_text(SOURCE.format(site=where), encoding="utf-8")
        bench.run("crawl of the pages, and export", "crawl", "courier")


def from_posts(bench: Bench, scratch: Path, before: Histories) -> None:
    """The index from the posts alone: the captures are put aside."""
    tree, commits = bench.git("rev-parse", "HEAD^{tree}"), bench.git("rev-list", "--count", "HEAD")
    bench.forget()
    (bench.state / WARC).rename(scratch / "aside")
    bench.run("index from posts alone", "rebuild", "--from", "site")
    bench.compare(before, bench.histories(), fields=IN_POSTS, but=frozenset())
    bench.run("export", "export")
    same = (bench.git("rev-parse", "HEAD^{tree}"), bench.git("rev-list", "--count", "HEAD")) == (tree, commits)
    bench.hold(same and not bench.git("status", "--porcelain"), "the next export commits nothing")
    if not same:
        print(bench.git("diff", "--stat=140", tree.strip(), "HEAD")[-1500:])
    (scratch / "aside").rename(bench.state / WARC)


def from_captures(bench: Bench, before: Histories) -> None:
    """The index from the captures alone: what was imported is in none."""
    bench.forget()
    bench.run("index from captures alone", "rebuild", "--from", "captures")
    crawled = {name: history for name, history in before.items() if history[-1]["source"] == "courier"}
    bench.compare(crawled, bench.histories(), fields=None, but=ONLY_IN_LISTS)


def from_index(bench: Bench, scratch: Path) -> None:
    """The repository from the index as it was at first."""
    tree = bench.git("rev-parse", "HEAD^{tree}")
    bench.forget()
    shutil.copy(scratch / INDEX, bench.state / INDEX)
    shutil.rmtree(bench.site)
    bench.run("repository from the index", "export")
    bench.hold(bench.git("rev-parse", "HEAD^{tree}") == tree, "the tree is the same")


def main() -> int:
    """Make, break, rebuild and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--captured", type=int, default=1_000, help="How many of them are crawled.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsarchive-bench-") as temporary:
        scratch = Path(temporary)
        bench = Bench(scratch / "archive")
        print(f"| {asked.articles} articles, {asked.captured} of them captured | s | most memory, MB |\n|---|---:|---:|")
        make(bench, scratch, asked.articles, asked.captured)
        before = bench.histories()
        shutil.copy(bench.state / INDEX, scratch / INDEX)
        from_posts(bench, scratch, before)
        from_captures(bench, before)
        from_index(bench, scratch)
    return 0 if bench.well else 1


if __name__ == "__main__":
    sys.exit(main())
