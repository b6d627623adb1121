"""A file of an older form written as it is today: every other line, every comment and the order stay."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from newsarchive import files
from newsarchive.yamlforms import VERSION, Change, Forms, Today
from newsarchive.yamltext import ConfigError, Document, parse


def rewritten(document: Document, forms: Forms, today: Today) -> str:
    """The text of the file as it is written today; ``today``: what it says so.

    Raises:
        ConfigError: it cannot be brought up to date by itself, such as where an alias stands for what has changed.
    """
    edits = {edit for change in today.changes for edit in _edits(document, change)}
    edits.add(_of_version(document, forms.newest))
    text = document.text
    for begin, end, new in sorted(edits, reverse=True):
        text = text[:begin] + new + text[end:]
    try:
        fits = parse(document.path, text).data == {**today.data, VERSION: forms.newest}
    except ConfigError:
        fits = False
    if not fits:
        changes = "; ".join(change.words for change in today.changes)
        raise ConfigError(f"{document.path}: cannot be brought up to date by itself; change it by hand: {changes}")
    return text


def bring_up_to_date(document: Document, text: str, version: int) -> Path:
    """Put the new text in the place of the old one, which is kept beside it; where.

    Raises:
        WriteError: one of them cannot be written; then the file is as it was.
    """
    names = (
        document.path.with_name(f"{document.path.name}.v{version}{more}") for more in ("", *(f"-{n}" for n in range(2, 1000)))
    )
    aside = next(each for each in names if not each.exists())
    files.replace(aside, document.path.read_bytes(), durable=True)
    files.replace(document.path, text.encode(), durable=True)
    return aside


def _edits(document: Document, change: Change) -> Iterable[tuple[int, int, str]]:
    """Begin and end of what is to be replaced, and by what."""
    value = document.at(change.place)
    if value is None:
        return
    if change.value is not None:
        yield value.start_mark.index, value.end_mark.index, _scalar(change.value)
    parent = document.at(change.place[:-1])
    if change.key is not None and isinstance(parent, yaml.MappingNode):
        for key, below in parent.value:
            if below is value:
                yield key.start_mark.index, key.end_mark.index, _scalar(change.key)


def _of_version(document: Document, version: int) -> tuple[int, int, str]:
    said = document.at([VERSION])
    if said is not None:
        return said.start_mark.index, said.end_mark.index, str(version)
    root = document.node
    begin = root.start_mark.index if root is not None else len(document.text)
    if isinstance(root, yaml.MappingNode) and root.flow_style:
        return begin + 1, begin + 1, f"{VERSION}: {version}, "
    return begin, begin, f"{VERSION}: {version}\n"


def _scalar(value: Any) -> str:
    if isinstance(value, str) and "\n" in value:
        return json.dumps(value, ensure_ascii=False)
    return yaml.safe_dump(value, allow_unicode=True, width=10**9).removesuffix("\n").removesuffix("\n...")
