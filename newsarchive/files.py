"""Files replaced whole or not at all, inside the folder they belong to."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from newsarchive.disk import WriteError

MOST_NAME_BYTES = 255
"""Of one file name on every common file system."""
_NO_NAMES = frozenset(("", ".", ".."))


class OutsideError(ValueError):
    """A path that would lead out of the folder it belongs to."""


def inside(root: Path, path: str) -> Path:
    """The place of the relative ``path`` in ``root``.

    Raises:
        OutsideError: it is absolute, has a ``..``, leads through a symbolic link, or has a part that no file can be called.
    """
    parts = parts_of(path)
    place = os.fspath(root)
    for part in parts[:-1]:
        place = os.path.join(place, part)  # noqa: PTH118  # a third of the time that pathlib takes, and called for every file
        if os.path.islink(place):  # noqa: PTH114  # as above
            raise OutsideError(f"{place} is a symbolic link; nothing is written through it")
    return root.joinpath(*parts)


def parts_of(path: str) -> list[str]:
    """The names that the relative ``path`` is made of, which leads nowhere out of whatever folder it is put in.

    Raises:
        OutsideError: it is absolute, has a ``..``, or has a part that no file can be called.
    """
    parts = path.split("/")
    if "\0" in path or "\\" in path or not _NO_NAMES.isdisjoint(parts):
        raise OutsideError(f"{path!r} is no path inside a folder")
    if len(path.encode()) > MOST_NAME_BYTES and any(len(part.encode()) > MOST_NAME_BYTES for part in parts):
        raise OutsideError(f"{path[:40]!r}... has a name longer than {MOST_NAME_BYTES} bytes")
    return parts


def replace(path: Path, content: bytes, *, staging: Path | None = None, durable: bool = False) -> None:
    """Give the file this content in one step: whoever reads it sees the old or the new, even after a crash.

    ``staging``: a folder on the same disk where it is written first, and where a crash leaves it; else that is beside the file.
    ``durable``: it is there after a power cut as well, once this returns.

    Raises:
        WriteError: it cannot be written, and is as it was.
    """
    staging = staging or path.parent
    try:
        try:
            _replace(path, content, staging, durable=durable)
        except FileNotFoundError:  # one of the folders is not there: that is seldom, and to ask for both each time is not free
            path.parent.mkdir(parents=True, exist_ok=True)
            staging.mkdir(exist_ok=True)
            _replace(path, content, staging, durable=durable)
        if durable:
            sync_folder(path.parent)
    except OSError as error:
        raise WriteError(path, error) from error


def sync_folder(folder: Path) -> None:
    """Have the names of its files on the disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(path: Path, content: bytes, staging: Path, *, durable: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=".newsarchive-", dir=staging)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), 0o644)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.replace(name, path)  # noqa: PTH105  # the name is a string from mkstemp
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108  # as above
        raise


def remove(path: Path, root: Path) -> None:
    """Remove the file, and the folders below ``root`` that it leaves empty."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root:
            return
        try:
            folder.rmdir()
        except OSError:  # not empty: others live there
            return
