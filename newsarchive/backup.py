"""An archive in one file, and out of it again. The file is a ZIP: everything in it has a checksum, and any tool opens it."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from newsarchive import __version__, config, files
from newsarchive.archive import INDEX, Archive
from newsarchive.capture.keeper import mend
from newsarchive.capture.writer import OPEN, SUFFIX
from newsarchive.config.export import Export
from newsarchive.export.bundle import bundle, unbundle
from newsarchive.export.git import is_repository
from newsarchive.pictures.shelf import Folder, Shelf
from newsarchive.place import STATE

MANIFEST = "backup.json"
FORM = 1
"""Of the file; one of a higher form was written by a newer program."""
_OWN = ("sources", "rules", "profiles")
_BUNDLES = "exports"


class BackupError(Exception):
    """A backup that cannot be written or taken in; the message says why, and what can be done."""


def write_backup(archive: Archive, target: Path) -> dict[str, Any]:
    """Write the archive to ``target`` and answer with what is in it, as the file itself says it (its ``backup.json``).

    Crawls may go on meanwhile; an export waits for the moment in which index and repositories are taken. The file is written
    beside its place and gets its name when it is whole.

    Raises:
        BackupError: ``target`` is there already.
        BusyError: an export does not come to its end.
    """
    if target.exists():
        raise BackupError(f"{target} is there already; nothing is overwritten: choose another name")
    handle, name = tempfile.mkstemp(prefix=".newsarchive-", suffix=".zip", dir=target.parent)
    partial = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file, tempfile.TemporaryDirectory(prefix=".newsarchive-", dir=target.parent) as scratch:
            with zipfile.ZipFile(file, "w", allowZip64=True) as into:
                said = _write(archive, into, Path(scratch))
            file.flush()
            os.fsync(file.fileno())
        os.link(partial, target)  # unlike a renaming, it does not replace what has come there meanwhile
    except FileExistsError as error:
        raise BackupError(f"{target} is there already; nothing is overwritten: choose another name") from error
    finally:
        partial.unlink(missing_ok=True)
    return said


def _write(archive: Archive, into: zipfile.ZipFile, scratch: Path) -> dict[str, Any]:
    exports = archive.exports()
    bundled: dict[str, str] = {}
    with ExitStack() as alone:
        for export in exports:
            alone.enter_context(archive.exporting(export))
        closed = {path.name for path in archive.warc_folder.glob(f"*{SUFFIX}")}
        archive.index.copy_to(scratch / INDEX)
        for export in exports:
            place = archive.place(export)
            branch = bundle(archive.repository(export), scratch / export.label) if is_repository(place) else None
            if branch:
                bundled[export.label] = branch
    into.write(archive.folder / config.FILE, config.FILE, zipfile.ZIP_DEFLATED)
    for folder in _OWN:
        for path in sorted((archive.folder / folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                into.write(path, path.relative_to(archive.folder).as_posix(), zipfile.ZIP_DEFLATED)
    into.write(scratch / INDEX, f"{STATE}/{INDEX}", zipfile.ZIP_DEFLATED, compresslevel=1)
    for label in bundled:
        into.write(scratch / label, f"{_BUNDLES}/{label}.bundle", zipfile.ZIP_STORED)
    captures = 0
    for name, file in _captures(archive.warc_folder):  # after the index, so that whatever it names is among them
        captures += 1
        called = name if name in closed else name + OPEN  # cut to whole records, and made known to the index, when restored
        with into.open(zipfile.ZipInfo(f"{STATE}/warc/{called}"), "w", force_zip64=True) as member:
            shutil.copyfileobj(file, member)
    pictures = _pictures(archive.pictures, archive.folder)  # after the index, for the same reason
    for path in pictures or ():
        into.write(path, path.relative_to(archive.folder).as_posix(), zipfile.ZIP_STORED)
    said = {
        "form": FORM,
        "program": __version__,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "captures": captures,
        "pictures": None if pictures is None else len(pictures),
        "exports": bundled,
    }
    into.writestr(MANIFEST, json.dumps(said, ensure_ascii=False, indent=1))
    return said


def _pictures(shelf: Shelf, folder: Path) -> list[Path] | None:
    """The files of kept pictures; None where they are kept outside of the archive, and no part of its backups."""
    if not isinstance(shelf, Folder) or not shelf.folder.is_relative_to(folder):
        return None
    return sorted(path for path in shelf.folder.glob("*/*") if path.is_file() and not path.name.startswith("."))


def _captures(folder: Path) -> Iterator[tuple[str, BinaryIO]]:
    """The WARC files, those included that are still being written; each with the name that it has when it is closed."""
    names = {path.name.removesuffix(OPEN) for path in [*folder.glob(f"*{SUFFIX}"), *folder.glob(f"*{SUFFIX}{OPEN}")]}
    for name in sorted(names):
        for path in (folder / (name + OPEN), folder / name):  # one that is closed at this moment is found under the other name
            try:
                file = path.open("rb")
            except FileNotFoundError:
                continue
            with file:
                yield name, file
            break


def restore_backup(source: Path, folder: Path) -> list[str]:
    """Make an archive of a backup in ``folder``, which must be empty or not there; what is to be said of it besides.

    It is made beside its place, and gets its name when it is whole.

    Raises:
        BackupError: the folder holds something, or the file is no backup, or is damaged.
        ConfigError: its configuration is not right.
    """
    folder = folder.expanduser().absolute()
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise BackupError(f"{folder} is not empty; nothing is overwritten: choose another folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=".newsarchive-", dir=folder.parent))
    try:
        with _opened(source) as backup:
            notes = _unpack(backup, source, partial)
        partial.chmod(0o755)
        partial.replace(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return notes


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as backup:
            yield backup
    except zipfile.BadZipFile as error:
        raise BackupError(f"{source} is no backup, or is damaged: {error}") from error


def _unpack(backup: zipfile.ZipFile, source: Path, folder: Path) -> list[str]:
    if MANIFEST not in backup.namelist():
        raise BackupError(f"{source} is no backup: it has no {MANIFEST}")
    said = json.loads(backup.read(MANIFEST))
    if said["form"] > FORM:
        raise BackupError(f"{source} was written by newsarchive {said['program']}; upgrade newsarchive")
    for name in backup.namelist():
        if name == MANIFEST:
            continue
        try:
            place = files.inside(folder, name)
        except files.OutsideError as error:
            raise BackupError(f"{source}: {error}") from error
        place.parent.mkdir(parents=True, exist_ok=True)
        with backup.open(name) as member, place.open("xb") as file:
            shutil.copyfileobj(member, file)
    notes = [_repository(folder, each, said["exports"]) for each in config.load_config(folder / config.FILE).exports]
    if (folder / _BUNDLES).is_dir() and not any((folder / _BUNDLES).iterdir()):
        (folder / _BUNDLES).rmdir()
    with Archive(folder) as archive:
        list(mend(archive.warc_folder, archive.index.captures, archive.config.politeness.max_size))
    return [note for note in notes if note]


def _repository(folder: Path, export: Export, bundled: dict[str, str]) -> str | None:
    """Make one export's repository again; a note where that is left to the user."""
    file = folder / _BUNDLES / f"{export.label}.bundle"
    if export.label not in bundled:
        return f"export {export.label} was not in the backup: `newsarchive export` makes it"
    try:
        place = files.inside(folder, Path(export.to).as_posix())
    except files.OutsideError:
        return f"export {export.label} lies outside of the archive; its repository is in {_BUNDLES}/{file.name}: `git clone` it"
    unbundle(file, place, bundled[export.label])
    file.unlink()
    return None
