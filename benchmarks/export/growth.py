"""What does it cost to publish 100 more articles, in a small archive and in a large one, beside plain git?

    python -m benchmarks.export.growth --sizes 1000 50000

For each size: an archive of so many articles is exported once, then 100 more come in and are exported; the same files are
committed by `git add --all && git commit` in a copy of the repository, in the same run. Printed are the medians of the rounds
in seconds, their ratio, and how much `.git` grew for each post before any repacking.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsarchive.archive import Archive
from newsarchive.article import Article, digest_of

START = datetime(2022, 4, 1, tzinfo=UTC)
BATCH = 100
CONFIG = "timezone: Asia/Shanghai\nexports:\n  - {profile: finews, to: site, base_url: //news.example.org}\n"


def article(number: int) -> Article:
    """An invented article of the size of an ordinary one, some 4 KB, no two alike."""
    body = "".join(
        f"<p>第{number}号报道第{line}段，{number * line % 9973}个数字记录在案。{'长短不一的正文。' * 15}</p>" for line in range(8)
    )
    return Article(
        id=f"NW{number:018}",
        source="bench",
        url=f"http://bench.example.org/{number}",
        title=f"第{number}号报道",
        published=START + timedelta(minutes=7 * number),
        publisher=f"第{number % 1000}家媒体",
        body=body,
        fetched=START,
        digest=digest_of(str(number), body),
    )


def export(folder: Path) -> float:
    """Seconds that one export takes, the opening of the archive included."""
    started = time.perf_counter()
    with Archive(folder) as archive:
        archive.export(archive.exports()[0], datetime.now(UTC))
    return time.perf_counter() - started


def put(folder: Path, numbers: range) -> None:
    """Store invented articles."""
    with Archive(folder) as archive:
        for number in numbers:
            archive.index.articles.put(article(number))


def git(folder: Path, *arguments: str) -> str:
    """What git says in a repository."""
    command = ["git", "-C", str(folder), "-c", "gc.auto=0", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def kibibytes(folder: Path) -> int:
    """The size of a repository's `.git`."""
    return int(subprocess.run(["du", "-sk", str(folder / ".git")], capture_output=True, text=True, check=True).stdout.split()[0])


def plain_git(folder: Path, files: list[Path]) -> float:
    """Seconds that `git add --all && git commit` takes for these files, put into a copy of the repository."""
    site = folder / "site"
    copy = folder / "copy"
    shutil.copytree(site, copy, symlinks=True)
    git(copy, "reset", "--hard", "--quiet", "HEAD~1")
    git(copy, "status")
    for file in files:
        target = copy / file.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    started = time.perf_counter()
    git(copy, "add", "--all")
    git(copy, "-c", "user.name=Bench", "-c", "user.email=bench@example.org", "commit", "--quiet", "--message", "bench")
    took = time.perf_counter() - started
    shutil.rmtree(copy)
    return took


def measure(size: int, rounds: int) -> None:
    """Print the row of one size."""
    with tempfile.TemporaryDirectory(prefix="newsarchive-bench-") as temporary:
        folder = Path(temporary)
        (folder / "newsarchive.yaml").write_text(CONFIG, encoding="utf-8")
        put(folder, range(size))
        whole = export(folder)
        git(folder / "site", "gc", "--quiet")
        ours, plain, grown = [], [], []
        for turn in range(rounds):
            put(folder, range(size + turn * BATCH, size + (turn + 1) * BATCH))
            before = kibibytes(folder / "site")
            ours.append(export(folder))
            grown.append(kibibytes(folder / "site") - before)
            names = git(folder / "site", "show", "--format=", "--name-only", "HEAD").splitlines()
            plain.append(plain_git(folder, [folder / "site" / name for name in names]))
        mine, theirs = statistics.median(ours), statistics.median(plain)
        print(
            f"{size:>8} {whole:>9.1f} {mine:>9.3f} {theirs:>9.3f} {mine / theirs:>7.2f} {statistics.median(grown) / BATCH:>9.2f}",
            flush=True,
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 20000])
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    print(f"{'articles':>8} {'whole s':>9} {'+100 s':>9} {'git s':>9} {'ratio':>7} {'KiB/post':>9}")
    for size in arguments.sizes:
        measure(size, arguments.rounds)


if __name__ == "__main__":
    main()
