"""What a check has found: which thing of which store, what is wrong with it, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong."""

    MISSING = "missing"
    """It should be there, and is not."""
    ALTERED = "altered"
    """It is there, and says something else than it should."""
    ORPHANED = "orphaned"
    """It is there, and nothing leads to it."""
    UNREADABLE = "unreadable"
    """It is there, and cannot be read."""
    OWN = "own"
    """The user changed it: that is no damage."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    kind: Kind
    store: str
    """``index``, ``captures``, ``pictures``, or ``export NAME``."""
    thing: str
    """An article (``finews:NW1``), a path in the repository, a WARC file with a place in it, a picture."""
    what: str
    """What is wrong with it, in words."""
    way_out: str
    """What mends it: a command, or what to do."""

    @property
    def damage(self) -> bool:
        """Whether the archive is the worse for it."""
        return self.kind is not Kind.OWN

    @property
    def in_words(self) -> str:
        """One line for people."""
        return " ".join(f"{self.kind}: {self.store}: {self.thing}: {self.what}; {self.way_out}".split())
