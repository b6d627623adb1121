"""Planned files brought into the work tree and a commit, each only where nothing of the user's is lost by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsarchive import files
from newsarchive.export.commit import Commit
from newsarchive.export.git import Repository
from newsarchive.export.ownership import Action, Sides, decide
from newsarchive.store.exports import ExportStore

NO_FILE = "no plain file"
"""Stands for a blob where there is a folder, or a symbolic link on the way: no blob is called so."""

BATCH = 500
"""Files looked at together: enough that git is asked seldom, few enough to hold in memory."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file as it is to be; without ``content`` and ``load`` it is to go."""

    path: str
    content: bytes | None
    article: int | None = None
    """The key of the article it is the post of."""
    load: Callable[[], bytes] | None = None
    """Reads the content of a picture, which its path is made of: when it is written, and not before."""

    @property
    def goes(self) -> bool:
        """Whether it is to go."""
        return self.content is None and self.load is None

    def read(self) -> bytes:
        """Its content, wherever it is."""
        return self.load() if self.load is not None else self.content or b""


@dataclass(frozen=True, slots=True)
class Found:
    """A planned file beside what is there."""

    planned: Planned
    want: str | None
    """The blob it is to hold; None when it is to go."""
    sides: Sides
    ours: Mapping[str, bool]
    """The journal of its path (see :func:`decide`)."""

    @property
    def action(self) -> Action:
        """What an export does with it."""
        return decide(self.want, self.sides, self.ours)


def found(export: str, repository: Repository, journal: ExportStore, batch: Sequence[Planned]) -> list[Found]:
    """What is there of some planned files: in the last commit, in git's index, in the work tree, and in the journal."""
    paths = [each.path for each in batch]
    committed = repository.committed(paths)
    staged = repository.staged(paths, committed)
    entries = journal.journal(export, paths) if batch else {}
    return [
        Found(
            each,
            _wanted(repository, each, entries[each.path]),
            _sides(repository, each.path, committed, staged),
            entries[each.path],
        )
        for each in batch
    ]


class Writer:
    """Writes planned files: into the journal first, then the work tree, then the commit, and at the end git's index."""

    def __init__(self, export: str, repository: Repository, commit: Commit, journal: ExportStore) -> None:
        self._export = export
        self._repository = repository
        self._commit = commit
        self._journal = journal
        self._repaired: dict[str, str | None] = {}

    @property
    def changed(self) -> dict[str, str | None]:
        """Path to blob of everything that was written, repaired, or taken over."""
        return {**self._repaired, **self._commit.files}

    def write(self, planned: Iterable[Planned]) -> Iterator[tuple[Planned, Action]]:
        """Bring each file to what it is to be, and say what was done."""
        batch: list[Planned] = []
        for each in planned:
            batch.append(each)
            if len(batch) == BATCH:
                yield from self._write(batch)
                batch = []
        yield from self._write(batch)

    def _write(self, batch: list[Planned]) -> Iterator[tuple[Planned, Action]]:
        decided = [
            (each.planned, each.want, each.action, each.ours)
            for each in found(self._export, self._repository, self._journal, batch)
        ]
        writing = [(each.path, want) for each, want, action, _ in decided if want and action in (Action.COMMIT, Action.REPAIR)]
        # What stands there as it is to be, and is not in the journal, as after the index was rebuilt: it is ours from now on.
        taken_over = {
            each.path: want for each, want, action, ours in decided if want and action is Action.NOTHING and want not in ours
        }
        if writing or taken_over:
            self._journal.intend(self._export, [*writing, *taken_over.items()])
        self._repaired.update(taken_over)
        for each, want, action, _ in decided:
            self._apply(each, want, action)
            yield each, action

    def _apply(self, each: Planned, want: str | None, action: Action) -> None:
        if action not in (Action.COMMIT, Action.REPAIR):
            return
        place = self._repository.path / each.path
        content = None if each.goes else each.read()  # once: a picture may have to come from far away
        if not self._repository.work_tree:
            pass
        elif content is None:
            files.remove(place, self._repository.path)
        else:
            files.replace(place, content, staging=self._repository.staging)
        if action is Action.REPAIR:
            self._repaired[each.path] = want
        elif content is None:
            self._commit.remove(each.path)
        else:
            self._commit.write(each.path, content)


def _wanted(repository: Repository, planned: Planned, ours: Mapping[str, bool]) -> str | None:
    """The blob that a file is to hold. A picture that was written before is not read again: its path is made of its content."""
    if planned.goes:
        return None
    if planned.load is not None:
        length = len(repository.blob(b""))
        known = next((blob for blob in ours if len(blob) == length), None)
        if known:
            return known
    return repository.blob(planned.read())


def _sides(repository: Repository, path: str, committed: Mapping[str, str], staged: Mapping[str, str]) -> Sides:
    head = committed.get(path)
    if not repository.work_tree:  # the branch is all there is
        return Sides(head, head, head)
    return Sides(head, staged.get(path), in_work_tree(repository, path))


def in_work_tree(repository: Repository, path: str) -> str | None:
    """The blob of what stands at the path; :data:`NO_FILE` for what is no plain file, and so not ours to replace."""
    try:
        place = files.inside(repository.path, path)
        return NO_FILE if place.is_symlink() else repository.blob(place.read_bytes())
    except FileNotFoundError:
        return None
    except (IsADirectoryError, NotADirectoryError, files.OutsideError):
        return NO_FILE
