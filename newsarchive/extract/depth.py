"""Keep markup from nesting so deep that parsers take quadratic time for it: that is how one page can hang a program."""

from __future__ import annotations

import re

DEEPEST = 200
"""Elements in one another beyond this depth lose their tags; no article is that deep."""
MOST_FORMATS = 8
"""The same for the elements that a parser opens again in every new paragraph until they are closed."""
ENOUGH = 3_000
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
_TAG = re.compile(r"<(?:(/?)([a-zA-Z][^\s/<>]*)|!--)")
_NOTHING = "</wbr"
"""How a tag begins that parsers skip together with its attributes: the end of an element that has none."""


def shallow(html: str) -> str:
    """The same markup, where the tags that nest too deep are turned into ones that mean nothing."""
    return _Leveller(html).level() if html.count("<") >= ENOUGH else html


class _Leveller:
    """Goes through the tags once and keeps account of what is open."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._open: list[tuple[str, bool]] = []
        """What is open, and whether its tag was kept."""
        self._depth = self._formats = 0

    def level(self) -> str:
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
            elif tag not in _CLOSED_BY_NEXT and not (self._close(tag) if found[1] else self._enter(tag)):
                out += html[done : found.start()], _NOTHING
                done = at
        return "".join((*out, html[done:]))

    def _enter(self, tag: str) -> bool:
        """Account for an opening tag; whether it is kept."""
        format_ = tag in _FORMATS
        kept = self._depth < DEEPEST and (self._formats < MOST_FORMATS or not format_)
        self._open.append((tag, kept))
        self._depth += kept
        self._formats += kept and format_
        return kept

    def _close(self, tag: str) -> bool:
        """Account for a closing tag; whether it is kept."""
        for back in range(1, min(len(self._open), 20) + 1):  # what is closed out of order is near, or was never open
            if self._open[-back][0] == tag:
                kept = self._open[-back][1]
                # A closed format leaves the boxes that were opened within it open; a closed box takes all with it.
                closed = slice(-back, len(self._open) - back + 1 if tag in _FORMATS else None)
                self._depth -= sum(was_kept for _, was_kept in self._open[closed])
                self._formats -= sum(was_kept for name, was_kept in self._open[closed] if name in _FORMATS)
                del self._open[closed]
                return kept
        return True
