"""The pack that exports add to: what each of them commits joins it, until it is large, so that nothing is kept many times over.

Git writes the list of a folder anew with each commit that changes it, and a pack cannot say in what a list differs from one in
another pack. With a hundred posts for a folder of thousands these lists are as large as the posts; together in one pack all but
one of them are a few bytes.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import mmap
import os
from pathlib import Path

from newsarchive.export.command import GitError
from newsarchive.export.git import Repository

LARGEST = 2_000_000
"""Bytes from which on a pack is left as it is: one of this size takes some 40 ms to be written again."""

_LOCK = "newsarchive-maintenance"
_NOTE = "newsarchive-pack"
"""The file, in git's folder, with the name of the pack, and of those that became part of it and may still be there."""

_FANOUT = 8 + 4 * 256
"""Bytes before the names in the index of a pack (gitformat-pack: version 2)."""


def fast_import(repository: Repository) -> list[str]:
    """The command ``git fast-import``, made to keep its pack however few objects are in it, and to say which it is.

    Where packs are not put together it is to scatter few objects, as is its way.
    """
    if not repository.is_maintained:
        return ["fast-import"]
    made = _made(repository)
    made.unlink(missing_ok=True)
    return ["-c", "fastimport.unpackLimit=1", "fast-import", f"--export-pack-edges={made}"]


def lock(repository: Repository) -> int | None:
    """The lock that whoever puts packs together holds while it does, as an open file; None where somebody has it."""
    held = os.open(repository.common / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        return None
    return held


def join(repository: Repository) -> None:
    """Put the pack that was just made together with the open one; it becomes the open one where that is large, or not there.

    Nothing depends on it: where git refuses, or is putting packs together anyway, both stay as they are.
    """
    new = _new(repository)
    held = lock(repository) if new else None
    if new is None or held is None:
        return
    try:
        with contextlib.suppress(GitError, OSError):
            _join(repository, new)
    finally:
        os.close(held)


def _join(repository: Repository, new: Path) -> None:
    folder, note = new.parent, repository.common / _NOTE
    former, left = _noted(note, folder)
    for pack in left:  # of a run that was killed after these had become part of the open one
        _remove(pack)
    if former is None or former == new or former.stat().st_size > LARGEST or _belongs_to_others(former):
        _write(note, new)
        return
    names = "".join(f"{name}\n" for name in (*_objects(new, repository), *_objects(former, repository)))
    arguments = ("pack-objects", "--quiet", "--delta-base-offset", "--threads=1", str(folder / "pack"))
    joined = folder / f"pack-{repository.run(*arguments, stdin=names).strip()}.pack"
    _write(note, joined, former, new)
    for pack in (former, new):
        if pack != joined:
            _remove(pack)


def _made(repository: Repository) -> Path:
    return repository.scratch / "packs"


def _new(repository: Repository) -> Path | None:
    """The pack that git has made since it was asked to say so."""
    try:
        lines = _made(repository).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    return repository.objects / "pack" / Path(lines[-1].rpartition(": ")[0]).name if lines else None


def _noted(note: Path, folder: Path) -> tuple[Path | None, list[Path]]:
    """The open pack, and those that are part of it and may still be there."""
    try:
        said = json.loads(note.read_text(encoding="ascii"))
        pack, parts = folder / said["open"], [folder / name for name in said["parts"]]
    except (FileNotFoundError, ValueError, KeyError):  # a torn one says nothing
        return None, []
    return (pack, [each for each in parts if each.exists()]) if pack.with_suffix(".idx").exists() else (None, [])


def _write(note: Path, pack: Path, *parts: Path) -> None:
    said = json.dumps({"open": pack.name, "parts": [each.name for each in parts if each != pack]})
    fresh = note.with_name(f"{note.name}-{os.getpid()}")
    fresh.write_text(said, encoding="ascii")
    fresh.replace(note)


def _belongs_to_others(pack: Path) -> bool:
    """Whether somebody has said that it is to stay, or has entered it into an index of several packs."""
    if any(pack.with_suffix(suffix).exists() for suffix in (".keep", ".promisor", ".bitmap")):
        return True
    try:
        with (
            (pack.parent / "multi-pack-index").open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
        ):
            return content.find(pack.with_suffix(".idx").name.encode()) >= 0
    except FileNotFoundError:
        return False


def _objects(pack: Path, repository: Repository) -> list[str]:
    """The names of the objects in a pack, from its index."""
    content = pack.with_suffix(".idx").read_bytes()
    number, size = int.from_bytes(content[_FANOUT - 4 : _FANOUT]), len(repository.no_blob) // 2
    return [content[at : at + size].hex() for at in range(_FANOUT, _FANOUT + number * size, size)]


def _remove(pack: Path) -> None:
    for suffix in (".idx", ".pack", ".rev"):  # as git does it: what has no index is no pack
        pack.with_suffix(suffix).unlink(missing_ok=True)
