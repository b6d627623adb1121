"""The body of an article as a tree, with a link in the place of everything that a book would have to ask another host for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from newsarchive.export.files.address import outward
from newsarchive.export.files.epub.words import Words
from newsarchive.export.files.xmltree import legal, one_line
from newsarchive.extract.markup.fragment import BLOCKS, VOID, Element, Node, add, filtered, tokens

DEEPEST = 60
"""Elements in one another beyond this depth lose their tags: some readers give up at 256."""
MEDIA = "media"
"""The class of what stands for a picture, a sound or a film."""

_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_PLAYED = ("audio", "video")


def tree(markup: str, base: str, words: Words) -> list[Node]:
    """The nodes of a body, text and attributes without escapes. ``base``: what its addresses are relative to."""
    return _Builder(base, words).build(markup)


def within(nodes: list[Node]) -> Iterator[Element]:
    """All elements, the outer ones first."""
    todo = nodes[::-1]
    while todo:
        node = todo.pop()
        if isinstance(node, Element):
            yield node
            todo.extend(reversed(node.children))


def said(nodes: list[Node]) -> str:
    """The words in it."""
    return "".join(node if isinstance(node, str) else said(node.children) for node in nodes)


class _Builder:
    def __init__(self, base: str, words: Words) -> None:
        self._base = base
        self._words = words
        self._stack = [Element("")]

    def build(self, markup: str) -> list[Node]:
        stack = self._stack
        for closing, tag, attributes, text in tokens(filtered(legal(markup))):
            if text:
                self._text(text)
            elif closing:
                self._close()
            elif tag in VOID:
                self._void(tag, _read(attributes))
            else:
                self._open(tag, _read(attributes))
        return stack[0].children

    def _text(self, text: str) -> None:
        if self._stack[-1].tag not in _PLAYED:  # what is written there is for readers that do not play it
            add(self._stack[-1].children, legal(html.unescape(text)))

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        top = self._stack[-1]
        if top.tag in _PLAYED or len(self._stack) > DEEPEST:
            self._stack.append(top)
        else:
            self._stack.append(Element(tag, attributes))

    def _close(self) -> None:
        element = self._stack.pop()
        top = self._stack[-1]
        if element is top:
            return
        if element.tag in _PLAYED:
            name = self._words.audio if element.tag == "audio" else self._words.video
            self._stand_in(name, "", element.attrs.get("src") or element.attrs.get("poster", ""))
            return
        element.block = element.tag in BLOCKS or any(isinstance(each, Element) and each.block for each in element.children)
        add(top.children, element)

    def _void(self, tag: str, attributes: dict[str, str]) -> None:
        top = self._stack[-1]
        if top.tag in _PLAYED:
            if tag == "source":
                top.attrs.setdefault("src", attributes.get("src", ""))
        elif tag == "img":
            self._stand_in(self._words.picture, attributes.get("alt", ""), attributes.get("src", ""))
        elif tag not in ("source", "col"):
            add(top.children, Element(tag, attributes))

    def _stand_in(self, kind: str, alternative: str, address: str) -> None:
        """What stands for something that is elsewhere: its name, and a link to it."""
        said = one_line(alternative)
        name = f"[{kind}: {said}]" if said else f"[{kind}]"
        href = None if address.startswith("data:") else outward(address, self._base) if address else None
        attributes = {"class": MEDIA} | ({"href": href} if href else {})
        add(self._stack[-1].children, Element("a", attributes, [name]))


def _read(attributes: str) -> dict[str, str]:
    return {name: legal(html.unescape(value)) for name, value in _ATTRIBUTE.findall(attributes)}
