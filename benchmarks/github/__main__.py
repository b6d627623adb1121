"""An archive that lives on GitHub Actions: is anything lost or doubled, and what does it take?

    python -m benchmarks.github --rounds 50
    python -m benchmarks.github --rounds 50 --profile jekyll
    python -m benchmarks.github --rounds 10 --filled 10000

The steps of the printed workflow are run by bash on a bare repository, each time in an empty folder, while news come in on a site
on 127.0.0.1. In a quarter of the rounds there is nothing new; caches are lost or damaged, and two runs overlap, so that they race
to push. At the end the posts of the bare repository are held against the stories of the site. The exit code is 1 when one is lost
or doubled, when history is no line, when git finds damage, or when a round with nothing new makes a commit, unless two runs
overlapped just before.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median

from newsarchive.archive import INDEX
from newsarchive.place import STATE
from tests.schedule.rounds import Home, Round

KINDS = ("plain", "plain", "plain", "lost", "damaged", "overlap")
CRAWL = "Crawl, export and push"


def main() -> int:
    """Run the rounds, print what they took, and say whether all was well."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=50)
    options.add_argument("--profile", default="finews")
    options.add_argument("--filled", type=int, default=0, help="articles that are archived before the first round")
    options.add_argument("--seed", type=int, default=7)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder), Path(sys.executable).parent, chosen.profile, seed=chosen.seed)
        try:
            return _rounds(home, chosen.rounds, chosen.filled)
        finally:
            home.close()


def _rounds(home: Home, number: int, filled: int) -> int:
    if filled:
        home.fill(filled)
    wrong: list[str] = []
    for turn in range(number):
        last = turn == number - 1
        what = "plain" if last or not turn else home.dice.choice(KINDS)
        done = home.round(what, 0 if last else home.dice.choice((0, 1, 3, 8)))
        before = home.rounds[-2].what if turn else ""
        if not done.news and done.commits and "overlap" not in (done.what, before):
            wrong.append(f"round {turn} had nothing new and made a commit")
        wrong += [f"round {turn}: {each.failed}: {each.log}" for each in done.outcomes if each.failed]
        print(_line(turn, done), flush=True)
    posts, stories = Counter(home.posts().values()), Counter(story.title for story in home.stories)
    old = sum(title.startswith("旧闻") for title in posts.elements())
    new = Counter({title: count for title, count in posts.items() if not title.startswith("旧闻")})
    wrong += [f"lost: {title}" for title in (stories - new)] + [
        f"doubled or never published: {title}" for title in (new - stories)
    ]
    wrong += [f"of {filled} older posts there are {old}"] if old != filled else []
    wrong += [] if home.is_linear() else ["history is no line"]
    wrong += [home.complaints()] if home.complaints() else []
    _sum_up(home, posts)
    print("\n".join(wrong) or "nothing lost, nothing doubled, one line of history, and git finds nothing damaged")
    return 1 if wrong else 0


def _line(turn: int, done: Round) -> str:
    seconds = ", ".join(f"{each.seconds[CRAWL]:.1f}" for each in done.outcomes)
    fetched = ", ".join(f"{each.fetched / 1000:.0f}" for each in done.outcomes)
    return f"{turn:3} {done.what:8} {done.news} new, {done.commits} commits, {seconds} s, {fetched} KB of git"


def _sum_up(home: Home, posts: Counter[str]) -> None:
    print(f"{sum(posts.values())} posts of {len(home.stories)} stories, {home.commits()} commits")
    for name, rounds in (
        ("nothing new", [each for each in home.rounds if each.what == "plain" and not each.news]),
        ("something new", [each for each in home.rounds if each.what == "plain" and each.news]),
        ("cache lost or damaged", [each for each in home.rounds if each.what in ("lost", "damaged")]),
    ):
        outcomes = [outcome for each in rounds for outcome in each.outcomes]
        if outcomes:
            seconds = median(each.seconds[CRAWL] for each in outcomes)
            fetched = median(each.fetched for each in outcomes) / 1000
            print(f"{name}: {len(outcomes)} runs, {seconds:.1f} s, {fetched:.0f} KB of git in the workspace (medians)")
    added = sum(each.news for each in home.rounds)
    newest = home.cache.newest()
    if newest:
        index = newest / STATE / INDEX
        packed = len(subprocess.run(["zstd", "-c", "-T1", str(index)], capture_output=True, check=True).stdout)
        print(f"index: {index.stat().st_size / 1000:.0f} KB, {packed / 1000:.0f} KB in the cache")
    grown = sum(each.size for each in home.rounds)
    print(f"the bare repository grew by {grown / 1000:.0f} KB with {added} stories, before it was packed")


if __name__ == "__main__":
    sys.exit(main())
