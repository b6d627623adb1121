"""A git repository written by plumbing: a commit costs what it changes, however large the repository is."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

IDENTITY = "newsarchive <newsarchive@localhost>"
"""The author of commits where git knows none."""

_LITERAL = "--literal-pathspecs"  # a path with an asterisk in it is a path, not a pattern


class GitError(Exception):
    """Something that git refused, in its own words, and what can be done."""


class Repository:
    """The work tree at ``path`` and its repository."""

    def __init__(self, path: Path) -> None:
        """Use the repository at ``path``.

        Raises:
            GitError: there is none, it is bare, or something half done (a merge, a rebase) stands in the way.
        """
        self.path = path
        if not (path / ".git").exists():
            raise GitError(f"{path} is no git repository; `newsarchive export` makes one when the folder is empty or not there")
        self._check_nothing_is_half_done()
        ref = self._run("symbolic-ref", "-q", "HEAD", check=False).strip()
        if not ref:
            raise GitError(f"{path} is on no branch (a detached HEAD); check one out, such as `git -C {path} switch main`")
        self.ref = ref
        self.head = self._run("rev-parse", "-q", "--verify", "HEAD^{commit}", check=False).strip() or None
        algorithm = self._run("rev-parse", "--show-object-format").strip()
        self._new_hash = hashlib.sha256 if algorithm == "sha256" else hashlib.sha1

    @classmethod
    def create(cls, path: Path) -> Repository:
        """Make a repository with one branch, ``main``, and the settings that an archive wants."""
        path.mkdir(parents=True, exist_ok=True)
        _git(path, "init", "--quiet", "--initial-branch=main")
        for key, value in _SETTINGS.items():
            _git(path, "config", key, value)
        return cls(path)

    def blob(self, content: bytes) -> str:
        """The name that git gives to this content."""
        return self._new_hash(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()

    def committed(self, paths: list[str]) -> dict[str, str]:
        """Path to blob of those that are in the last commit."""
        if self.head is None or not paths:
            return {}
        asked = "".join(f"{self.head}:{path}\n" for path in paths)
        answers = self._run("cat-file", "--batch-check=%(objecttype) %(objectname)", stdin=asked).splitlines()
        pairs = zip(paths, (answer.split(" ") for answer in answers), strict=True)
        return {path: answer[1] for path, answer in pairs if answer[0] == "blob"}

    def staged(self, paths: list[str]) -> dict[str, str]:
        """Path to blob of those that are in git's index."""
        if not paths:
            return {}
        rows = self._run(_LITERAL, "ls-files", "--stage", "-z", "--", *paths).split("\0")
        return {path: meta.split(" ")[1] for meta, _, path in (row.partition("\t") for row in rows if row)}

    def stage(self, files: Mapping[str, str | None]) -> None:
        """Bring git's index to these blobs (None: the path goes), and nothing else of it.

        The files' times and sizes are not entered: git looks at these few files the next time it is asked, which costs less
        than a refresh, which looks at all.
        """
        empty = "0" * self._new_hash(usedforsecurity=False).digest_size * 2
        rows = (f"100644 {blob}\t{path}\0" if blob else f"0 {empty}\t{path}\0" for path, blob in files.items())
        self._run("update-index", "-z", "--add", "--index-info", stdin="".join(rows))

    def contains(self, commit: str) -> bool:
        """Whether ``commit`` is in the history of the branch."""
        return self.head is not None and _git(self.path, "merge-base", "--is-ancestor", commit, self.head, check=False)[0] == 0

    def tidy(self) -> None:
        """Let git pack what has gathered, if it finds that enough has."""
        self._run("-c", "gc.autoDetach=false", "gc", "--auto", "--quiet", check=False)

    def identity(self, role: str) -> str:
        """Who commits, as git is configured: ``Name <mail>``."""
        said = self._run("var", f"GIT_{role}_IDENT", check=False)
        return said.rpartition(" ")[0].rpartition(" ")[0] or IDENTITY

    def _check_nothing_is_half_done(self) -> None:
        folder = Path(self._run("rev-parse", "--absolute-git-dir").strip())
        for mark, what in _HALF_DONE.items():
            if (folder / mark).exists():
                raise GitError(f"{self.path}: {what} is under way; finish or abort it, then export again")

    def _run(self, *arguments: str, stdin: str | None = None, check: bool = True) -> str:
        return _git(self.path, *arguments, stdin=stdin, check=check)[1]


_HALF_DONE = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
}

_SETTINGS = {
    "core.autocrlf": "false",  # files are what we wrote, on every machine
    "core.quotePath": "false",  # Chinese names stay readable
    "core.fsync": "committed",  # what a commit names is on the disk before the branch moves to it
    "core.splitIndex": "true",  # staging a hundred files does not rewrite the list of a hundred thousand
}


def environment() -> dict[str, str]:
    """The environment for git: its messages in English, and no variable that would lead it to another repository.

    Those are set when we are called from a git hook, say.
    """
    elsewhere = {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_COMMON_DIR",
        "GIT_PREFIX",
        "GIT_NAMESPACE",
    }
    return {**{key: value for key, value in os.environ.items() if key not in elsewhere}, "LC_ALL": "C.UTF-8"}


def _git(path: Path, *arguments: str, stdin: str | None = None, check: bool = True) -> tuple[int, str]:
    command = ["git", "-C", str(path), *arguments]
    try:
        done = subprocess.run(
            command, input=stdin, capture_output=True, encoding="utf-8", errors="surrogateescape", check=False, env=environment()
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed; install it (Debian: apt-get install git) and export again") from error
    if check and done.returncode:
        raise GitError(f"git {arguments[0]} in {path} failed: {done.stderr.strip() or f'exit code {done.returncode}'}")
    return done.returncode, done.stdout


class Commit:
    """One commit in the making: contents are handed to git as they come, and nothing is visible before :meth:`finish`."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._process: subprocess.Popen[bytes] | None = None
        self.files: dict[str, str | None] = {}
        """What it changes: path to blob, None for a removed file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._process is not None:  # it was not finished: git drops what it was given
            self._process.kill()
            self._process.communicate()

    def write(self, path: str, content: bytes) -> None:
        """The file is to have this content."""
        self._feed(b"blob\ndata %d\n" % len(content), content, b"\n")
        self.files[path] = self._repository.blob(content)

    def remove(self, path: str) -> None:
        """The file is to go."""
        self.files[path] = None

    def finish(self, message: str, moment: int) -> str:
        """Make the commit on the branch, at ``moment`` (seconds since 1970), and answer with its name.

        Raises:
            GitError: git refused; the branch is as it was.
        """
        text = message.encode()
        repository = self._repository
        lines = [
            f"commit {repository.ref}\n".encode(),
            f"author {repository.identity('AUTHOR')} {moment} +0000\n".encode(),
            f"committer {repository.identity('COMMITTER')} {moment} +0000\n".encode(),
            b"data %d\n%s\n" % (len(text), text),
        ]
        if repository.head:
            lines.append(f"from {repository.head}\n".encode())
        for path, blob in sorted(self.files.items()):
            lines.append((f"M 100644 {blob} {_quoted(path)}\n" if blob else f"D {_quoted(path)}\n").encode())
        self._feed(*lines, b"\ndone\n")
        process, self._process = self._started(), None
        _, errors = process.communicate()
        if process.returncode:
            reason = errors.decode(errors="replace").strip().splitlines()
            raise GitError(f"git fast-import in {repository.path} failed: {reason[0] if reason else process.returncode}")
        repository.head = repository._run("rev-parse", "HEAD").strip()
        return repository.head

    def _feed(self, *pieces: bytes) -> None:
        stream = cast(IO[bytes], self._started().stdin)
        try:
            for piece in pieces:
                stream.write(piece)
        except BrokenPipeError as error:
            process, self._process = self._started(), None
            _, errors = process.communicate()
            raise GitError(
                f"git fast-import in {self._repository.path} failed: {errors.decode(errors='replace').strip()}"
            ) from error

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            command = ["git", "-C", str(self._repository.path), "fast-import", "--quiet", "--done", "--date-format=raw"]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment()
            )
        return self._process


def _quoted(path: str) -> str:
    """A path as fast-import reads it, whatever is in it."""
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
