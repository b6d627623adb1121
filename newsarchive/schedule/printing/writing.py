"""The files written to a folder; one that somebody has changed is left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from newsarchive import files
from newsarchive.yamlfile import ConfigError


def write(texts: Mapping[str, str], folder: Path, *, force: bool = False) -> dict[str, bool]:
    """Write files, by their names in ``folder``; for each, whether it was written, or was there as it is to be.

    Raises:
        ConfigError: there is another one of that name, and ``force`` does not say that it is to be replaced; then nothing was
            written.
        WriteError: one cannot be written.
    """
    there = {name: _there(folder / name) for name in texts}
    others = [str(folder / name) for name, text in texts.items() if there[name] not in (None, text.encode())]
    if others and not force:
        raise ConfigError(f"there is another {', '.join(others)}; see what has been changed, or replace it with --force")
    for name, text in texts.items():
        if there[name] != text.encode():
            files.replace(folder / name, text.encode())
    return {name: there[name] != text.encode() for name, text in texts.items()}


def _there(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
