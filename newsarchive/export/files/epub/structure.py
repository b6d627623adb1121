"""What tables, lists of terms and words with a reading consist of, whatever their markup makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsarchive.export.files.epub.tree import said
from newsarchive.extract.markup.fragment import Element, Node

Row = tuple[Element, Sequence[Element]]
"""A row and its cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, with no row that has no cells."""

    caption: Sequence[Node]
    rows: dict[str, list[Row]]
    """By ``thead``, ``tbody`` and ``tfoot``, in this order, as far as there are some."""


def table_of(node: Element) -> Table:
    """The parts of a ``table``."""
    caption: list[Node] = []
    rows: dict[str, list[Row]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in elements_of(node):
        if child.tag == "caption":
            caption += child.children
        elif child.tag in rows:
            rows[child.tag] += [(row, elements_of(row, "td", "th")) for row in elements_of(child, "tr")]
        elif child.tag == "tr":
            rows["tbody"].append((child, elements_of(child, "td", "th")))
    filled = {name: [(row, cells) for row, cells in some if cells] for name, some in rows.items()}
    return Table(caption, {name: some for name, some in filled.items() if some})


def terms_of(node: Element) -> list[Element] | None:
    """The parts of a ``dl``; None where terms and what they mean do not take turns."""
    parts = [each for each in node.children if is_something(each)]
    terms = elements_of(node, "dt", "dd")
    in_turn = bool(terms) and len(terms) == len(parts) and (terms[0].tag, terms[-1].tag) == ("dt", "dd")
    return terms if in_turn else None


def readings_of(node: Element) -> Iterator[tuple[str, str]]:
    """The parts of a ``ruby``: words, and how they are read; either can be empty."""
    words = ""
    for child in node.children:
        if isinstance(child, Element) and child.tag in ("rt", "rtc"):
            yield words, said(child.children)
            words = ""
        elif isinstance(child, str) or child.tag != "rp":
            words += said([child])
    yield words, ""


def spans_of(cell: Element) -> Iterator[tuple[str, str]]:
    """Over how many columns and rows a cell reaches, where that is more than one and can be."""
    for name in ("colspan", "rowspan"):
        number = cell.attrs.get(name, "")
        if is_number(number) and 1 < int(number) <= 1000:
            yield name, str(int(number))


def elements_of(node: Element, *tags: str) -> list[Element]:
    """The elements right in it; with tags, only those."""
    return [each for each in node.children if isinstance(each, Element) and (not tags or each.tag in tags)]


def is_something(node: Node) -> bool:
    """Whether it is more than white space."""
    return not isinstance(node, str) or bool(node.strip())


def is_number(text: str | None) -> bool:
    """Whether an attribute is a whole number that no reader stumbles over."""
    return re.fullmatch(r"-?[0-9]{1,6}", text or "") is not None
