"""JSON documents read by JMESPath expressions, as real endpoints need it: key case varies, and text may need a cut."""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.functions import Functions, signature
from jmespath.visitor import Options, TreeInterpreter


class ShapeError(ValueError):
    """A document that is not JSON, or not of the shape that the source definition describes."""


class _Functions(Functions):
    """JMESPath's own functions, and what lists of news need besides."""

    @signature({"types": ["string", "null"]}, {"types": ["string"]})
    def _func_after(self, text: str | None, mark: str) -> str | None:
        """``after(digest, '】')``: what follows the mark, or null when the mark is not there."""
        return text.partition(mark)[2] or None if text else None

    @signature({"types": ["string", "null"]}, {"types": ["string"]})
    def _func_before(self, text: str | None, mark: str) -> str | None:
        """``before(text, '】')``: what stands before the mark, or null when the mark is not there."""
        before, found, _ = text.partition(mark) if text else ("", "", "")
        return before or None if found else None


class _Interpreter(TreeInterpreter):
    """Finds a key as it is written, else in another case: ``infoCode`` and ``infocode`` are one to some servers."""

    def visit_field(self, node: Any, value: Any) -> Any:
        if not isinstance(value, dict):
            return None
        name = node["value"]
        if name in value:
            return value[name]
        folded = name.casefold()
        return next((each for key, each in value.items() if key.casefold() == folded), None)


_FUNCTIONS = _Functions()
_OPTIONS = Options(custom_functions=_FUNCTIONS)


@functools.lru_cache(maxsize=512)
def _parsed(expression: str) -> Any:
    return jmespath.compile(expression).parsed


def check_expression(expression: str) -> None:
    """Raise ``ValueError`` when ``expression`` is no JMESPath, or calls a function that there is not."""
    try:
        tree = _parsed(expression)
    except JMESPathError as error:
        raise ValueError(f"expected a JMESPath expression: {str(error).splitlines()[0]}") from error
    for name in _function_names(tree):
        if name not in _FUNCTIONS.FUNCTION_TABLE:
            raise ValueError(f"expected a JMESPath function, and {name}() is none")


def _function_names(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        if tree.get("type") == "function_expression":
            yield tree["value"]
        for child in tree.get("children", ()):
            yield from _function_names(child)


def search(expression: str, document: Any) -> Any:
    """What ``expression`` finds in ``document``; None where it finds nothing or does not apply to what is there."""
    try:
        return _Interpreter(_OPTIONS).visit(_parsed(expression), document)
    except JMESPathError:  # a function met a value of another type: the field is not there, as far as we can read
        return None


def parse(text: str) -> Any:
    """The JSON document in ``text``.

    Raises:
        ShapeError: it is none; the message shows how the text begins.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if text.lstrip()[:1] in ("{", "["):
            raise ShapeError(f"the answer is broken JSON: {error.msg} (character {error.pos} of {len(text)})") from error
        start = " ".join(text[:200].split())[:60]
        raise ShapeError(f"the answer is not JSON: it begins with {start!r}" if start else "the answer is empty") from error
    except RecursionError as error:
        raise ShapeError("the answer is JSON nested too deeply to be read") from error


def items_of(document: Any, expression: str) -> list[dict[str, Any]]:
    """The articles that a list names.

    Raises:
        ShapeError: there is no list at ``expression``; the message shows the keys there are.
    """
    found = search(expression, document)
    if not isinstance(found, list):
        there = ", ".join(map(str, document)) if isinstance(document, dict) else type(document).__name__
        raise ShapeError(f"no list of articles at {expression!r}; the answer has: {there or 'nothing'}")
    return [each for each in found if isinstance(each, dict)]


def missing(what: str, expression: str | None, items: Sequence[Mapping[str, Any]]) -> ShapeError:
    """The error that no item of a list has ``what`` at ``expression``; it shows the keys there are."""
    there = ", ".join(map(str, items[0])) or "nothing"
    return ShapeError(f"no {what} at {expression!r} in any item of the list; the first item has: {there}")


# C0 and C1 controls save tab and newline, and the halves of a character that JSON can carry but UTF-8 cannot.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"[\s\x85]+")


def printable(text: str) -> str:
    """``text`` without control characters; lone surrogates become U+FFFD, so that it can be written as UTF-8."""
    return _UNPRINTABLE.sub("", _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str) -> str | None:
    """``text`` as one printable line, entities read and white space folded; None when nothing is left."""
    return printable(_SPACE.sub(" ", html.unescape(text))).strip() or None


def words(expression: str | None, document: Mapping[str, Any]) -> str | None:
    """The text that ``expression`` finds, as it stands; numbers as their digits; None where there is none."""
    if expression is None:
        return None
    found = search(expression, document)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return None
    return str(found) if str(found).strip() else None


def names(expression: str | None, document: Mapping[str, Any]) -> tuple[str, ...]:
    """The people that ``expression`` finds: one name, or a list of them."""
    found = search(expression, document) if expression else None
    said = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    lines = (one_line(name) for name in said if isinstance(name, str))
    return tuple(dict.fromkeys(name for name in lines if name))
