"""What is wrong with the files of an old archive: each kind with its name, and how often it was met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Defect(StrEnum):
    """A kind of defect; its value is what reports call it."""

    FRONT_MATTER = "broken front matter"
    """A title pasted between quotation marks that it contains itself, or the like."""
    TEMPLATE = "template marks"
    """``{{`` or ``{%`` in a title or a text, by which a build breaks."""
    DATE = "no usable date"
    ZONE = "date without a zone"
    NAME = "file name without a date"
    NAME_DATE = "file name and date differ"
    TITLE = "no title"
    PUBLISHER = "no medium"
    SPLIT = "medium with a space"
    """Jekyll reads a bare `categories:` with a space in it as two."""
    MIXED = "category of another medium"
    LINK = "no link"
    DUPLICATE = "same id in several posts"
    CONFLICT = "same id with another text"
    TWIN = "same article under several ids"
    SOURCE = "unknown source"
    EMPTY = "empty post"
    NOTICE = "notice instead of a text"
    UNREADABLE = "unreadable post"
    ENCODING = "not UTF-8"
    CHARACTERS = "characters that are none"
    MARK = "byte order mark"
    LINES = "line ends of other systems"
    PAGE = "category page of another medium"
    RECORD = "line that is no record"
    ALTERED = "text that is not the exported one"
    REFUSED = "worse than the archived copy"


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect in one file."""

    defect: Defect
    detail: str
    repaired: bool = True
    """False: it can only be reported."""


@dataclass(frozen=True, slots=True)
class Example:
    """A defect where it was met first."""

    file: str
    detail: str


@dataclass(slots=True)
class Tally:
    """How often each defect was met."""

    repaired: Counter[Defect] = field(default_factory=Counter)
    reported: Counter[Defect] = field(default_factory=Counter)
    examples: dict[Defect, Example] = field(default_factory=dict)

    def add(self, file: str, findings: Iterable[Finding]) -> None:
        """Count the findings in a file."""
        for each in findings:
            (self.repaired if each.repaired else self.reported)[each.defect] += 1
            self.examples.setdefault(each.defect, Example(file, each.detail))

    def defects(self) -> list[Defect]:
        """Those that were met, in the order of their definition."""
        return [each for each in Defect if each in self.examples]
