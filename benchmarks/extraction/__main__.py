"""Print what the extraction reaches, as a table.

    python -m benchmarks.extraction [--fuzz 5000] [--worst FIELD] [--errors]

Speed is given as a ratio to trafilatura in the same run, so that the machine does not matter.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.extraction import errors, pages, speed
from benchmarks.extraction.fuzz import fuzz
from benchmarks.extraction.quality import Quality, measure


class Row(NamedTuple):
    """One line of the table: where and what, the goal, and the best that others reach."""

    set: str
    field: str
    goal: float
    best: str


GOALS = (
    Row("zyte", "body", 0.975, "0.964"),
    Row("zh_body", "body", 0.970, "0.961"),
    Row("zh_meta", "title", 0.97, "0.94"),
    Row("zh_meta", "minute", 0.95, "0.90"),
    Row("zh_meta", "source", 0.85, "0.02"),
    Row("zh_meta", "authors", 0.65, "0.22"),
    Row("wcxb", "body", 0.965, "0.957"),
    Row("wcxb", "title", 0.88, "0.82"),
    Row("wcxb", "day", 0.90, "0.876"),
    Row("wcxb", "authors", 0.78, "0.674"),
    Row("zh_meta", "wrong date", 0.04, "0.08 to 0.17"),
    Row("wcxb", "wrong date", 0.04, "0.08 to 0.17"),
)
TIMES_AS_FAST = 8.0
TIMED = 60
"""Pages of a set that the speed is measured on."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fuzz", type=int, default=0, metavar="PAGES", help="extract so many mutated pages as well")
    parser.add_argument("--worst", metavar="FIELD", help="name the pages where a field is read worst")
    parser.add_argument("--errors", action="store_true", help="write down where the errors are, page by page")
    parser.add_argument("--no-speed", action="store_true", help="leave the comparison of speed out")
    asked = parser.parse_args(arguments)
    present = [name for name in pages.SETS if pages.path_of(name).exists()]
    if not present:
        print(f"there are no pages in {pages.FOLDER}; NEWSBENCH_DATA names another folder", file=sys.stderr)
        return 2
    samples = {name: pages.read(name) for name in present}
    found = {name: measure(name, samples[name]) for name in present}
    for line in _table(found):
        print(line)
    if not asked.no_speed:
        for name in ("zyte", "zh_body"):
            if name in samples:
                rate = speed.compare(samples[name][:TIMED])
                print(
                    _line(
                        name,
                        "speed",
                        f"{rate.ratio:.1f}×",
                        f"≥ {TIMES_AS_FAST:g}×",
                        "1× (trafilatura)",
                        rate.ratio >= TIMES_AS_FAST,
                    )
                )
    failures = [failure for each in found.values() for failure in each.failures]
    print(_line("all", "exceptions", str(len(failures)), "0", "", not failures))
    if asked.fuzz:
        mutated = fuzz([sample.html for each in samples.values() for sample in each], range(asked.fuzz))
        print(
            _line(f"{mutated.pages} mutated", "exceptions", str(len(mutated.exceptions)), "0", "45 (GNE)", not mutated.exceptions)
        )
        print(_line(f"{mutated.pages} mutated", "slowest, s a MB", f"{mutated.slowest:.2f}", "≤ 1", "", mutated.slowest <= 1))
    if asked.errors:
        errors.FILE.write_text(errors.report({name: list(errors.errors_of(name, samples[name])) for name in present}), "utf-8")
        print(f"the errors are in {errors.FILE}")
    if asked.worst:
        _worst(found, asked.worst)
    return 0


def _table(found: dict[str, Quality]) -> Iterator[str]:
    yield "| pages | field | reached | goal | best of others | |"
    yield "|---|---|---:|---:|---:|---|"
    for row in GOALS:
        if row.set in found and row.field in found[row.set].scores:
            reached = found[row.set].scores[row.field]
            low_is_good = row.field == "wrong date"
            goal = f"{'≤' if low_is_good else '≥'} {row.goal:g}"
            well = reached <= row.goal if low_is_good else reached >= row.goal
            yield _line(row.set, row.field, f"{reached:.3f}", goal, row.best, well)
    taken = [article for each in found.values() for article in each.junk]
    yield _line("all", "articles taken for junk", str(len(taken)), "0", "", not taken)


def _line(where: str, what: str, reached: str, goal: str, best: str, well: bool) -> str:
    return f"| {where} | {what} | {reached} | {goal} | {best} | {'reached' if well else 'missed'} |"


def _worst(found: dict[str, Quality], field: str) -> None:
    for name, quality in found.items():
        scores = sorted((score, page) for page, score in quality.pages.get(field, {}).items() if score < 0.9)
        print(f"\n{name}, {field}: {len(scores)} pages under 0.9")
        for score, page in scores[:30]:
            print(f"  {score:.3f} {page}")


if __name__ == "__main__":
    sys.exit(main())
