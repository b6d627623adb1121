"""What elements inherit of the names around them, and which names are to be believed."""

from __future__ import annotations

from newsarchive.extract.body.hints import APART, BODY, COMMENTS, CONTROL, HIDDEN, hints_of
from newsarchive.extract.page import Block, Node

_SHOWN_BY_SCRIPT = 0.4
"""A page that hides more of its text than this is shown by its script, and nothing on it is hidden."""
_A_TEXT = 150
"""So much at least is a text: comments may be longer than the short item that they are about."""
_READABLE = 0.1
"""A menu with this share of the running text is none; nor are the parts of it."""
_READ = 1 << 10
"""Mark of such an element, for what is inside."""


class Weights:
    """The weights of the blocks of a page, summed up for any element at once."""

    def __init__(self, weights: list[float]) -> None:
        self._sums = [0.0]
        for weight in weights:
            self._sums.append(self._sums[-1] + weight)
        self.total = self._sums[-1]

    def of(self, node: Node) -> float:
        """The weight of all blocks in an element."""
        return self._sums[node.block_end] - self._sums[node.block_start]

    def between(self, start: int, end: int) -> float:
        """The weight of ``blocks[start:end]``."""
        return self._sums[end] - self._sums[start]


class Naming:
    """The hints of the elements of one page, read when they are asked for and only once."""

    def __init__(self, blocks: list[Block], weights: Weights) -> None:
        """Read the names around the given blocks: those that weigh anything."""
        self.says_body: list[Node] = []
        """The elements around them whose names say that they hold the text, outermost first."""
        self.articles: list[Node] = []
        """The ``<article>`` elements around them, in document order."""
        self._own: dict[int, int] = {}
        self._ignored = 0
        hidden = 0.0
        for block in blocks:
            node: Node | None = block.node
            while node is not None and node.index not in self._own:
                hints = self._own[node.index] = hints_of(node)
                if hints & BODY:
                    self.says_body.append(node)
                if hints & HIDDEN:
                    hidden += weights.of(node)
                if node.tag == "article":
                    self.articles.append(node)
                node = node.parent
        self.says_body.sort(key=_place)
        self.articles.sort(key=_place)
        if hidden > _SHOWN_BY_SCRIPT * weights.total:
            self._ignored = HIDDEN

    def own(self, node: Node) -> int:
        """What an element's own names say."""
        hints = self._own.get(node.index)
        if hints is None:
            hints = self._own[node.index] = hints_of(node)
        return hints & ~self._ignored


def _place(node: Node) -> int:
    return node.index


class Inherited:
    """What the names say for an element below ``top``, with all that it inherits.

    A name is not believed where the element holds more than ``share`` of all text in ``top``, nor where it holds the headline
    and text below it: such an element is a frame around the article, whatever it is called.
    """

    def __init__(self, naming: Naming, weights: Weights, top: Node, share: float, headline: Block | None) -> None:
        self._naming = naming
        self._weights = weights
        self._all = weights.of(top)
        self._much = share * self._all
        self._headline = headline
        self._found = {top.index: 0}

    def of(self, node: Node) -> int:
        """The hints for an element at or below ``top``."""
        unknown = []
        while node.index not in self._found:
            unknown.append(node)
            if node.parent is None:
                return 0
            node = node.parent
        hints = self._found[node.index]
        for below in reversed(unknown):
            own = self._naming.own(below)
            hints |= self._believed(below, own, hints) if own & APART else own
            self._found[below.index] = hints
        return hints

    def _believed(self, node: Node, hints: int, inherited: int) -> int:
        """What is to be believed of names that keep an element apart."""
        if self._is_frame(node, hints):
            hints &= ~APART
        if hints & CONTROL and (inherited & _READ or self._weights.of(node) > _READABLE * self._all):
            hints = hints & ~CONTROL | _READ
        return hints

    def _is_frame(self, node: Node, hints: int) -> bool:
        weight = self._weights.of(node)
        if weight > self._much:
            return not hints & COMMENTS or self._all - weight < _A_TEXT
        headline = self._headline
        if headline is None or hints & HIDDEN or not node.index < headline.start < node.end:
            return False
        return weight - self._weights.between(headline.index, headline.index + 1) > _A_TEXT
