"""Is anything lost, doubled or torn when the program ends anywhere?

    python -m benchmarks.faults --places 300 --moments 100

A crawl of three misbehaving sources with its export is run once undisturbed. Then it is ended at so many places, spread evenly
over all that it passes (in a write, before and after a rename, an fsync, a commit, a git call, at a response, ...), and killed
with its children at so many random moments; each time in a new archive, and run again. What is there then is compared with the
undisturbed run: the exported tree byte for byte, the commit, articles, revisions, quarantine, frontier, captures, `git fsck`,
and how often each article was fetched. Printed is what differs; the exit code is 1 if anything does.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.faults.points import DEAD
from tests.faults.scene import Contents, Program, World, crawl


def wrong(world: World, program: Program, whole: Contents, **end: float) -> tuple[bool, list[str]]:
    """Whether the run was ended as it was to be, and what is not right after another run."""
    with tempfile.TemporaryDirectory(prefix="newsarchive-faults-") as temporary:
        world.restart()
        folder = world.archive(Path(temporary) / "archive")
        ended = program.run(*crawl(folder), **end).code in (DEAD, -9)
        program.run(*crawl(folder))
        found = list(whole.differences(Contents.of(folder)))
        times = world.most_fetched()
        return ended, found + ([f"an article was fetched {times} times"] if times > 2 else [])


def main() -> int:
    """Run and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, default=300)
    parser.add_argument("--moments", type=int, default=100)
    parser.add_argument("--size", type=int, default=6, help="articles of each source")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    began, world, chance = time.monotonic(), World(arguments.size), random.Random(arguments.seed)
    results: Counter[str] = Counter()
    with Program() as program, tempfile.TemporaryDirectory(prefix="newsarchive-faults-") as temporary:
        folder = world.archive(Path(temporary) / "archive")
        ended = program.run(*crawl(folder))
        whole = Contents.of(folder)
        assert not whole.wrong, whole.wrong
        print(
            f"undisturbed: {len(whole.articles)} articles, {ended.passed} places, {ended.seconds:.1f} s; {ended.kinds}",
            flush=True,
        )
        places = [1 + ended.passed * number // arguments.places for number in range(arguments.places)]
        moments = [chance.uniform(0.02, ended.seconds) for _ in range(arguments.moments)]
        for name, value in [*(("die_at", place) for place in places), *(("kill_after", moment) for moment in moments)]:
            was_ended, found = wrong(world, program, whole, **{name: value})
            results[f"{name}: {'ended' if was_ended else 'came to its own end'}"] += 1
            results[f"{name}: {'wrong' if found else 'right'} afterwards"] += 1
            for each in found:
                print(f"{name}={value}: {each}", flush=True)
    world.close()
    for line, number in sorted(results.items()):
        print(f"{number:>6} {line}")
    print(f"{time.monotonic() - began:.0f} s")
    return 1 if any("wrong" in line for line in results) else 0


if __name__ == "__main__":
    sys.exit(main())
