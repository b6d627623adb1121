"""Where an archive is. Apart from its configuration, because the loop that runs for years knows no more than that."""

from __future__ import annotations

import os
from pathlib import Path

from newsarchive.yamlfile import ConfigError

FILE = "newsarchive.yaml"
"""The configuration: a folder that has it is an archive."""
STATE = "state"
"""The folder of an archive that holds what is never in git."""


def locate(folder: str | Path | None) -> Path:
    """The folder of the archive: the one given, else `NEWSARCHIVE_DIR`, else the current one if it is an archive.

    Raises:
        ConfigError: there is no archive there; the message says how to make one.
    """
    chosen = folder or os.environ.get("NEWSARCHIVE_DIR") or "."
    path = Path(chosen).expanduser().absolute()
    if not (path / FILE).is_file():
        where = "the current folder" if chosen == "." else str(chosen)
        raise ConfigError(
            f"{where} is no archive: it has no {FILE}. Make one with `newsarchive init DIR`, or name one with -C DIR."
        )
    return path
