"""How large an exported repository is, how it grows, and whether that will stay within its budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsarchive.export.git import Repository

MAINTAINED = "newsarchive-maintained"
"""The file, in git's folder, that holds the size in bytes as of the last maintenance."""

_SOON = 0.9
"""The share of its budget from which on a repository is said to come near it."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The size of a repository, in bytes."""

    size: int
    """Of everything git keeps."""
    packs: int
    loose: int
    """Objects that are in no pack."""
    posts: int
    """Files of the export."""
    since_maintenance: int | None
    """What came on top since packs were last put together; None where they never were."""
    a_year: int | None
    """What a year brings at the pace of the last thirty days; None where that is not known."""
    budget: int

    @property
    def a_post(self) -> int | None:
        """Bytes for each file of the export."""
        return self.size // self.posts if self.posts else None

    @property
    def warning(self) -> str | None:
        """What the keeper should know of the budget; None where all is well."""
        if self.size > self.budget:
            return f"the repository has passed its budget of {in_words(self.budget)}"
        if self.size > _SOON * self.budget:
            return f"the repository comes near its budget of {in_words(self.budget)}"
        if self.a_year is not None and self.size + self.a_year > self.budget:
            months = max(1, int((self.budget - self.size) / self.a_year * 12))
            when = "a month" if months == 1 else f"{months} months"
            return f"at this pace the repository passes its budget of {in_words(self.budget)} in about {when}"
        return None


def measure(repository: Repository, posts: int, revisions_in_30_days: int) -> Growth:
    """Measure a repository; the files it was given in all, and the revisions that came in during the last thirty days."""
    counted = dict(line.split(": ") for line in repository.run("count-objects", "-v").splitlines() if ": " in line)
    size = sum(_sizes(repository.common))
    try:
        before: int | None = int((repository.folder / MAINTAINED).read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        before = None
    a_year = size // posts * revisions_in_30_days * 365 // 30 if posts else None
    since = None if before is None else max(0, size - before)
    return Growth(size, int(counted["packs"]), int(counted["count"]), posts, since, a_year, repository.choice.budget)


def in_words(size: int) -> str:
    """A size for people, by thousands: ``4.2 GB``."""
    amount, unit = float(size), "B"
    for unit in ("B", "KB", "MB", "GB", "TB"):
        if amount < 1000 or unit == "TB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"


def _sizes(folder: Path) -> Iterator[int]:
    for path in folder.rglob("*"):
        try:
            if path.is_file() and not path.is_symlink():
                yield path.stat().st_size
        except FileNotFoundError:  # another git is at work
            continue
