"""The seal on an index that is put away: whether the file that is taken out again is the same, and what it is up to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from newsarchive import files
from newsarchive.archive import INDEX

SEAL = "index.seal"
"""The file in the folder of state."""
_LOG = "-wal"


def seal(state: Path, branches: Mapping[str, str]) -> None:
    """Seal the index in that folder, which is closed. ``branches``: export to the commit that the index is up to."""
    said = {"index": _digest(state / INDEX), "branches": dict(branches)}
    files.replace(state / SEAL, json.dumps(said).encode(), durable=True)


def unsealed(state: Path) -> Mapping[str, str] | None:
    """What the index was up to when it was sealed; None where it is not the file that was sealed, or never was."""
    try:
        said = json.loads((state / SEAL).read_text(encoding="utf-8"))
        is_whole = not (state / f"{INDEX}{_LOG}").exists() and said["index"] == _digest(state / INDEX)
        return {str(name): str(commit) for name, commit in said["branches"].items()} if is_whole else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()
