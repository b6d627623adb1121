"""Room that is to be left on the disks that an archive writes to, so that it stops before one of them is full."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from newsarchive.config.size import spell_size
from newsarchive.disk import InTheWayError, make_room


class DiskLimitError(InTheWayError):
    """A disk has less room left than it is to have; the message names it, and the way out."""


def check_disks(places: Iterable[Path], spare: int | None) -> None:
    """See that ``spare`` bytes are free under each of these places, which need not be there yet; None asks for nothing.

    Raises:
        DiskLimitError: of the first disk that has less.
    """
    if spare is None:
        return
    seen: set[int] = set()
    for place in places:
        here = place
        while not here.exists():
            here = here.parent
        disk = os.stat(here).st_dev  # noqa: PTH116  # a second stat that Path would hide
        if disk in seen:
            continue
        seen.add(disk)
        if shutil.disk_usage(here).free < spare:
            raise DiskLimitError(
                f"less than {spell_size(spare)} (`limits.disk`) would be left on the disk under {place}; {make_room(place)}"
            )
