"""The folder of an export that is files: which of them are ours, and each replaced whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from newsarchive import files
from newsarchive.disk import WriteError
from newsarchive.yamlfile import ConfigError

OURS = ".newsarchive"
"""The folder in it that says what is ours. Readers of data sets pass over names that begin with a dot."""
MANIFEST = "manifest.json"
"""The list of them in it."""
_JOURNAL, _NEW, _LOCK = "journal", "new", "lock"


class FolderError(ConfigError):
    """A place that files cannot be exported to; the message says why, and the way out."""


class Done(Enum):
    """What came of a file."""

    WRITTEN = auto()
    REMOVED = auto()
    SAME = auto()
    """It was as it should be, and was not touched."""
    KEPT = auto()
    """It is not ours, or was changed by the user, and was left alone."""


@dataclass(slots=True)
class State:
    """Where the export in the folder stands."""

    kind: str
    fingerprint: str
    archive: str
    """The folder of the archive that wrote it."""
    sequence: int | None = None
    """The state of the index that all files are up to; None when that is not so of all."""
    files: dict[str, str] = field(default_factory=dict)
    """Path to the SHA-256 of what was written there."""


class Folder:
    """A folder with files of ours. Use it within :func:`opened`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._ours = root / OURS
        self._begun: dict[str, set[str]] = {}
        """Path to what was about to be written there when a run was killed."""
        self.state = self._read()

    def write(self, path: str, make: Callable[[BinaryIO], int]) -> Done:
        """Write a file by ``make``, which says how much is in it: with nothing in it, there is no file.

        Raises:
            WriteError: the disk refused; the file is as it was.
        """
        new = self._ours / _NEW
        try:
            with new.open("w+b") as file:
                number = make(file)
            if not number:
                return self.remove(path)
            return self._put(path, new, _digest(new))
        except OSError as error:
            raise WriteError(self.root / path, error) from error
        finally:
            new.unlink(missing_ok=True)

    def remove(self, path: str) -> Done:
        """Remove a file, if it is ours and as we wrote it."""
        place = files.inside(self.root, path)
        if not place.is_file():
            self._forget(path)
            return Done.SAME
        if not self._is_ours(path, _digest(place)):
            return Done.KEPT
        files.remove(place, self.root)
        self._forget(path)
        return Done.REMOVED

    def finish(self, state: State) -> None:
        """Remember where the export stands."""
        said = {"newsarchive": 1, "kind": state.kind, "fingerprint": state.fingerprint, "archive": state.archive}
        said |= {"sequence": state.sequence, "files": dict(sorted(state.files.items()))}
        text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
        manifest = self._ours / MANIFEST
        if not manifest.is_file() or manifest.read_text(encoding="utf-8") != text:
            files.replace(manifest, text.encode())
        (self._ours / _JOURNAL).unlink(missing_ok=True)

    def known(self) -> dict[str, str]:
        """Path to digest of all that is ours by now."""
        return self._files

    def is_whole(self, path: str) -> bool | None:
        """Whether a file of ours is as we wrote it; None when it is not there.

        Raises:
            OSError: it cannot be read.
            OutsideError: the path leads out of the folder.
        """
        place = files.inside(self.root, path)
        return self._is_ours(path, _digest(place)) if place.exists() else None

    def _put(self, path: str, new: Path, digest: str) -> Done:
        place = files.inside(self.root, path)
        there = _digest(place) if place.is_file() else None
        if there == digest:
            self._files[path] = digest
            return Done.SAME
        if place.is_dir() or (there is not None and not self._is_ours(path, there)):
            return Done.KEPT
        with (self._ours / _JOURNAL).open("a", encoding="utf-8") as journal:  # before the deed: a crash leaves no stranger
            journal.write(json.dumps([path, digest]) + "\n")
        place.parent.mkdir(parents=True, exist_ok=True)
        new.chmod(0o644)
        new.replace(place)
        self._files[path] = digest
        return Done.WRITTEN

    def _is_ours(self, path: str, digest: str) -> bool:
        return digest == self._files.get(path) or digest in self._begun.get(path, ())

    def _forget(self, path: str) -> None:
        self._files.pop(path, None)
        self._begun.pop(path, None)

    def _read(self) -> State | None:
        state = _manifest(self._ours / MANIFEST)
        self._files = dict(state.files) if state else {}
        journal = self._ours / _JOURNAL
        for line in journal.read_text(encoding="utf-8").splitlines() if journal.is_file() else ():
            try:
                path, digest = json.loads(line)
            except ValueError:  # its writer was killed in the middle of it
                continue
            self._begun.setdefault(path, set()).add(digest)
            self._files.setdefault(path, digest)
        return state


@contextmanager
def opened(root: Path, kind: str) -> Iterator[Folder]:
    """The folder, made where there is none, and kept from other exports meanwhile.

    Raises:
        FolderError: it is no folder for files of that kind.
    """
    _check(root)
    ours = root / OURS
    try:
        ours.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(ours, error) from error
    try:
        with FileLock(ours / _LOCK).acquire(timeout=60):
            folder = Folder(root)
            if folder.state and folder.state.kind != kind:
                raise FolderError(f"{root} holds an export of kind {folder.state.kind}, and not {kind}: choose another folder")
            yield folder
    except Timeout as error:
        raise FolderError(f"another export to {root} has been running for over 60 s; try again") from error


def _check(root: Path) -> None:
    if root.exists() and not root.is_dir():
        raise FolderError(f"{root} is a file, and a folder is needed: choose another place")
    if (root / ".git").exists():
        raise FolderError(f"{root} is a git repository, and this profile writes files: choose a folder of their own")
    if root.is_dir() and not (root / OURS).is_dir() and any(root.iterdir()):
        raise FolderError(f"{root} is not empty, and holds no export of ours: choose a new folder, or an empty one")


def _manifest(path: Path) -> State | None:
    if not path.is_file():
        return None
    try:
        said = json.loads(path.read_bytes())
        return State(said["kind"], said["fingerprint"], said["archive"], said["sequence"], dict(said["files"]))
    except (ValueError, KeyError, TypeError) as error:
        raise FolderError(f"{path} is damaged ({error}): remove the folder, and the export makes it again") from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
