"""One commit in the making, by ``git fast-import``."""

from __future__ import annotations

import contextlib
import fcntl
import subprocess
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from newsarchive.export import open_pack
from newsarchive.export.command import GitError, environment, reason
from newsarchive.export.git import Repository

_UNSIGNED = "refs/newsarchive/unsigned"
"""Where a commit stands until it is made again with its signature: fast-import cannot sign."""

_AT_ONCE = 1 << 16
"""Bytes that are handed to git together."""
_BEHIND = 1 << 20
"""Bytes by which git may be behind: the most that Linux allows to everybody."""


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
        self._repository.give_up_staging()
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
        signs = repository.signature() is not None
        author, committer = (f"{repository.identity(role)} {moment} +0000" for role in ("AUTHOR", "COMMITTER"))
        lines = [
            f"commit {_UNSIGNED if signs else repository.ref}\nmark :1\n".encode(),
            f"author {author}\ncommitter {committer}\n".encode(),
            b"data %d\n%s\n" % (len(text), text),
        ]
        if repository.head:
            lines.append(f"from {repository.head}\n".encode())
        for path, blob in sorted(self.files.items()):
            lines.append((f"M 100644 {blob} {_quoted(path)}\n" if blob else f"D {_quoted(path)}\n").encode())
        if signs:
            repository.run("update-ref", "-d", _UNSIGNED)  # of a run that was killed
        self._feed(*lines, b"\nget-mark :1\ndone\n")
        process, self._process = self._started(), None
        said, errors = process.communicate()
        if process.returncode:
            raise GitError(_refused(errors, process.returncode, repository.path))
        made = said.decode().strip()
        if signs:
            tree = repository.run("rev-parse", f"{made}^{{tree}}").strip()
            made = repository.commit_tree(tree, repository.head, message, author, committer)
            repository.move(made, "export")
            repository.run("update-ref", "-d", _UNSIGNED)
        else:
            repository.has_moved(made)
        open_pack.join(repository)
        return made

    def _feed(self, *pieces: bytes) -> None:
        stream = cast(IO[bytes], self._started().stdin)
        try:
            for piece in pieces:
                stream.write(piece)
        except BrokenPipeError as error:
            process, self._process = self._started(), None
            _, errors = process.communicate()
            raise GitError(_refused(errors, process.returncode, self._repository.path)) from error

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            options = ("--quiet", "--done", "--date-format=raw")
            command = ["git", "-C", str(self._repository.path), *open_pack.fast_import(self._repository), *options]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, bufsize=_AT_ONCE, stdin=pipe, stdout=pipe, stderr=pipe, env=environment())
            _widen(cast(IO[bytes], self._process.stdin))
            self._repository.begin_staging()
        return self._process


def _widen(pipe: IO[bytes]) -> None:
    """Give it room for some hundred posts, so that nobody waits for git, where the system (not macOS) has that."""
    with contextlib.suppress(AttributeError, OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _BEHIND)


def _refused(errors: bytes, code: int, path: Path) -> str:
    first = next(iter(errors.decode(errors="replace").strip().splitlines()), "")  # a report on the crash may follow
    return f"git fast-import in {path} failed: {reason(first, code, path)}"


def _quoted(path: str) -> str:
    """A path as fast-import reads it, whatever is in it."""
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
