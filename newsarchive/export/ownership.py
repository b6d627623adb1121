"""Whose file is it? A file that the user changed is never overwritten, nor committed with ours: the rule, as a function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Sides:
    """The blobs of one path in the three places where git has it; None where it is not there."""

    head: str | None
    staged: str | None
    work: str | None


class Action(Enum):
    """What an export does with one path."""

    NOTHING = auto()
    """It is everywhere as it should be."""
    REPAIR = auto()
    """It is committed already; the work tree or git's index lag behind, as after a crash."""
    COMMIT = auto()
    """It goes into the commit, the index, and the work tree."""
    KEEP_CHANGED = auto()
    """The user changed it, or put a file of their own there."""
    KEEP_REMOVED = auto()
    """The user removed it."""


def decide(want: str | None, sides: Sides, ours: Mapping[str, bool]) -> Action:
    """What to do with a path that is to hold the blob ``want`` (None: that is to go).

    ``ours`` is the journal of the path: every blob that an export ever gave it, and whether it was committed.
    """
    there = (sides.head, sides.staged, sides.work)
    if any(blob is not None and blob != want and blob not in ours for blob in there):
        return Action.KEEP_CHANGED
    if all(blob == want for blob in there):
        return Action.NOTHING
    if want is not None and _removed_by_user(want, sides, ours):
        return Action.KEEP_REMOVED
    return Action.REPAIR if sides.head == want else Action.COMMIT


def _removed_by_user(want: str, sides: Sides, ours: Mapping[str, bool]) -> bool:
    """A file that we committed is gone from the branch, or from the work tree.

    An export writes the work tree first, then the commit, then the index: so after a crash only the index can lack a file
    that the commit has.
    """
    if sides.head is None:
        return any(ours.values())
    return sides.work is None and (sides.head in ours or sides.head == want)
