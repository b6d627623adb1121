"""What is to be told, of what is wrong now and what was: the rule, as a function."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from newsarchive.notify.trouble import Kept, Trouble

NEW = 0
"""The key of a trouble that the index does not keep yet."""


@dataclass(slots=True)
class Changes:
    """What the index is to keep, and what is news."""

    keep: list[Kept] = field(default_factory=list)
    """Troubles that are new, or other than they were."""
    broken: list[Kept] = field(default_factory=list)
    """Of those that are to be told."""
    healed: list[Kept] = field(default_factory=list)
    """... and those that are over."""


def changes(
    open_ones: Mapping[str, Kept], wrong: Iterable[Trouble], looked_at: Collection[str], now: datetime, calm: timedelta
) -> Changes:
    """What has changed; each trouble is told once, and its end once.

    ``open_ones``: the troubles that have no end yet, by subject. ``looked_at``: all subjects of which it is known how they are;
    of others nothing is concluded. ``calm``: how long all must have been well until a trouble is over; one that comes again
    before is the same.
    """
    found = Changes()
    there = {each.subject: each for each in wrong}
    for subject, trouble in there.items():
        before = open_ones.get(subject)
        begun = before or Kept(NEW, subject, trouble.state, trouble.words, min(trouble.since or now, now))
        # What is told is how it broke; what it becomes meanwhile, such as silent after failing, is in `status`.
        after = replace(begun, calm=None)
        if after.told is None:
            after = replace(after, state=trouble.state, words=trouble.words)
            if now - after.since >= trouble.patience:
                after = replace(after, told=now)
                found.broken.append(after)
        if after != before:
            found.keep.append(after)
    for subject, before in open_ones.items():
        if subject in there or subject not in looked_at:
            continue
        after = replace(before, calm=before.calm or now)
        if before.told is None or now - (after.calm or now) >= calm:
            after = replace(after, ended=after.calm)
            if before.told is not None:
                found.healed.append(after)
        if after != before:
            found.keep.append(after)
    return found
