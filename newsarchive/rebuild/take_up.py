"""An index taken up as a cache gives it back, and put away again: whole, or made anew from the posts."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.archive import INDEX, Archive
from newsarchive.place import STATE
from newsarchive.rebuild.catch_up import CaughtUp, catch_up
from newsarchive.rebuild.seal import seal, unsealed
from newsarchive.run import Run
from newsarchive.store.database import DamagedError
from newsarchive.store.index import Index
from newsarchive.verify.index import check_index

_PARTS = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Found:
    """How the index was found."""

    branches: Mapping[str, str] = field(default_factory=dict)
    """Export to the commit that it is up to, where that is known."""
    aside: Path | None = None
    """What the damaged one is called now, where it was damaged."""
    why: str = ""
    is_new: bool = False


def take_up(folder: Path, now: datetime) -> Found:
    """Look whether the index of the archive in ``folder`` is whole; one that is not is put aside, and another begun.

    One that is as it was sealed is not read. Any other, as of a run that was ended in its middle, is read record by record.

    Raises:
        StoreError: it cannot be used at present.
    """
    state = folder / STATE
    if not (state / INDEX).exists():
        return Found(is_new=True)
    branches = unsealed(state)
    if branches is not None:
        return Found(branches)
    why = _wrong(state / INDEX)
    if why is None:
        return Found()
    aside = state / f"index.damaged-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.sqlite3"
    for part in _PARTS:
        with suppress(FileNotFoundError):
            (state / f"{INDEX}{part}").rename(aside.with_name(aside.name + part))
    return Found(aside=aside, why=why, is_new=True)


def _wrong(path: Path) -> str | None:
    try:
        with closing(Index(path)) as index, index.integrity() as view:
            found = next(iter(check_index(view)), None)
            return found.in_words if found else None
    except DamagedError as error:
        return str(error)


def catch_up_all(archive: Archive, branches: Mapping[str, str]) -> dict[str, CaughtUp]:
    """Bring the index up to the branch of every export that has one; what came of each, by its name.

    Raises:
        GitError: git refused, or a remote cannot be asked.
        BusyError: another export of this archive does not come to its end.
    """
    found = {}
    for export in archive.repositories():
        if export.branch:
            with Run(archive, export=False, group=False) as run:
                found[export.label] = catch_up(run, export, branches.get(export.label))
    return found


def put_away(folder: Path, run: Run, caught: Mapping[str, CaughtUp]) -> None:
    """Seal the index of an archive that is closed, after the run that followed upon :func:`catch_up_all`."""
    branches = {label: done.head for label, done in caught.items() if done.head}
    for result in run.published:
        now = result.commit or branches.get(result.export)
        if now and result.export in caught and result.pushed in (None, now):
            branches[result.export] = now
        else:  # others pushed meanwhile: what they have is taken in by the next turn
            branches.pop(result.export, None)
    seal(folder / STATE, branches)
