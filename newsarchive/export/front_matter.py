"""Front matter that says the same to every YAML reader: PyYAML, Ruby's Psych in Jekyll, Go's in Hugo."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import yaml

from newsarchive.fastyaml import SafeDumper, SafeLoader

# YAML 1.1, chapter 5.1: what may stand in a stream as it is. Next line and the two Unicode separators may too, but
# readers fold them, and a byte order mark is dropped by some.
_NOT_PRINTABLE = re.compile('[^\t\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\t\u2028\u2029\ufeff]|["\\\\]')
_NUMBER_LIKE = re.compile(r"(?=.*[0-9])[0-9a-fA-FxXoOtTzZ_.,:+\- ]*")
_WORD_LIKE = re.compile(r"(y|n|yes|no|on|off|true|false|null|~|[-+]?\.?(inf|nan))?", re.IGNORECASE)


MOST = 10_000
"""Characters of front matter that are read. PyYAML's loader in C overflows its stack at some 20,000 brackets in a row."""


def quoted(text: str) -> str:
    """``text`` as a YAML scalar in double quotes, on one line; what could be misread is escaped."""
    return '"' + _NOT_PRINTABLE.sub(lambda found: _escape(found[0]), text) + '"'


def _escape(character: str) -> str:
    code = ord(character)
    if character in '"\\':
        return "\\" + character
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}.get(character)
    if short:
        return short
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError("half of a character (a lone surrogate) cannot be written; see json_fields.printable")
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"


@functools.lru_cache(maxsize=4096)  # a few media make most tags and categories, and to ask YAML takes its time
def scalar(text: str) -> str:
    """``text`` as a YAML scalar: bare where every reader takes it for this very text, else in double quotes."""
    bare = yaml.dump({"k": text}, Dumper=SafeDumper, allow_unicode=True, width=2**31 - 1)[3:-1]
    if bare != text or _NUMBER_LIKE.fullmatch(text) or _WORD_LIKE.fullmatch(text) or _NOT_PRINTABLE.search(text):
        return quoted(text)
    return bare


def words(text: str) -> str:
    """``text`` as *one* tag or category: Jekyll cuts a bare string at its spaces, but not the items of a list."""
    return f"[{quoted(text)}]" if re.search(r"\s", text) else scalar(text)


def mapping(values: Mapping[str, Any], indent: str = "") -> str:
    """A YAML mapping that reads the same everywhere; the keys are plain words of ours.

    Texts stand in quotes, datetimes are ISO 8601 with their offset; what is None or empty is left out.
    """
    lines = []
    for key, value in values.items():
        if value is None or (isinstance(value, Mapping | Sequence) and not value):
            continue
        if isinstance(value, Mapping):
            inner = mapping(value, indent + "  ")
            lines += [f"{indent}{key}:", inner] if inner else []
        elif isinstance(value, Sequence) and not isinstance(value, str):
            lines += [f"{indent}{key}:", *(_item(each, indent + "  ") for each in value)]
        else:
            lines.append(f"{indent}{key}: {_leaf(value)}")
    return "\n".join(lines)


def _item(value: Any, indent: str) -> str:
    """An item of a list: a text, or a mapping that begins behind the dash."""
    text = mapping(value, indent + "  ").lstrip() if isinstance(value, Mapping) else _leaf(value)
    return f"{indent}- {text}"


def _leaf(value: str | int | datetime) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return quoted(value) if isinstance(value, str) else str(value).lower()


class UnreadableError(ValueError):
    """A post whose front matter does not read back as it was meant."""


def read(post: str, most: int = MOST) -> tuple[dict[str, Any], str]:
    """The front matter of a post, of ``most`` characters at the most, and what follows it.

    Raises:
        UnreadableError: it has none, or one that is no YAML mapping.
    """
    found = re.match(r"---\n(.*?\n)---\n", post, re.DOTALL)
    if not found:
        raise UnreadableError("it has no front matter")
    if len(found[1]) > most:
        raise UnreadableError(f"its front matter has more than {most} characters")
    try:
        data = yaml.load(found[1], Loader=SafeLoader)  # noqa: S506  # safe, by another name
    except yaml.YAMLError as error:
        raise UnreadableError(f"its front matter is not YAML: {error}") from error
    if not isinstance(data, dict):
        raise UnreadableError("its front matter is no mapping")
    return data, post[found.end() :]
