"""How much each block of a page weighs as running text of the article, before anything is decided."""

from __future__ import annotations

import re
from functools import cached_property

from newsarchive.extract.body.headline import headline_block
from newsarchive.extract.body.hints import APART, CAPTION, CONTROL, HIDDEN, NOISE
from newsarchive.extract.body.lexicon import is_chaff, is_imprint, is_signoff, opens_elsewhere
from newsarchive.extract.body.naming import Inherited, Naming, Weights
from newsarchive.extract.body.teasers import teaser_blocks
from newsarchive.extract.page import Block, Node, Page

_STOPS = re.compile(r"[,.;:!?，。；：！？、…।॥؟،]")

_TAINTED = NOISE | CONTROL | CAPTION | HIDDEN
_LINKS_HALVE = 30
"""After as many lines of links below the headline, a paragraph pulls half as much: it belongs to something else."""

_LEAD = 20
"""So many characters of the description at the beginning of a block are no accident."""
_SHORT = 160
"""Lines up to this length are looked at for what they say."""


def weigh(block: Block) -> float:
    """The weight of a block by itself: its length, if it is long enough and no list of links.

    The length is that in UTF-8, where a character of Chinese, which says as much as three of English, takes three bytes.
    """
    text = block.text
    size = len(text) - block.links
    if size < block.links:
        return 0.0
    if not text.isascii():
        size += len(text.encode("utf-8", "replace")) - len(text)
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
        self.blocks = blocks = page.blocks
        self.weight = [weigh(block) for block in blocks]
        self.weights = Weights(self.weight)
        self.headline = headline_block(page)
        self.naming = Naming([block for block in blocks if self.weight[block.index]], self.weights)
        self.teasers = teaser_blocks(page, self.weights, self.naming)
        self.inherited = self.inherited_below(page.nodes[0], 0.4 if self.headline < 0 else 0.7) if blocks else None
        self.mass: list[float] = []
        self.pull: list[float] = []
        self._settle()
        self._masses = Weights(self.mass)

    def mass_of(self, node: Node) -> float:
        """The mass of all blocks in an element."""
        return self._masses.of(node)

    def ballast_of(self, node: Node) -> float:
        """How many characters of an element have no weight, and yet are not kept apart by their names."""
        return self._ballast.of(node)

    @cached_property
    def _ballast(self) -> Weights:
        pairs = zip(self.blocks, self.weight, strict=True)
        return Weights([0.0 if weight or self.is_apart(block) else len(block.text) for block, weight in pairs])

    def inherited_below(self, top: Node, share: float) -> Inherited:
        """What names say for the elements in ``top``; one that holds more than ``share`` of its text is not believed."""
        return Inherited(self.naming, self.weights, top, share, self.blocks[self.headline] if self.headline >= 0 else None)

    def is_apart(self, block: Block) -> bool:
        """Whether the names around a block keep it out of any body."""
        return self.inherited is not None and bool(self.inherited.of(block.node) & APART)

    def _settle(self) -> None:
        """Mass and pull, from the weights and where the blocks stand."""
        lead = " ".join((self.page.first_meta("og:description", "description") or "").split())[:_LEAD]
        away = 0
        fade = 1.0
        for block, weight in zip(self.blocks, self.weight, strict=True):
            if block.index > self.headline and not weight:
                if block.only_links:
                    away += 1
                elif len(block.text) < 40 and not block.mostly_links and opens_elsewhere(block.text):
                    fade = max(0.3, fade / 2)
            mass = weight and fade * self._mass_of_block(block, weight)
            if mass and len(lead) == _LEAD and block.text.startswith(lead):
                mass = 1.5 * mass + 150  # the description repeats the beginning of the article
            self.mass.append(mass)
            self.pull.append(mass / (1 + away / _LINKS_HALVE))

    def _mass_of_block(self, block: Block, mass: float) -> float:
        text = block.text
        if block.index in self.teasers or (len(text) < _SHORT and (is_chaff(text) or is_signoff(text) or is_imprint(text))):
            mass *= 0.1
        if self.inherited is not None and self.inherited.of(block.node) & _TAINTED:
            mass *= 0.15
        if block.index < self.headline:
            mass *= 0.25
        return mass
