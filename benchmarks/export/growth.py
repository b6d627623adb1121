"""What does git cost when 100 more posts come in, in a small archive and in a large one, beside plain git? And how does it grow?

    python -m benchmarks.export.growth --sizes 1000 100000
    python -m benchmarks.export.growth --days 7

The git part of an export alone: looking up what is there, the commit, and git's index; without the opening of the archive, the
rendering of posts, the journal, and the writing of files. In the same repository, in turns, `git add --all && git commit` does
the same for as many other posts, with an index that `git status` has refreshed. Printed are the medians of the rounds in seconds,
and what the objects of a post take, before maintenance and after.

``--days`` commits 36,000 posts in 288 commits a day instead, with maintenance whenever it is due, and prints the size.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from newsarchive.config import GitChoice
from newsarchive.export import maintenance
from newsarchive.export.commit import Commit
from newsarchive.export.git import Repository

BATCH = 100
COMMITS_A_DAY = 288
"""One every five minutes."""
POSTS = 36_000
"""What the days of ``--days`` bring in all."""
MOMENT = 1_793_577_600

_dice = random.Random(20261101)
_CHARACTERS = [chr(code) for code in _dice.sample(range(0x4E00, 0x9FA5), 500)]
_WORDS = ["".join(_dice.choices(_CHARACTERS, k=2)) for _ in range(2000)]
# As words are spread in a language. Posts are made of pieces of one long text, taken anywhere, so no two are alike for git.
_TEXT = "".join(_dice.choices(_WORDS, [1 / (rank + 1) for rank in range(len(_WORDS))], k=1_500_000))


def post(number: int, a_day: int = 200) -> tuple[str, bytes]:
    """Path and text of an invented post: 3 to 5 KB of Chinese HTML, which zlib brings to about half, as it does with news.

    ``a_day``: how many of them bear the same date, and so how many share the folder of a month; git writes the list of
    a folder anew with each commit.
    """
    dice = random.Random(number)

    def text(least: int, most: int) -> str:
        start, length = dice.randrange(len(_TEXT) - most), dice.randint(least, most)
        return _TEXT[start : start + length]

    body = "\n".join(f"<p>{text(50, 90)}，{dice.randint(1, 99_999)}元。{text(60, 100)}。</p>" for _ in range(dice.randint(6, 10)))
    day, medium = number // a_day, number % 1000
    month = f"{2000 + day // 336}-{1 + day // 28 % 12:02}"
    date = f"{month}-{1 + day % 28:02}"
    head = f'---\nlayout: post\ntitle: "{text(15, 25)}"\ndate: {date} 08:00:00 +0800\ntags: 第{medium}家媒体\n---\n'
    return f"_posts/{month.replace('-', '/')}/{date}-NW{number:018}.md", (head + body).encode()


def put(repository: Repository, posts: dict[str, bytes]) -> None:
    """Write the files."""
    for path, content in posts.items():
        target = repository.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def ours(repository: Repository, posts: dict[str, bytes]) -> None:
    """What an export has git do."""
    repository.committed(list(posts))
    repository.staged(list(posts))
    with Commit(repository) as commit:
        for path, content in posts.items():
            commit.write(path, content)
        commit.finish("Add articles\n", MOMENT)
        repository.stage(commit.files)


def plain(repository: Repository, _posts: dict[str, bytes]) -> None:
    """What a script would do."""
    git(repository, "add", "--all")
    git(
        repository,
        "-c",
        "user.name=Bench",
        "-c",
        "user.email=bench@example.org",
        "commit",
        "--quiet",
        "--message",
        "Add articles",
    )


def git(repository: Repository, *arguments: str) -> str:
    """What git says, which is not to tidy up by itself meanwhile."""
    command = ["git", "-C", str(repository.path), "-c", "gc.auto=0", "-c", "maintenance.auto=false", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def timed(call: Callable[[Repository, dict[str, bytes]], None], repository: Repository, posts: dict[str, bytes]) -> float:
    """Seconds that git takes for these posts, whose files are there already."""
    put(repository, posts)
    started = time.perf_counter()
    call(repository, posts)
    return time.perf_counter() - started


def kilobytes(repository: Repository) -> float:
    """The size of all objects, by thousands."""
    return sum(path.stat().st_size for path in repository.objects.rglob("*") if path.is_file()) / 1000


def sizes(size: int, rounds: int, folder: Path) -> None:
    """Print the row of one size."""
    repository = Repository.create(folder / str(size), GitChoice(author="Bench <bench@example.org>"))
    for start in range(0, size, 20_000):
        posts = dict(map(post, range(start, min(start + 20_000, size))))
        put(repository, posts)
        ours(repository, posts)
    maintenance.run(repository.folder, repository.objects)
    began = kilobytes(repository)
    took: dict[str, list[float]] = {"ours": [], "plain": []}
    grown, number = 0.0, size
    for _ in range(rounds):
        before = kilobytes(repository)
        took["ours"].append(timed(ours, repository, dict(map(post, range(number, number + BATCH)))))
        grown += kilobytes(repository) - before
        number += BATCH
        git(repository, "status")
        took["plain"].append(timed(plain, repository, dict(map(post, range(number, number + BATCH)))))
        number += BATCH
        repository = Repository(repository.path, repository.choice)
    maintenance.run(repository.folder, repository.objects)
    kept = (kilobytes(repository) - began) / (number - size)
    mine, theirs = statistics.median(took["ours"]), statistics.median(took["plain"])
    print(f"{size:>8,} {mine:>8.3f} {theirs:>8.3f} {grown / rounds / BATCH:>10.2f} {kept:>9.2f}", flush=True)


def days(number: int, folder: Path) -> None:
    """Print what the commits of some days make of a repository."""
    repository = Repository.create(folder / "days", GitChoice(author="Bench <bench@example.org>"))
    commits, done, maintained = number * COMMITS_A_DAY, 0, 0
    started = time.perf_counter()
    for turn in range(1, commits + 1):
        upto = POSTS * turn // commits
        timed(ours, repository, dict(post(each, POSTS // number) for each in range(done, upto)))
        done = upto
        if maintenance.is_due(repository):
            maintained += 1
            maintenance.run(repository.folder, repository.objects)
    took = time.perf_counter() - started
    last = kilobytes(repository)
    git(repository, "gc", "--quiet")
    print(f"{POSTS:,} posts in {commits:,} commits: {took:.0f} s, maintained {maintained} times, {last / 1000:.0f} MB,")
    print(f"{last / POSTS:.2f} KB a post; after `git gc` {kilobytes(repository) / 1000:.0f} MB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 100_000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--days", type=int)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsarchive-bench-") as temporary:
        if arguments.days:
            days(arguments.days, Path(temporary))
            return
        print(f"{'posts':>8} {'ours s':>8} {'git s':>8} {'KB a post':>10} {'after':>9}")
        for size in arguments.sizes:
            sizes(size, arguments.rounds, Path(temporary))


if __name__ == "__main__":
    main()
