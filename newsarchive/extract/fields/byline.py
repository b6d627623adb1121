"""The lines around a headline and at the end of a body, where date, source and authors stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from newsarchive.extract.fields.words import is_cjk
from newsarchive.extract.page import TEXT, Block, Node, Page

Place = Literal["above", "head", "body", "tail"]

_ABOVE = 6  # blocks before the headline that may hold its date: a dateline above, a breadcrumb
_BELOW = 30  # blocks after it, share buttons and counters among them, before the text begins
_TAIL = 10  # blocks after the text
_PARAGRAPH = 110  # characters that make a block running text
_FIRST = 3  # paragraphs that may open with a credit
_LAST = 5  # ... and that may close with one
_NEAR = 15  # blocks after the headline among which a short one belongs to it, even after a standfirst
_SHORT = 90
_FIGURE = frozenset({"figure", "figcaption"})
_DIGIT = re.compile(r"\d")
_LEVELS = 4  # up from a block, to see whether it stands in a figure


class Line:
    """One block as a byline: its pieces of text set apart, which the page may have set side by side without a space."""

    __slots__ = ("_page", "_pieces", "_text", "block", "glued", "place")

    def __init__(self, page: Page, block: Block, place: Place) -> None:
        self.block = block
        self.place = place
        self.glued = block.text
        """The text as it stands in the block: enough to see that a line is of no interest."""
        self._page = page
        self._pieces: tuple[str, ...] | None = None
        self._text: str | None = None

    @property
    def has_digits(self) -> bool:
        """Whether there is a number in it, without which there is no date."""
        return _DIGIT.search(self.glued) is not None

    @property
    def pieces(self) -> tuple[str, ...]:
        """The texts of its nodes."""
        if self._pieces is None:
            nodes = self._page.nodes[self.block.start : self.block.end]
            self._pieces = tuple(text for node in nodes if node.tag == TEXT and (text := node.text.strip()))
        return self._pieces

    @property
    def text(self) -> str:
        """The pieces with a space between them."""
        if self._text is None:
            self._text = " ".join(" ".join(self.pieces).split())
        return self._text

    @property
    def names(self) -> str:
        """What the block's element is called, by class and id."""
        return f"{self.block.node.get('class')} {self.block.node.get('id')}"


@dataclass(frozen=True, slots=True)
class Byline:
    """The lines of a page that may say who, when and from where, in document order."""

    lines: tuple[Line, ...]
    headline: int | None
    """Index of the block that shows the headline."""
    start: int
    """Index of the first block of running text."""
    end: int
    """Index behind the last block of the text."""

    def at(self, *places: Place) -> list[Line]:
        """The lines at these places."""
        return [line for line in self.lines if line.place in places]


def byline_of(page: Page, headline: int | None, body: tuple[Block, ...] = ()) -> Byline:
    """Gather the lines that may carry a byline.

    Args:
        page: the page.
        headline: the block that shows its title, if one does.
        body: the blocks of the article's text, if they are known.
    """
    blocks = page.blocks
    start = _start(blocks, headline, body)
    end = body[-1].index + 1 if body else _end(blocks, start)
    end = max(end, start)
    top = start if headline is None else headline
    low, near = max(0, top - _ABOVE), top + _NEAR
    lines: list[Line] = []
    wanted = (range(low, max(near, start + _FIRST)), range(end - _LAST, end + _TAIL))
    for index in sorted({index for some in wanted for index in some if low <= index < len(blocks)}):
        block = blocks[index]
        place = _place(block, headline, start, end, near)
        if place and index != headline and block.tag != "title" and not _of_picture(block):
            lines.append(Line(page, block, place))
    return Byline(tuple(lines), headline, start, end)


def _place(block: Block, headline: int | None, start: int, end: int, near: int) -> Place | None:
    index = block.index
    if headline is not None and index < headline:
        return "above"
    if index < start or (index < min(near, end) and _length(block.text) <= _SHORT):
        return "head"
    if index >= end:
        return "tail"
    return "body" if index < start + _FIRST or index >= end - _LAST else None


def _of_picture(block: Block) -> bool:
    """A caption or a picture's credit, which names people and agencies that have not made the piece."""
    if "caption" in block.node.get("class"):
        return True
    node: Node | None = block.node
    for _ in range(_LEVELS):
        if node is None:
            return False
        if node.tag in _FIGURE:
            return True
        node = node.parent
    return False


def _is_paragraph(block: Block) -> bool:
    text = block.text
    if block.links * 2 > len(text) or block.tag in {"li", "title"}:
        return False
    return _length(text) >= _PARAGRAPH


def _length(text: str) -> int:
    """How long a text is to a reader: a CJK character says as much as two letters."""
    return len(text) * 2 if len(text) < _PARAGRAPH and is_cjk(text) else len(text)


def _start(blocks: list[Block], headline: int | None, body: tuple[Block, ...]) -> int:
    """Where the text begins: the first paragraph after the headline."""
    after = -1 if headline is None else headline
    for block in body:
        if block.index > after and _is_paragraph(block):
            return min(block.index, after + _BELOW) if headline is not None else block.index
    for block in blocks[after + 1 : after + 1 + _BELOW] if headline is not None else blocks:
        if _is_paragraph(block):
            return block.index
    return min(len(blocks), after + 1 + (_BELOW if headline is not None else 0))


def _end(blocks: list[Block], start: int) -> int:
    """Without a known body: behind the last paragraph of the run that begins at ``start``."""
    end = start
    for block in blocks[start:]:
        if _is_paragraph(block):
            if block.index - end > _BELOW:
                break
            end = block.index + 1
    return end
