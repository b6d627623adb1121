"""Git's index of a work tree: what is staged in it, and our files brought into it, at a cost that does not follow its size."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from newsarchive.export.command import GitError, environment, reason, run_git

UNMERGED = "unmerged"
"""Stands for a blob where git's index holds several, of a conflict: no blob is called so."""

MARK = b"newsarchive\n"
"""What stands in a lock of git's index that is ours."""

_NOTE = "newsarchive-staged"
"""The file, in git's folder, that says how the index differed from the last commit when we last had it in hand."""
_MOST_NOTED = 1000
"""Differences that are noted; a keeper who staged more is asked for by git each time."""

Entry = tuple[str, str]
"""The mode and the blob of a file."""


class GitIndex:
    """The index of a work tree.

    Git reads all of it, 100,000 files or more, to say something of one. So how it differs from the last commit is noted,
    together with its checksum: while nobody else writes to it, it need not be read. And the git that writes it begins to read
    it while there is other work to do.
    """

    def __init__(self, path: Path, folder: Path, scratch: Path, no_blob: str) -> None:
        """Of the work tree at ``path``, in git's ``folder``; ``no_blob`` is the name that stands for no object."""
        self._path = path
        self._folder = folder
        self._scratch = scratch
        self._no_blob = no_blob
        self._index = folder / "index"
        self._mine = scratch / f"index-{os.getpid()}"
        self._writer: subprocess.Popen[bytes] | None = None
        self._copied: str | None = None
        """The checksum of what the writer was given."""

    def differences(self, head: str | None) -> dict[str, str | None]:
        """Path to blob of what is staged and another in the commit ``head``; None for a file that is staged to go."""
        noted = self._noted(self._checksum(), head)
        if noted is not None:
            return noted
        before, base = self._checksum(), head or self._git("hash-object", "-t", "tree", "--stdin", stdin="").strip()
        rows = self._git("diff-index", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames", base).split("\0")
        found: dict[str, str | None] = {}
        for meta, path in zip(rows[::2], rows[1::2], strict=False):
            _, _, _, blob, status = meta.split(" ")
            found[path] = UNMERGED if status == "U" else None if status == "D" else blob
        self._note(before, head, found)
        return found

    def begin(self) -> None:
        """Have git read the index, in a copy, for what will be staged."""
        self.give_up()
        self._scratch.mkdir(exist_ok=True)
        self._copied = self._checksum()
        if self._index.exists():
            shutil.copyfile(self._index, self._mine)
        command = ["git", "-C", str(self._path), "update-index", "-z", "--add", "--replace", "--index-info"]
        variables = environment() | {"GIT_INDEX_FILE": str(self._mine)}
        self._writer = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=variables
        )

    def give_up(self) -> None:
        """Stop what has begun, if anything has."""
        writer, self._writer = self._writer, None
        if writer:
            writer.kill()
            writer.communicate()
        for left in (self._mine, self._mine.with_name(f"{self._mine.name}.lock")):
            left.unlink(missing_ok=True)

    def stage(self, entries: Mapping[str, Entry | None], before: str | None, head: str | None) -> None:
        """Bring the index to these entries (None: the file goes), and nothing else of it.

        ``before``, ``head``: the commits before and after these very entries were committed; with the same twice, the entries are
        none of a commit.

        Raises:
            GitError: git refused, or another git is at its index.
        """
        gone = ("0", self._no_blob)
        rows = "".join(f"{' '.join(entry or gone)}\t{path}\0" for path, entry in entries.items())
        with self._locked():
            checksum = self._checksum()
            if self._writer is None or self._copied != checksum:  # nothing has begun, or somebody staged something since
                self.begin()
            differing = self._noted(checksum, before)
            writer, self._writer = cast("subprocess.Popen[bytes]", self._writer), None
            _, said = writer.communicate(rows.encode(errors="surrogateescape"))
            if writer.returncode:
                why = reason(said.decode(errors="replace"), writer.returncode, self._path)
                raise GitError(f"git update-index in {self._path} failed: {why}")
            if differing is not None and before != head:
                now = _checksum(self._mine)
                self._note(now, head, {path: blob for path, blob in differing.items() if path not in entries})
            self._mine.replace(self._index)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock of the index, as git does it, but with a mark in it that says whose it is.

        A killed git leaves its lock behind, and nobody can tell that from a git that is still at work.
        """
        self._scratch.mkdir(exist_ok=True)
        mark, lock = self._scratch / "lock", self._folder / "index.lock"
        mark.write_bytes(MARK)
        try:
            os.link(mark, lock)  # in one step: there is no lock of ours without the mark
        except FileExistsError as error:
            raise GitError(
                f"{lock} exists: another git is at work in {self._path}, or one was killed there; "
                "when none is, remove that file and export again"
            ) from error
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)

    def _checksum(self) -> str | None:
        return _checksum(self._index)

    def _noted(self, checksum: str | None, head: str | None) -> dict[str, str | None] | None:
        """The differences of the index with this checksum from that commit, where they are known."""
        if checksum is None:
            return None
        try:
            said = json.loads((self._folder / _NOTE).read_text(encoding="ascii"))
            return dict(said["differing"]) if (said["index"], said["head"]) == (checksum, head) else None
        except (FileNotFoundError, ValueError, KeyError):  # a torn one says nothing
            return None

    def _note(self, checksum: str | None, head: str | None, differing: Mapping[str, str | None]) -> None:
        if checksum is not None and len(differing) <= _MOST_NOTED:
            said = {"index": checksum, "head": head, "differing": differing}
            with contextlib.suppress(OSError):  # what is not noted is asked for again
                (self._folder / _NOTE).write_text(json.dumps(said), encoding="ascii")

    def _git(self, *arguments: str, stdin: str | None = None) -> str:
        return run_git(self._path, *arguments, stdin=stdin)[1]


def _checksum(index: Path) -> str | None:
    """What an index ends with, a hash of all of it; None for one that git was told to leave it out of (``index.skipHash``)."""
    try:
        with index.open("rb") as file:
            file.seek(-20, os.SEEK_END)  # of SHA-256, these are the last of its 32: as good
            last = file.read()
    except FileNotFoundError:
        return "none"
    except OSError:  # it is too short, and git will say so
        return None
    return last.hex() if any(last) else None
