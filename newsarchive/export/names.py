"""File names that every file system, wiki and generator takes, and that no two articles share, whatever the case of letters."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_PLAIN = re.compile(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*")
_CAPITALS = re.compile(r"[A-Z]+[0-9]+")
MOST_ID = 80
"""Characters of an id in a file name; a longer one ends in a hash."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Names that are devices to Windows, whatever follows after a full stop."""
_TAKEN = frozenset(("index", "_index"))
"""What generators call the page of a folder."""
# Reserved by Windows, or by links between notes; and all that is not seen, or turns the direction of writing.
_RESERVED = re.compile(r"""[\\/:*?"<>|\[\]#^%{}`\x00-\x1f\x7f-\x9f]+""")
_UNSEEN = frozenset(("Cc", "Cf", "Co", "Cs", "Zl", "Zp"))
MOST_TITLE = 120
"""Bytes of a title in a file name: 255 are a name's limit, and a date, a hash and an ending must fit too."""


def short_hash(text: str) -> str:
    """Eight hex digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def strict(name: str) -> str:
    """An id for a file name: itself where no other id can become the same name, else with a hash behind it.

    An id of small letters stays, and so does one of capitals and then digits, as ``NW1``. All others are marked, ``nw1`` among
    them: where the case of letters makes no difference, each still has a file of its own.
    """
    if _PLAIN.fullmatch(name) and len(name) <= MOST_ID and not _is_taken(name):
        if _CAPITALS.fullmatch(name):
            return name
        if name == name.lower() and not _CAPITALS.fullmatch(name.upper()):
            return name
    start = re.sub(r"[^A-Za-z0-9]+", "-", name)[: MOST_ID - 9].strip("-")
    return f"{start}-{short_hash(name)}" if start else short_hash(name)


def of_title(title: str) -> str:
    """A title for a file name, as people read it: without what is reserved or unseen, and cut at a character."""
    seen = "".join(" " if unicodedata.category(each) in _UNSEEN else each for each in title)
    text = " ".join(_RESERVED.sub(" ", seen).split()).strip(". ")
    return text.encode()[:MOST_TITLE].decode(errors="ignore").strip(". ") or "untitled"


def of_medium(publisher: str) -> str:
    """A medium's name for a file, as people read it, in small letters: media that differ by these alone share it."""
    plain = unicodedata.normalize("NFC", publisher).casefold()
    name = of_title(plain)
    was_cut = len(plain.encode()) > MOST_TITLE
    return f"{name}-{short_hash(plain)}" if was_cut or name == "untitled" or _is_taken(name) else name


def of_category(slug: str) -> str:
    """A slug in small letters that is no device, no page of a folder, and does not begin as what Jekyll passes over."""
    small = slug.lower()
    return f"{small.lstrip('_')}-{short_hash(small)}".lstrip("-") if small.startswith("_") or _is_taken(small) else small


def _is_taken(name: str) -> bool:
    return name.lower() in _TAKEN or _DEVICE.fullmatch(name) is not None
