"""Where Jekyll shows a post: its permalink in the style ``date``, which the finews archive and its export have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePosixPath

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")


def name_of(path: str) -> tuple[str | None, str]:
    """The date and the name in a post's file name; no date where Jekyll would not take it for a post."""
    stem = PurePosixPath(path).stem
    found = _DATED.fullmatch(stem)
    return (found[1], found[2]) if found else (None, stem.lstrip("-"))


def permalink(categories: Sequence[str], moment: datetime, name: str) -> str:
    """``/renminyoudianbao/2022/04/13/NW202204132340661254.html``; Jekyll writes categories in small letters."""
    return "/".join(["", *(each.lower() for each in categories), f"{moment:%Y/%m/%d}", f"{name}.html"])
