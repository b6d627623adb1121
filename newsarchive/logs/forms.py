"""The two forms of a line in the log: for people, and as JSON for programs."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime, tzinfo
from typing import Any

from newsarchive.logs.masking import Mask

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
"""Characters by which a title from the web could begin a line of its own."""


def _escaped(text: str) -> str:
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Text(logging.Formatter):
    """``2026-11-25 17:00:00.123+0800 info 1234 article: new …``; a traceback stands below, indented."""

    def __init__(self, mask: Mask, zone: tzinfo) -> None:
        """``zone``: that in which times are shown."""
        super().__init__()
        self._mask = mask
        self._zone = zone

    def format(self, record: logging.LogRecord) -> str:
        """One record as a line."""
        moment = datetime.fromtimestamp(record.created, self._zone)
        time = f"{moment:%Y-%m-%d %H:%M:%S}.{moment.microsecond // 1000:03}{moment:%z}"
        kind = getattr(record, "event", record.name)
        line = f"{time} {record.levelname.lower()} {record.process} {kind}: {_escaped(self._mask.text(record.getMessage()))}"
        if record.exc_info:
            traceback = self._mask.text(self.formatException(record.exc_info))
            line += "".join(f"\n  {_CONTROL.sub(' ', each)}" for each in traceback.split("\n"))
        return line


class Json(logging.Formatter):
    """One object: ``time`` (UTC), ``level``, ``pid``, ``event`` and what that says; of others ``logger`` and ``message``."""

    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        """One record as a line."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "pid": record.process,
        }
        event = getattr(record, "event", None)
        if event is not None:
            said |= {"event": event, **getattr(record, "fields", {})}
        else:
            said |= {"event": "log", "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return _CONTROL.sub(
            lambda found: f"\\u{ord(found[0]):04x}", json.dumps(self._mask.data(said), ensure_ascii=False, default=str)
        )
