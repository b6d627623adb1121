"""A git repository read as a whole: its soundness, its files, and their contents. Nothing is written."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from newsarchive.export.command import GitError, environment

_PIECE = 1 << 16


def complaints(repository: Path) -> list[str]:
    """What ``git fsck`` finds damaged, a line each."""
    done = subprocess.run(
        _command(repository, "fsck", "--full", "--no-dangling", "--no-progress"),
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        env=environment(),
    )
    lines = dict.fromkeys([*done.stdout.splitlines(), *done.stderr.splitlines()])
    return [*lines] or ["git fsck failed"] if done.returncode else []


def files_in(repository: Path, commit: str) -> Iterator[tuple[str, str]]:
    """Path and blob of every file of a commit.

    Raises:
        GitError: git cannot read it.
    """
    with _running(repository, "ls-tree", "-r", "-z", commit) as (_, out):
        for row in _pieces(out, b"\0"):
            meta, _, path = row.partition(b"\t")
            _, kind, blob = meta.split(b" ")
            if kind == b"blob":
                yield path.decode(errors="surrogateescape"), blob.decode()


def contents(repository: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    """Each blob with its content, in their order; None where git has it no more."""
    with _running(repository, "cat-file", "--batch") as (asking, out):
        for blob in blobs:
            asking.write(f"{blob}\n".encode())
            asking.flush()
            answer = out.readline().split()
            if len(answer) == 3 and answer[2].isdigit():  # name, kind, size; else "NAME missing"
                yield blob, out.read(int(answer[2]) + 1)[:-1]
            else:
                yield blob, None


def _command(repository: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(repository), *arguments]


@contextmanager
def _running(repository: Path, *arguments: str) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Git, with what it reads and what it says; whoever stops reading before the end stops it."""
    pipe = subprocess.PIPE
    command = _command(repository, *arguments)
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment()) as process:
        try:
            yield cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
            _, errors = process.communicate()
        finally:
            process.kill()
        if process.returncode:
            raise GitError(f"git {arguments[0]} in {repository} failed: {errors.decode(errors='replace').strip()}")


def _pieces(stream: IO[bytes], end: bytes) -> Iterator[bytes]:
    rest = b""
    while piece := stream.read(_PIECE):
        *whole, rest = (rest + piece).split(end)
        yield from whole
    if rest:
        yield rest
