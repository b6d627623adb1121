"""How a JSON list goes on: by numbers, by what was read so far, by a cursor, by time, or by an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from newsarchive.endpoints import Pages
from newsarchive.extract.json_fields import words


def next_value(pages: Pages, document: Any, items: Sequence[Mapping[str, Any]], *, page: int, read: int) -> str | None:
    """What asks for the page after this one; None where the list has come to its end.

    Args:
        pages: how the list goes on.
        document: the page.
        items: the articles on it.
        page: which one it is, counted from 1.
        read: how many items have been read, those of this page included.
    """
    if not items:
        return None
    if pages.by == "number":
        return str(pages.first + page)
    if pages.by == "offset":
        return str(read)
    return words(pages.value, items[-1] if pages.by == "time" else document)
