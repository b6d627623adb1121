"""Keep markup from nesting so deep that parsers take quadratic time for it: that is how one page can hang a program."""

from __future__ import annotations

import re

DEEPEST = 200
"""Elements in one another beyond this depth lose their tags; no article is that deep."""
MOST_FORMATS = 12
"""The same for the elements that a parser opens again in every new paragraph until they are closed."""
ENOUGH = 4_000
"""With fewer tags than this nothing can go wrong, and the markup need not be looked through."""

_FORMATS = frozenset(("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"))
# fmt: off
_CLOSED_BY_NEXT = frozenset((
    "a", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option",
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))
# fmt: on
"""What cannot pile up: elements that end where the next of their kind begins, and those that hold nothing."""
_OPAQUE = frozenset(("script", "style", "textarea", "title"))
"""What holds no tags, whatever it looks like."""
_NEAR = 20
"""What is closed out of order was opened so near, or never."""
_TAG = re.compile(r"<(?:(/?)([a-zA-Z][^\s/<>]*)|!--)")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_KNOWN = {tag: tag for tag in (*_CLOSED_BY_NEXT, *_FORMATS, "div", "span", "ul", "script", "section", "table")}
"""Names that need not be lowered any more."""
_NOTHING = "</wbr"
"""How a tag begins that parsers skip together with its attributes: the end of an element that has none."""


def shallow(html: str) -> str:
    """The same markup, where the tags that nest too deep are turned into ones that mean nothing."""
    return _Leveller(html).level() if html.count("<") >= ENOUGH and _may_be_deep(html) else html


def _may_be_deep(html: str) -> bool:
    """A quick look at what is open; it takes scripts and comments for markup, and so may be wrong on the safe side."""
    boxes: list[str] = []
    formats = 0
    for closing, name in _ANY_TAG.findall(html):
        tag = _KNOWN.get(name) or name.lower()
        if tag in _CLOSED_BY_NEXT:
            continue
        if tag in _FORMATS:
            formats += -1 if closing else 1
        elif not closing:
            boxes.append(tag)
            if len(boxes) > DEEPEST:
                return True
        elif boxes and boxes[-1] == tag:
            boxes.pop()
        elif tag in boxes[-_NEAR:]:
            while boxes.pop() != tag:
                pass
    return formats > MOST_FORMATS


class _Leveller:
    """Goes through the tags once and keeps account of what is open."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._boxes: list[tuple[str, bool]] = []
        """What is open, and whether its tag was kept."""
        self._depth = 0
        self._formats: dict[str, list[bool]] = {tag: [] for tag in _FORMATS}
        """The same for the formats, which stay open when the box around them is closed."""
        self._open_formats = 0

    def level(self) -> str:
        """The markup without the tags that nest too deep."""
        html, done, at = self._html, 0, 0
        out: list[str] = []
        while found := _TAG.search(html, at):
            at = found.end()
            tag = (found[2] or "!--").lower()
            if tag == "!--" or (tag in _OPAQUE and not found[1]):
                end = html.find("-->" if tag == "!--" else f"</{tag}", at)  # in another case, it ends a little later
                if end < 0:
                    break
                at = end
            elif tag not in _CLOSED_BY_NEXT and not self._keeps(tag, closing=bool(found[1])):
                out += html[done : found.start()], _NOTHING
                done = at
        return "".join((*out, html[done:]))

    def _keeps(self, tag: str, *, closing: bool) -> bool:
        if tag in _FORMATS:
            return self._close_format(tag) if closing else self._open_format(tag)
        return self._close_box(tag) if closing else self._open_box(tag)

    def _open_format(self, tag: str) -> bool:
        kept = self._open_formats < MOST_FORMATS
        self._formats[tag].append(kept)
        self._open_formats += kept
        return kept

    def _close_format(self, tag: str) -> bool:
        kept = self._formats[tag].pop() if self._formats[tag] else False
        self._open_formats -= kept
        return kept

    def _open_box(self, tag: str) -> bool:
        kept = self._depth < DEEPEST
        self._boxes.append((tag, kept))
        self._depth += kept
        return kept

    def _close_box(self, tag: str) -> bool:
        for back in range(1, min(len(self._boxes), _NEAR) + 1):
            if self._boxes[-back][0] == tag:
                kept = self._boxes[-back][1]
                self._depth -= sum(was_kept for _, was_kept in self._boxes[-back:])
                del self._boxes[-back:]
                return kept
        return True
