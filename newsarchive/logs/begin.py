"""Begins the log of an archive: where it goes, in which form, and what of it."""

from __future__ import annotations

import logging
import os
import sys
from datetime import tzinfo
from pathlib import Path

from concurrent_log_handler import ConcurrentRotatingFileHandler

from newsarchive.config.log import LogChoice
from newsarchive.logs.forms import Json, Text
from newsarchive.logs.masking import Mask, secrets_in
from newsarchive.resources import DATA, PIPELINES, SPIDERS
from newsarchive.yamlfile import ConfigError

STANDARD_ERROR = "-"
OURS = ("newsarchive", SPIDERS, PIPELINES)
NAME = "newsarchive-log"
"""Of the handler, which is there once in a process."""


class _Ours(logging.Filter):
    """All of what we say ourselves; of others, such as Scrapy and Twisted, what is at least a warning."""

    def filter(self, record: logging.LogRecord) -> bool:
        ours = any(record.name == name or record.name.startswith(f"{name}.") for name in OURS)
        return ours or record.levelno >= logging.WARNING


class _File(ConcurrentRotatingFileHandler):
    """A file that several processes write and rotate; one that cannot be written is said once, and stops nothing."""

    _is_said = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # as logging calls it
        """Say what stands in the way of the log, the first time."""
        if not self._is_said:
            self._is_said = True
            print(f"Warning: the log {self.baseFilename} cannot be written: {sys.exc_info()[1]}", file=sys.stderr)


def begin(choice: LogChoice, folder: Path, zone: tzinfo) -> None:
    """Have this process write the log of the archive in ``folder``; without a file, nothing is written.

    Called again, the log goes on as that says.

    Raises:
        ConfigError: the file cannot be written.
    """
    end()
    if choice.file is None:
        return
    handler = _handler(choice, folder)
    handler.set_name(NAME)
    handler.setLevel(choice.level.upper())
    handler.addFilter(_Ours())
    own = [path for each in (folder / "sources", DATA / "sources") for path in each.glob("*.yaml")]
    mask = Mask(secrets_in([folder / "newsarchive.yaml", *own], os.environ))
    handler.setFormatter(Json(mask) if choice.format == "json" else Text(mask, zone))
    for name in OURS:
        logger = logging.getLogger(name)
        if not logger.isEnabledFor(handler.level):  # or else others who listen would be told less than before
            logger.setLevel(handler.level)
    logging.root.addHandler(handler)


def end() -> None:
    """Close the log of this process, if there is one."""
    for handler in [each for each in logging.root.handlers if each.get_name() == NAME]:
        logging.root.removeHandler(handler)
        handler.close()


def _handler(choice: LogChoice, folder: Path) -> logging.Handler:
    if choice.file is None or choice.file == STANDARD_ERROR:
        return logging.StreamHandler(sys.stderr)
    path = folder / Path(choice.file).expanduser()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _File(path, maxBytes=choice.rotate, backupCount=choice.keep, encoding="utf-8", unicode_error_policy="replace")
    except OSError as error:
        raise ConfigError(f"log.file: {path} cannot be written: {error.strerror}") from error
