"""A failure explained: what failed, since when and how often, what was at hand, and what can be done about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from newsarchive.importing.intake import STAGE
from newsarchive.store.index import Index
from newsarchive.store.quarantine import How, Quarantined

_NAME = re.compile(r"f-[a-z]{8}")


@dataclass(frozen=True, slots=True)
class Explained:
    """All that is known of one failure."""

    failure: Quarantined
    next_try: datetime | None
    """When a crawl tries it again by itself; aware. None where none does."""
    given_up: bool
    """The source had found it, and has failed on it too often to try it again by itself."""
    capture: str | None
    """The last capture of the address, where there is one: what the server said."""
    ended: datetime | None
    """When it ceased to be a failure; None where it still is one."""
    how: How | None
    ways_out: tuple[str, ...]
    """What can be done: commands, and what each comes to."""


def is_name(text: str) -> bool:
    """Whether a text looks like the name of a failure: ``f-`` and eight letters."""
    return _NAME.fullmatch(text) is not None


def explain(index: Index, name: str) -> Explained | None:
    """The failure of that name (``f-...``) or address; of a name also one that was overcome and is still remembered."""
    for entry in index.quarantine.called([name]):
        state = index.frontier.state_of(entry.source, entry.address)
        captured = index.captures.latest(entry.address)
        return Explained(
            entry,
            state[1] if state else None,
            state is not None and state[1] is None,
            captured.record_id if captured else None,
            None,
            None,
            tuple(_ways_out(entry, waits=state is not None)),
        )
    past = index.quarantine.past(name)
    return Explained(past.failure, None, False, None, past.ended, past.how, ()) if past else None


def _ways_out(entry: Quarantined, *, waits: bool) -> list[str]:
    name = entry.name
    if entry.stage == STAGE:
        return ["`newsarchive import` of where it is tries it again", f"`newsarchive quarantine clear {name}` forgets it"]
    if entry.stage == "list":
        ways = [f"`newsarchive crawl {entry.source}` asks for the list again, as every crawl of the source does"]
    elif waits:
        ways = [f"`newsarchive quarantine retry {name}` has the next crawl of {entry.source} try it again at once"]
    else:
        ways = [f"`newsarchive quarantine retry {name}` fetches it again at once"]
    if entry.material:
        ways.append(f"`newsarchive quarantine accept {name}` archives the copy that was refused, where you find it to be right")
    return [*ways, f"`newsarchive quarantine clear {name}` forgets it"]
