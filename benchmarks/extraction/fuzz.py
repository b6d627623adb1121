"""Mutated pages: does any make the extraction fail, or take long?

    python -m benchmarks.extraction.fuzz --pages 5000

Pages are cut, their tags doubled, dropped and swapped, their bytes broken, their pieces nested and mixed with those of
others. Printed are the exceptions and the slowest pages in seconds for each megabyte.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.extraction import pages
from newsarchive.extract import extract_article

_TAG = re.compile(r"<[^<>]*>")
SMALLEST = 0.05
"""Megabytes that a page counts as, if it is smaller: parsing has a cost of its own."""


@dataclass(slots=True)
class Outcome:
    """What came of the mutated pages."""

    pages: int = 0
    exceptions: list[str] = field(default_factory=list)
    slowest: float = 0.0
    """Seconds for each megabyte."""
    slowest_page: int = 0


def fuzz(sources: Sequence[str], numbers: Iterable[int]) -> Outcome:
    """Extract the mutated pages of these numbers; the same number gives the same page."""
    found = Outcome()
    for number in numbers:
        page = mutated(random.Random(number), sources)
        try:
            seconds = _seconds(page)
            if seconds > len(page) / 1e6:  # once more: what is loaded once for all pages is not this page's time
                seconds = min(seconds, _seconds(page))
        except Exception:  # noqa: BLE001  # to count them is the purpose
            found.exceptions.append(f"page {number}\n{traceback.format_exc(limit=-3)}")
            continue
        finally:
            found.pages += 1
        slowness = seconds / max(SMALLEST, len(page) / 1e6)
        if slowness > found.slowest:
            found.slowest, found.slowest_page = slowness, number
    return found


def _seconds(page: bytes) -> float:
    start = time.process_time()
    result = extract_article(page, url="https://news.example.org/2026/01/05/story.html")
    _ = (result.html, result.markdown)
    return time.process_time() - start


def mutated(chance: random.Random, sources: Sequence[str]) -> bytes:
    """One page, changed in one to four ways."""
    page = chance.choice(sources)
    if len(page) > 300_000:
        page = page[:300_000]
    for _ in range(chance.randint(1, 4)):
        page = chance.choice(MUTATIONS)(chance, page, sources)
    body = page.encode(chance.choice(("utf-8", "utf-8", "gb18030", "utf-16")), "replace")
    return _broken(chance, body) if chance.random() < 0.3 else body


def _cut(chance: random.Random, page: str, _: Sequence[str]) -> str:
    return page[: chance.randint(0, len(page))]


def _without_head(chance: random.Random, page: str, _: Sequence[str]) -> str:
    return page[chance.randint(0, len(page)) :]


def _tags_dropped(chance: random.Random, page: str, _: Sequence[str]) -> str:
    share = chance.random()
    return _TAG.sub(lambda tag: "" if chance.random() < share * 0.3 else tag[0], page)


def _tags_doubled(chance: random.Random, page: str, _: Sequence[str]) -> str:
    return _TAG.sub(lambda tag: tag[0] * chance.choice((1, 1, 1, 1, 2, 3)), page)


def _tags_swapped(chance: random.Random, page: str, _: Sequence[str]) -> str:
    tags = _TAG.findall(page)
    chance.shuffle(tags)
    return _TAG.sub(lambda tag: tags.pop() if chance.random() < 0.2 else tag[0], page)


def _nested(chance: random.Random, page: str, _: Sequence[str]) -> str:
    tag = chance.choice(("div", "b", "a", "table", "ul", "blockquote", "font", "span", "p", "section", "article"))
    place = chance.randint(0, len(page))
    return page[:place] + f"<{tag}>" * chance.choice((50, 500, 5_000)) + page[place:]


def _mixed(chance: random.Random, page: str, sources: Sequence[str]) -> str:
    other = chance.choice(sources)[:200_000]
    return page[: chance.randint(0, len(page))] + other[chance.randint(0, len(other)) :]


def _strange_characters(chance: random.Random, page: str, _: Sequence[str]) -> str:
    strange = ("\x00", "\ufffe", "\u202e", "\U0010ffff", "&#0;", "&#xD800;", "<!--", "]]>", "\ud83d", "＜", "\u2028", "<![CDATA[")
    places = sorted(chance.randint(0, len(page)) for _ in range(chance.randint(1, 50)))
    pieces = [page[start:end] for start, end in zip([0, *places], [*places, len(page)], strict=True)]
    return chance.choice(strange).join(pieces)


def _repeated(chance: random.Random, page: str, _: Sequence[str]) -> str:
    start = chance.randint(0, len(page))
    piece = page[start : start + chance.choice((1, 5, 40, 400))]
    return page[:start] + piece * chance.choice((10, 100, 1_000)) + page[start:]


def _numbers_changed(chance: random.Random, page: str, _: Sequence[str]) -> str:
    return re.sub(r"\d+", lambda found: found[0] if chance.random() < 0.9 else str(chance.randint(0, 10**12)), page)


def _broken(chance: random.Random, body: bytes) -> bytes:
    changed = bytearray(body)
    for _ in range(min(len(changed), chance.randint(1, 200))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


MUTATIONS: tuple[Callable[[random.Random, str, Sequence[str]], str], ...] = (
    _cut,
    _without_head,
    _tags_dropped,
    _tags_doubled,
    _tags_swapped,
    _nested,
    _mixed,
    _strange_characters,
    _repeated,
    _numbers_changed,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, print, and answer whether nothing failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first page, to see one of them again")
    asked = parser.parse_args(arguments)
    sources = [sample.html for name in pages.SETS if pages.path_of(name).exists() for sample in pages.read(name)]
    if not sources:
        print(f"there are no pages in {pages.FOLDER}", file=sys.stderr)
        return 2
    found = fuzz(sources, range(asked.first, asked.first + asked.pages))
    for each in found.exceptions:
        print(each)
    print(f"{found.pages} mutated pages, {len(found.exceptions)} exceptions")
    print(f"the slowest is page {found.slowest_page} with {found.slowest:.2f} s a MB")
    return 1 if found.exceptions else 0


if __name__ == "__main__":
    sys.exit(main())
