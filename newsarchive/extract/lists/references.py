"""Characters that markup names by their numbers: those that are none break parsers."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")


def sound_references(markup: str) -> str:
    """``markup`` with U+FFFD for every number that names no character: ``&#0;``, half of one (``&#xD800;``), beyond Unicode."""
    return _NUMBERED.sub(_sound, markup)


def _sound(reference: re.Match[str]) -> str:
    digits = reference[1] or reference[2]
    number = int(digits, 16 if reference[1] else 10) if len(digits.lstrip("0")) < 9 else 0
    return reference[0] if 0 < number < 0xD800 or 0xDFFF < number <= 0x10FFFF else "\ufffd"
