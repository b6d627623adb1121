"""The front matter of a post that somebody's script has written: read as YAML where it is, line by line where it is not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from newsarchive.export.front_matter import MOST, UnreadableError
from newsarchive.fastyaml import BaseLoader

Value = str | list[str]

_POST = re.compile(r"---[ \t]*\n(.*?)(?<=\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"([A-Za-z_][\w-]*):(?:[ \t]+(.*)|[ \t]*)$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a post says of itself, as words, and what follows."""

    fields: Mapping[str, Value]
    rest: str
    broken: str | None
    """Why it was read line by line; None where it is YAML that says what was meant."""

    def text(self, *names: str) -> str | None:
        """The words of the first of these fields that has any; those of a list with spaces between them."""
        for name in names:
            value = self.fields.get(name, "")
            said = (" ".join(value) if isinstance(value, list) else value).strip()
            if said:
                return said
        return None

    def is_bare(self, name: str) -> bool:
        """Whether the field is one scalar, which Jekyll cuts at its spaces where it expects a list."""
        return isinstance(self.fields.get(name), str)


def read_matter(post: str) -> Matter:
    """The front matter of a post, with line ends as ``\\n``.

    Scalars stay the words that they are in the file: a date is read later, by those who know its zone.

    Raises:
        UnreadableError: it has none, or it does not end.
    """
    found = _POST.match(post)
    if not found:
        raise UnreadableError("its front matter does not end" if post.startswith("---\n") else "it has no front matter")
    head, rest = found[1], post[found.end() :]
    if len(head) > MOST:
        raise UnreadableError(f"its front matter has more than {MOST} characters")
    try:
        data = yaml.load(head, Loader=BaseLoader)  # noqa: S506  # builds nothing but strings, lists and mappings
    except yaml.YAMLError as error:
        return Matter(_by_line(head), rest, getattr(error, "problem", None) or "it is not YAML")
    if not isinstance(data, dict):
        raise UnreadableError("its front matter is no mapping")
    fields = {str(key): _value(value) for key, value in data.items()}
    if any(_CONTROL.search(value) for value in fields.values() if isinstance(value, str)):
        # A backslash pasted between quotation marks: ``\t`` is a tab to YAML, and was a backslash and a t.
        return Matter(_by_line(head), rest, "a backslash in quotation marks")
    return Matter(fields, rest, None)


def _value(value: object) -> Value:
    if isinstance(value, list):
        return [each for each in value if isinstance(each, str)]
    return value if isinstance(value, str) else ""


def _by_line(head: str) -> dict[str, Value]:
    """What was pasted behind each key, with the outer quotation marks off; a line without a key goes on with the one before."""
    fields: dict[str, str] = {}
    last = None
    for line in head.split("\n"):
        found = _KEY.match(line)
        if found:
            last = found[1]
            fields[last] = (found[2] or "").strip()
        elif last and line.strip():
            fields[last] += " " + line.strip()
    return {key: _unquoted(value) for key, value in fields.items()}


def _unquoted(value: str) -> str:
    pasted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if pasted else value
