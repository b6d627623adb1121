"""An archive: the folder with its configuration, its index, and the repositories it is exported to."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from filelock import FileLock, Timeout

from newsarchive import config, sources
from newsarchive.capture.reader import Reader
from newsarchive.config import Config
from newsarchive.config.export import Export
from newsarchive.export.files.profile import FileProfile, find_file_profile
from newsarchive.export.fitting import check_export, projection_of
from newsarchive.export.git import Repository
from newsarchive.export.linked import link
from newsarchive.export.projection import Projection
from newsarchive.extract.rules.rules import Rule, load_rules
from newsarchive.frontier import Frontier
from newsarchive.limits.disk import check_disks
from newsarchive.pictures.remote import shelf_at
from newsarchive.pictures.shelf import Folder, Shelf
from newsarchive.place import STATE
from newsarchive.resources import DATA
from newsarchive.sources import Source
from newsarchive.store.index import Index
from newsarchive.store.worker import Worker
from newsarchive.wanted import Wanted
from newsarchive.yamlfile import ConfigError, nearest

if TYPE_CHECKING:
    from newsarchive.export.check import Generator
    from newsarchive.export.publish import Published
    from newsarchive.grouping.signature import Signature  # numpy takes its time

INDEX = "index.sqlite3"
"""The index in it."""
WARC = "warc"
"""The folder of captures in it."""
PICTURES = "pictures"
"""The folder in it where pictures are kept, unless they are kept elsewhere."""
WORKERS = "workers"
"""The folder in it where crawls say that they run."""

LOCK_SECONDS = 60
"""How long an export waits for another one of the same archive."""


class BusyError(Exception):
    """Another process is at it."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """What the files of an archive say of what is crawled, as they were when they could be used; can be pickled."""

    config: Config
    sources: Mapping[str, Source]
    """Those that its configuration names, and its own."""


class Archive:
    """One archive, open. Use it in a ``with`` statement."""

    def __init__(
        self,
        folder: Path,
        *,
        state: Path | None = None,
        captures: Path | None = None,
        definitions: Definitions | None = None,
    ) -> None:
        """Open the archive in ``folder``.

        ``definitions``: what its configuration and its sources are, in place of what the files say now.

        ``state``: another folder than `state/` for the index, for a trial of which nothing is to be kept, or an index that is
        still being made. ``captures``: where the captures are, if not in that folder's `warc/`.

        Raises:
            ConfigError: its configuration is not right.
            DamagedError: its index cannot be used.
            StoreError: its index cannot be used at present.
        """
        self.folder = folder
        self._state = state or folder / STATE
        self._captures = captures or self._state / WARC
        self._is_own = state is None
        self.config: Config = definitions.config if definitions else config.load_config(folder / config.FILE)
        self._sources: dict[str, Source] = dict(definitions.sources) if definitions else {}
        self._own_sources = [*definitions.sources] if definitions else sources.own(folder / "sources")
        for name in self.config.sources:
            self.source(name)  # a source that cannot be used is said now, and not in the middle of a crawl
        for export in self.config.exports:
            check_export(export, folder / "profiles", self.config.timezone)
        self.pictures: Shelf = shelf_at(self.config.pictures.to, folder, folder / STATE / PICTURES)
        """Where pictures are kept."""
        self.index = Index(self._state / INDEX)
        self._worker: Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._worker is not None:
            self._worker.close()
        self.index.close()

    def source(self, name: str) -> Source:
        """The source of that name, as this archive crawls it.

        Raises:
            ConfigError: there is none, or it cannot be used.
        """
        if name not in self._sources:
            self._sources[name] = self.config.source(name, self.folder / "sources")
        return self._sources[name]

    def places(self) -> list[Path]:
        """Where crawls and exports write to, on this machine."""
        pictures = [self.pictures.folder] if isinstance(self.pictures, Folder) else []
        return [self._state, self._captures, *pictures, *map(self.place, self.config.exports)]

    def older_forms(self) -> dict[str, int]:
        """File to the number of settings that are written otherwise today, of those files that were needed so far."""
        said = {config.FILE: self.config.changes, **{source.file: source.changes for source in self._sources.values()}}
        return {file: len(changes) for file, changes in said.items() if changes}

    def source_names(self) -> list[str]:
        """The sources this archive crawls: those its configuration names, and its own definitions."""
        choices = self.config.sources
        names = [*choices, *(name for name in self._own_sources if name not in choices)]
        return [name for name in names if name not in choices or choices[name].enabled]

    def known_sources(self) -> list[Source]:
        """Every source there is, the archive's own before the built-in: for recognising addresses."""
        names = dict.fromkeys([*self.source_names(), *self._own_sources, *sources.built_in()])
        return [self.source(name) for name in names]

    @property
    def definitions(self) -> Definitions:
        """What its files say of what is crawled.

        Raises:
            ConfigError: one of its own sources cannot be used.
        """
        return Definitions(self.config, {name: self.source(name) for name in [*self.config.sources, *self._own_sources]})

    @functools.cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The site rules that ship with the program, and the archive's own in ``rules/``.

        Raises:
            ConfigError: one of them is not right.
        """
        return load_rules(DATA / "rules", self.folder / "rules")

    def frontier(self, source: Source, wanted: Wanted) -> Frontier:
        """What is to be asked for of a source, from now on this process's to lease."""
        if self._worker is None:
            self._worker = Worker(self._state / WORKERS)
        now = datetime.now(UTC)
        return self.index.frontier.of(source.name, self._worker, now, own=wanted.is_narrow, retry=wanted.retry)

    def keeps_pictures(self, source: str) -> bool:
        """Whether the pictures of a source's articles are kept; those of a trial never are."""
        return self._is_own and self.config.keeps_pictures(source)

    @property
    def warc_folder(self) -> Path:
        """Where the captures are."""
        return self._captures

    @property
    def captures(self) -> Reader:
        """Reads what servers answered, by the name that an article has for its capture."""
        return Reader(self.warc_folder, self.index.captures, self.config.politeness.max_size)

    def exports(self, names: Iterable[str] = ()) -> list[Export]:
        """The exports of those names; all, when none is named.

        Raises:
            ConfigError: there is none of that name.
        """
        by_label = {export.label: export for export in self.config.exports}
        for name in names:
            if name not in by_label:
                known = ", ".join(by_label) or "none is configured"
                raise ConfigError(f"there is no export {name!r}{nearest(name, by_label)}; known: {known}")
        return [by_label[name] for name in names] or list(by_label.values())

    def export(
        self,
        export: Export,
        now: datetime,
        *,
        whole: bool = False,
        check: Generator | None = None,
        push: bool = False,
        since_epoch: bool = False,
    ) -> Published:
        """Bring one export up to date, and push it where that is asked for; its repository is made where there is none yet.

        ``whole``: look at every file, and not only at those of articles that have changed since the last export. ``check``: the
        generator that builds what is to be committed first; by default, that of the configuration. ``push``: also when the
        export's configuration does not say so. ``since_epoch``: into an empty repository, with all of history.

        Raises:
            ConfigError: the folder is not for such an export, or its format needs a package that is not installed.
            CheckError: the generator is not there, or cannot build the site whatever the posts.
            GitError: git refused, or the folder holds something else.
            ShelfError: where pictures lie cannot be read.
            BusyError: another export of this archive does not come to its end.
            DiskLimitError: there is less room than is to be left.
        """
        # Imported here because it takes its time, and most commands export nothing.
        from newsarchive.exporting import bring_up_to_date  # noqa: PLC0415

        check_disks([self._state, self.place(export)], self.config.limits.disk)
        with self.exporting(export):
            self.group()
            return bring_up_to_date(self, export, now, whole=whole, check=check, push=push, since_epoch=since_epoch)

    def link(self, export: Export) -> None:
        """Make the folder of an export that is a branch of the archive's own repository, where it is not there.

        Raises:
            GitError: the archive lies in no repository, or git refused.
        """
        if export.branch:
            link(self.folder, self.place(export), export.branch, export.push, work_tree=export.work_tree)

    def repository(self, export: Export) -> Repository:
        """The repository of an export, which is there already.

        Raises:
            GitError: it is not there, or cannot be used.
        """
        return Repository(self.place(export), export.git, work_tree=export.work_tree)

    @contextmanager
    def exporting(self, export: Export) -> Iterator[None]:
        """Keep other processes from this export meanwhile.

        Raises:
            BusyError: another one does not come to its end.
        """
        with exporting_alone(self._state, export):
            yield

    def group(self, most: int | None = None, ready: Mapping[str, Signature] | None = None) -> int:
        """Compare the articles that have changed, so many at the most, with all others, and put copies together; how many.

        ``ready``: signatures that have been made already, by the digest of their article.
        """
        if not self.index.groups.pending(1):
            return 0
        # Imported here because it costs a tenth of a second that most commands need not pay.
        from newsarchive.copies import group  # noqa: PLC0415

        return group(self.index, most, ready)

    def place(self, export: Export) -> Path:
        """The folder of the export's repository."""
        return self.folder / Path(export.to).expanduser()

    def projection(self, export: Export) -> Projection:
        """The form that articles take in the export.

        Raises:
            ConfigError: its profile is not there, or is not right.
        """
        return projection_of(export, self.folder / "profiles", self.config.timezone)

    def repositories(self) -> list[Export]:
        """The exports that are git repositories."""
        return [export for export in self.config.exports if self.file_profile(export) is None]

    def file_profile(self, export: Export) -> FileProfile | None:
        """The profile of an export that is files; None when it is a git repository.

        Raises:
            ConfigError: its profile is not there, or is not right.
        """
        return find_file_profile(export.profile, self.folder / "profiles")


@contextmanager
def exporting_alone(state: Path, export: Export) -> Iterator[None]:
    """Keep other processes from an export of the archive with that folder of state; its index need not be usable.

    Raises:
        BusyError: another one does not come to its end.
    """
    lock = FileLock(state / f"export-{export.label}.lock")
    try:
        with lock.acquire(timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise BusyError(f"another export to {export.label} has been running for over {LOCK_SECONDS} s; try again") from error
