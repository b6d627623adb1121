"""How much each block of a page weighs as running text of the article, before anything is decided."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import accumulate

from newsarchive.extract.headline import headline_block
from newsarchive.extract.hints import APART, BODY, CAPTION, HIDDEN, NOISE, hints_of
from newsarchive.extract.lexicon import is_chaff, is_imprint, is_signoff, opens_elsewhere
from newsarchive.extract.page import Block, Node, Page
from newsarchive.extract.teasers import teaser_blocks

_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_STOPS = re.compile(r"[,.;:!?，。；：！？、…।॥؟،]")
_CJK_EXTRA = 2
"""A character of Chinese says as much as three of English."""

_TAINTED = NOISE | CAPTION | HIDDEN
_LINKS_HALVE = 30
"""After as many lines of links below the headline, a paragraph pulls half as much: it belongs to something else."""

_LEAD = 20
"""So many characters of the description at the beginning of a block are no accident."""
_SHORT = 160
"""Lines up to this length are looked at for what they say."""


def weigh(block: Block) -> float:
    """The weight of a block by itself: its length, if it is long enough and no list of links."""
    text = block.text
    if block.mostly_links:
        return 0.0
    size = len(text) - block.links
    if not text.isascii():
        size += _CJK_EXTRA * len(_CJK.findall(text))
    if size < 25:
        return 0.0
    if _STOPS.search(text):
        return float(size)
    return size * (0.3 if size < 80 else 0.5)  # no sentence


class Survey:
    """The blocks of a page, weighed.

    ``weight`` is what a block weighs by itself, ``mass`` what remains of it given where it stands, and ``pull`` how much
    it has to say about where the body is.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.blocks = page.blocks
        self.weight = [weigh(block) for block in self.blocks]
        self._weights = [0.0, *accumulate(self.weight)]
        self.total = self._weights[-1]
        self.headline = headline_block(page)
        self.hints = self._own_hints()
        self.teasers = teaser_blocks(page, self.weight, self.hints)
        self.inherited = self.inherited_hints(page.nodes[0], self.total, 0.4 if self.headline < 0 else 0.7) if self.blocks else {}
        self.mass: list[float] = []
        self.pull: list[float] = []
        self._settle()
        self._masses = [0.0, *accumulate(self.mass)]

    def weight_of(self, node: Node) -> float:
        """The weight of all blocks in an element."""
        return self._weights[node.block_end] - self._weights[node.block_start]

    def weight_between(self, start: int, end: int) -> float:
        """The weight of ``blocks[start:end]``."""
        return self._weights[end] - self._weights[start]

    def mass_of(self, node: Node) -> float:
        """The mass of all blocks in an element."""
        return self._masses[node.block_end] - self._masses[node.block_start]

    def inherited_hints(self, top: Node, total: float, share: float) -> dict[int, int]:
        """What the names say for each element below ``top`` that has text, with what it inherits.

        A name is not believed where the element holds more than ``share`` of the ``total`` text, or the headline and text.
        """
        nodes = self.page.nodes
        found = {top.index: 0}
        headline = self.blocks[self.headline].start if self.headline >= 0 else -1
        for index, own in self.hints.items():
            if not top.index < index < top.end:
                continue
            node = nodes[index]
            hints = own
            if hints & APART:
                weight = self.weight_of(node)
                is_wrapper = weight > share * total
                if headline >= 0 and not is_wrapper and index < headline < node.end and not hints & HIDDEN:
                    is_wrapper = weight - self.weight[self.headline] > 150
                if is_wrapper:
                    hints &= ~APART
            found[index] = hints | found[node.parent.index] if node.parent is not None else hints
        return found

    @cached_property
    def says_body(self) -> list[Node]:
        """The elements whose names say that they hold the text, outermost first."""
        nodes = self.page.nodes
        return [nodes[index] for index, own in self.hints.items() if own & BODY]

    def _own_hints(self) -> dict[int, int]:
        """The hints of every element that has text, by index, in document order."""
        found: dict[int, int] = {}
        for block in self.blocks:
            node: Node | None = block.node
            while node is not None and node.index not in found:
                found[node.index] = hints_of(node)
                node = node.parent
        found = dict(sorted(found.items()))
        nodes = self.page.nodes
        hidden = sum(self.weight_of(nodes[index]) for index, own in found.items() if own & HIDDEN)
        if hidden > 0.4 * self.total:  # a page that is shown by its script
            return {index: own & ~HIDDEN for index, own in found.items()}
        return found

    def _settle(self) -> None:
        """Mass and pull, from the weights and where the blocks stand."""
        lead = " ".join((self.page.first_meta("og:description", "description") or "").split())[:_LEAD]
        away = 0
        fade = 1.0
        for index, block in enumerate(self.blocks):
            weight = self.weight[index]
            if index > self.headline:
                if block.only_links:
                    away += 1
                elif not weight and len(block.text) < 40 and not block.mostly_links and opens_elsewhere(block.text):
                    fade = max(0.3, fade / 2)
            mass = weight and fade * self._mass_of_block(index, block, weight)
            if mass and len(lead) == _LEAD and block.text.startswith(lead):
                mass = 1.5 * mass + 150  # the description repeats the beginning of the article
            self.mass.append(mass)
            self.pull.append(mass / (1 + away / _LINKS_HALVE))

    def _mass_of_block(self, index: int, block: Block, mass: float) -> float:
        text = block.text
        if index in self.teasers or (len(text) < _SHORT and (is_chaff(text) or is_signoff(text) or is_imprint(text))):
            mass *= 0.1
        if self.inherited.get(block.node.index, 0) & _TAINTED:
            mass *= 0.15
        if index < self.headline:
            mass *= 0.25
        return mass
