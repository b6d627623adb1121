"""The end of every run: its keeper is told what is news, if that is configured."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime

from newsarchive.archive import Archive
from newsarchive.health.condition import State
from newsarchive.health.told import health_of
from newsarchive.notify.seen import seen_by
from newsarchive.notify.tell import Teller
from newsarchive.notify.trouble import Trouble, of_source, subject_of
from newsarchive.run import Run
from newsarchive.store.database import StoreError


def tell_after(run: Run, now: datetime | None = None, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Tell what is news after a run, with its archive still open; why something could not be delivered. Never fails."""
    choice = run.archive.config.notify
    if choice is None:
        return []
    moment = now or datetime.now(UTC)
    wrong, looked_at = seen_by(run)
    if not run.broken:
        of_sources = source_troubles(run.archive, moment)
        wrong += [each for each in of_sources.values() if each]
        looked_at |= of_sources.keys()
    teller = Teller(run.archive, choice, environment)
    teller.tell(wrong, looked_at, moment)
    return teller.failures


def source_troubles(archive: Archive, now: datetime) -> dict[str, Trouble | None]:
    """What is wrong with each source, by its subject; None where it is well, and nothing where that cannot be said yet."""
    sources = [archive.source(name) for name in archive.source_names()]
    try:
        found = health_of(archive.index, sources, now)
    except StoreError:  # the run has met it too, or the next one will
        return {}
    sure = {name: each for name, each in found.items() if each.is_wrong or each.state is State.WELL}
    return {subject_of(name): of_source(each.faults) for name, each in sure.items()}
