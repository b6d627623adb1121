"""An export of files: whether each is still as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsarchive.export.files.folder import MANIFEST, OURS, Folder, FolderError
from newsarchive.files import OutsideError
from newsarchive.verify.finding import Finding, Kind


def check_files(label: str, root: Path, *, exported: bool) -> Iterator[Finding]:
    """What is wrong with the files in ``root``; changes that have not been exported yet are none of it.

    ``exported``: whether the index knows that they were written. Files of the user's own are none of ours.
    """
    check = _Check(label)
    if not (root / OURS).is_dir():
        if exported:
            yield check.finding(Kind.MISSING, str(root), "the folder of the files is not there", check.export)
        return
    try:
        folder = Folder(root)
    except FolderError as error:
        yield check.finding(Kind.UNREADABLE, str(root), "what says which files are ours cannot be read", str(error))
        return
    if exported and folder.state is None:
        yield check.finding(Kind.MISSING, f"{OURS}/{MANIFEST}", "what says which files are ours is not there", check.export)
    for path in sorted(folder.known()):
        yield from check.file(folder, path)


class _Check:
    def __init__(self, label: str) -> None:
        self._label = label
        self.export = f"run `newsarchive export {label}`"
        self._again = f"{self.export[:-1]} --all`"

    def finding(self, kind: Kind, thing: str, what: str, way_out: str) -> Finding:
        return Finding(kind, f"export {self._label}", thing, what, way_out)

    def file(self, folder: Folder, path: str) -> Iterator[Finding]:
        """What is wrong with one file."""
        try:
            whole = folder.is_whole(path)
        except (OSError, OutsideError) as error:
            yield self.finding(Kind.UNREADABLE, path, f"it cannot be read: {error}", f"see why, and {self._again}")
            return
        if whole is None:
            yield self.finding(Kind.MISSING, path, "it is not there", self._again)
        elif not whole:
            yield self.finding(
                Kind.ALTERED, path, "it is not what was exported", f"move it elsewhere, or remove it, and {self._again}"
            )
