"""What does git cost when 100 more posts come in, in a small archive and in a large one, beside plain git? And how does it grow?

    python -m benchmarks.export.growth --sizes 1000 100000
    python -m benchmarks.export.growth --sizes 1000 100000 --layout day
    python -m benchmarks.export.growth --days 7

The git part of an export alone: looking up what is there, the commit, and git's index; without the opening of the archive, the
rendering of posts, the journal, and the writing of files. In the same repository, some rounds of one and then of the other,
`git add --all && git commit` does the same for as many other posts, with an index that `git status` has refreshed. Printed are
the medians of the rounds in seconds and in CPU seconds, and what the objects of a post take: before maintenance, after it, and
after `git gc`.

The posts that are there already come in by one `git fast-import`, not by exports, and are left as maintenance leaves them.

``--days`` commits 36,000 posts in 288 commits a day instead, with maintenance whenever it is due, and prints the size.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from newsarchive.config.git import GitChoice
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


def post(number: int, a_day: int = 200, layout: str = "sharded") -> tuple[str, bytes]:
    """Path and text of an invented post: 3 to 5 KB of Chinese HTML, which zlib brings to 1.88 KB, as it does with news.

    ``a_day``: how many of them bear the same date, and so how many share the folder of a month or day; git writes the list of
    a folder anew with each commit.
    """
    dice = random.Random(number)

    def text(least: int, most: int) -> str:
        start, length = dice.randrange(len(_TEXT) - most), dice.randint(least, most)
        return _TEXT[start : start + length]

    body = "\n".join(f"<p>{text(50, 90)}，{dice.randint(1, 99_999)}元。{text(60, 100)}。</p>" for _ in range(dice.randint(5, 10)))
    day, medium = number // a_day, number % 1000
    month = f"{2000 + day // 336}-{1 + day // 28 % 12:02}"
    date = f"{month}-{1 + day % 28:02}"
    head = f'---\nlayout: post\ntitle: "{text(15, 25)}"\ndate: {date} 08:00:00 +0800\ntags: 第{medium}家媒体\n---\n'
    folder = (date if layout == "day" else month).replace("-", "/")
    return f"_posts/{folder}/{date}-NW{number:018}.md", (head + body).encode()


def put(repository: Repository, posts: dict[str, bytes]) -> None:
    """Write the files."""
    for path, content in posts.items():
        target = repository.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def fill(repository: Repository, size: int, a_day: int, layout: str) -> Repository:
    """Put that many posts into an empty repository, in one commit."""
    command = ["git", "-C", str(repository.path), "fast-import", "--quiet", "--done"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(b"commit %s\ncommitter Bench <bench@example.org> %d +0000\n" % (repository.ref.encode(), MOMENT))
        process.stdin.write(b"data 5\nPosts\n")
        for path, content in (post(number, a_day, layout) for number in range(size)):
            process.stdin.write(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(content), content))
        process.stdin.write(b"\ndone\n")
    assert process.returncode == 0
    git(repository, "reset", "--quiet", "--hard")
    maintenance.run(repository.folder, repository.objects)
    return Repository(repository.path, repository.choice)


def ours(repository: Repository, posts: dict[str, bytes]) -> None:
    """What an export has git do."""
    repository.staged(list(posts), repository.committed(list(posts)))
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


def timed(
    call: Callable[[Repository, dict[str, bytes]], None], repository: Repository, posts: dict[str, bytes]
) -> tuple[float, float]:
    """Seconds that git takes for these posts, whose files are there already, and CPU seconds."""
    put(repository, posts)
    cpu, started = cpu_seconds(), time.perf_counter()
    call(repository, posts)
    return time.perf_counter() - started, cpu_seconds() - cpu


def cpu_seconds() -> float:
    """Of this process, and of those that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def kilobytes(repository: Repository) -> float:
    """The size of all objects, by thousands."""
    return sum(path.stat().st_size for path in repository.objects.rglob("*") if path.is_file()) / 1000


class Case:
    """A repository of one size, and what its rounds took."""

    def __init__(self, size: int, folder: Path, a_day: int, layout: str) -> None:
        self.size, self._a_day, self._layout, self._number = size, a_day, layout, size
        empty = Repository.create(folder / str(size), GitChoice(author="Bench <bench@example.org>"))
        self._repository = fill(empty, size, a_day, layout)
        self._began = self._before = kilobytes(self._repository)
        self._grown = 0.0
        self.ours: list[tuple[float, float]] = []
        self.plain: list[tuple[float, float]] = []

    def round_of_ours(self) -> None:
        """100 more posts by an export."""
        self.ours.append(timed(ours, self._repository, self._batch()))
        now = kilobytes(self._repository)
        self._grown, self._before = self._grown + now - self._before, now

    def round_of_git(self) -> None:
        """100 more posts by git alone."""
        git(self._repository, "status")
        self.plain.append(timed(plain, self._repository, self._batch()))
        self._repository = Repository(self._repository.path, self._repository.choice)
        self._before = kilobytes(self._repository)

    def row(self) -> str:
        """What came of it, after maintenance; and then after git's own."""
        maintenance.run(self._repository.folder, self._repository.objects)
        kept = (kilobytes(self._repository) - self._began) / (self._number - self.size)
        git(self._repository, "gc", "--quiet")
        gc = (kilobytes(self._repository) - self._began) / (self._number - self.size)
        seconds = [statistics.median(each[part] for each in took) for part in (0, 1) for took in (self.ours, self.plain)]
        grown = self._grown / len(self.ours) / BATCH
        return f"{self.size:>8,} " + " ".join(f"{each:>9.3f}" for each in seconds) + f" {grown:>10.2f} {kept:>9.2f} {gc:>9.2f}"

    def _batch(self) -> dict[str, bytes]:
        self._number += BATCH
        return dict(post(each, self._a_day, self._layout) for each in range(self._number - BATCH, self._number))


def sizes(asked: list[int], rounds: int, folder: Path, a_day: int, layout: str) -> None:
    """Print a row for each size. A round of each is taken in turn, so that what else the machine does comes upon all."""
    cases = [Case(size, folder, a_day, layout) for size in asked]
    for _ in range(2):
        for _ in range(rounds):
            for case in cases:
                case.round_of_ours()
        for _ in range(rounds // 2):
            for case in cases:
                case.round_of_git()
    print(f"{'posts':>8} {'ours s':>9} {'git s':>9} {'ours CPU':>9} {'git CPU':>9} {'KB a post':>10} {'after':>9} {'git gc':>9}")
    for case in cases:
        print(case.row(), flush=True)
    first, last = (statistics.median(wall for wall, _ in case.ours) for case in (cases[0], cases[-1]))
    print(f"the last takes {last / first:.2f} times as long as the first; a load of {os.getloadavg()[0]:.1f}")


def days(number: int, folder: Path, layout: str) -> None:
    """Print what the commits of some days make of a repository."""
    repository = Repository.create(folder / "days", GitChoice(author="Bench <bench@example.org>"))
    commits, done, maintained = number * COMMITS_A_DAY, 0, 0
    started = time.perf_counter()
    for turn in range(1, commits + 1):
        upto = POSTS * turn // commits
        timed(ours, repository, dict(post(each, POSTS // number, layout) for each in range(done, upto)))
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
    parser.add_argument("--rounds", type=int, default=8, help="of ours, twice, with half as many of plain git behind them")
    parser.add_argument("--layout", choices=("sharded", "day"), default="sharded")
    parser.add_argument("--a-day", type=int, default=200, help="posts of one date")
    parser.add_argument("--days", type=int)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsarchive-bench-") as temporary:
        if arguments.days:
            days(arguments.days, Path(temporary), arguments.layout)
            return
        sizes(arguments.sizes, arguments.rounds, Path(temporary), arguments.a_day, arguments.layout)


if __name__ == "__main__":
    main()
