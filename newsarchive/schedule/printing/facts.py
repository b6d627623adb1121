"""What the printed files have to know of an archive and of this machine."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsarchive.archive import Archive
from newsarchive.config.export import Export
from newsarchive.schedule.pace import Auto, Fixed
from newsarchive.secrets import variables
from newsarchive.sources import PageSource, Source
from newsarchive.yamlfile import ConfigError

_UNUSUAL = re.compile(r"[^a-z0-9]+")
_TIMES = 100
"""Of a clock, that are looked at."""
_PROGRAM = "newsarchive"


@dataclass(frozen=True, slots=True)
class Facts:
    """One archive, on this machine."""

    folder: Path
    name: str
    """A word for it that units, jobs and files can be called by."""
    command: tuple[str, ...]
    """How the program is called, with its path."""
    user: str
    uid: int
    gid: int
    zone: str
    pace: timedelta
    """The shortest of its sources."""
    secrets: tuple[str, ...]
    """The variables of the environment that it asks for."""
    renders: bool
    """Whether a source needs a browser."""
    writable: tuple[Path, ...]
    """Folders that it writes to."""
    places: tuple[str, ...]
    """Folders in the archive that exports go to, relative to it."""
    branch: Export | None
    """The first export that is a branch of the archive's own repository."""


def facts_of(archive: Archive, *, pace: timedelta | None = None, user: str | None = None) -> Facts:
    """What is to be known of the archive. ``pace`` and ``user`` are taken for what is found.

    Raises:
        ConfigError: the user is not known here.
    """
    sources = [archive.source(name) for name in archive.source_names()]
    folder = archive.folder.resolve()
    outside = [archive.place(each).resolve() for each in archive.config.exports]
    kept = archive.config.pictures.to
    if kept and "://" not in kept:
        outside.append((folder / Path(kept).expanduser()).resolve())
    who = _user(folder, user)
    return Facts(
        folder=folder,
        name=_UNUSUAL.sub("-", folder.name.lower()).strip("-") or "archive",
        command=_command(),
        user=who[0],
        uid=who[1],
        gid=who[2],
        zone=str(archive.config.timezone),
        pace=pace or min((_period(archive, each) for each in sources), default=timedelta(hours=1)),
        secrets=tuple(_secrets(archive, sources)),
        renders=any(isinstance(each, PageSource) and each.render for each in sources),
        writable=(folder, *(each for each in dict.fromkeys(outside) if not each.is_relative_to(folder))),
        places=tuple(dict.fromkeys(each.relative_to(folder).as_posix() for each in outside if folder in each.parents)),
        branch=next((each for each in archive.repositories() if each.branch), None),
    )


def _period(archive: Archive, source: Source) -> timedelta:
    """How often a source may be due: of times of a clock, the shortest between two of them."""
    every = source.every
    if isinstance(every, Fixed):
        return every.period
    if isinstance(every, Auto):
        return archive.config.schedule.within
    moment, periods = every.after(datetime.now(UTC), archive.config.timezone), []
    for _ in range(_TIMES):
        following = every.after(moment, archive.config.timezone)
        periods.append(following - moment)
        moment = following
    return min(periods)


def _command() -> tuple[str, ...]:
    """The program that stands beside this Python, or the module where it does not."""
    beside = Path(sys.executable).parent / _PROGRAM
    return (str(beside),) if beside.is_file() else (sys.executable, "-m", _PROGRAM)


def _user(folder: Path, name: str | None) -> tuple[str, int, int]:
    """Name and numbers of a user; by default, of the one to whom the folder belongs, who can write to it."""
    import pwd  # noqa: PLC0415  # POSIX alone has it, and no other command needs it

    try:
        entry = pwd.getpwnam(name) if name else pwd.getpwuid(folder.stat().st_uid)
    except KeyError as error:
        raise ConfigError(f"there is no user {name or folder.stat().st_uid} here; name one with --user") from error
    return entry.pw_name, entry.pw_uid, entry.pw_gid


def _secrets(archive: Archive, sources: Iterable[Source]) -> list[str]:
    names = [name for source in sources for name in variables([*source.headers.values(), *source.cookies.values()])]
    told = archive.config.notify.to if archive.config.notify else ()
    return sorted(dict.fromkeys([*names, *variables(told)]))
