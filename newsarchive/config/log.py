"""What is written down of each run, and where."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from newsarchive.config.size import Size
from newsarchive.yamlfile import Checked


class LogChoice(Checked):
    """What is written down of each run, and where."""

    file: Annotated[str, Field(pattern=r"^[^\x00]+$")] | None = None
    """The log, relative to the archive or absolute, such as ``state/log/newsarchive.log``; ``-`` is standard error. By default
    there is none."""
    format: Literal["text", "json"] = "text"
    """Lines for people; or for programs, one JSON object each."""
    level: Literal["debug", "info", "warning", "error"] = "info"
    """``debug``: every request as well. ``info``: a line an article. ``warning``: failures, and what should be looked at.
    ``error``: what failed as a whole."""
    rotate: Size = 10 * 10**6
    """Bytes after which the file is put aside, as ``.1``, and another one is begun."""
    keep: Annotated[int, Field(ge=1, le=1000)] = 5
    """Files put aside that are kept; the oldest goes."""
