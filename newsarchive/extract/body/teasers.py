"""Cards that only lead to other pages: a linked line, perhaps a date and a few words, several of them alike."""

from __future__ import annotations

from newsarchive.extract.body.hints import BODY, BYLINE
from newsarchive.extract.body.lexicon import is_chaff, names_date
from newsarchive.extract.body.naming import Naming, Weights
from newsarchive.extract.page import Block, Node, Page

_BLOCKS = 6
"""A card has no more than these."""
_LEVELS = 4
"""Nor is it further above its linked line."""
_WORDS = 150
"""Characters outside links that a card may have..."""
_DATED_WORDS = 600
"""... and if it carries a date or a button, as cards of other articles do and items of a list in the text do not."""
_FEWEST = 3
_REST = 150
"""If less text than this remains without them, they are the text."""


def teaser_blocks(page: Page, weights: Weights, naming: Naming) -> frozenset[int]:
    """The indices of the blocks that make up such cards.

    Args:
        page: the page.
        weights: of its blocks, as running text.
        naming: what the names of its elements say.
    """
    groups: dict[tuple[int, str, str], dict[int, Node]] = {}
    linked = [block.only_links for block in page.blocks]
    for block, before, behind in zip(page.blocks, [True, *linked], [*linked[1:], True], strict=False):
        alone = before and behind and linked[block.index]  # a menu: no words beside the links
        if linked[block.index] and not alone and len(block.text) >= (15 if block.text.isascii() else 8):
            card = _card(block)
            if card is not None and card.parent is not None and _says_little(page, card, naming):
                alike = (card.parent.index, card.tag, card.get("class").partition(" ")[0])
                groups.setdefault(alike, {})[card.block_start] = card
    found: set[int] = set()
    for cards in groups.values():
        if len(cards) < _FEWEST:
            continue
        held = sum(map(weights.of, cards.values()))
        is_all_there_is = held > 0.5 * weights.total and weights.total - held < _REST
        in_text = any(naming.own(node) & BODY for node in next(iter(cards.values())).ancestors())
        if not is_all_there_is and not in_text:
            found.update(index for card in cards.values() for index in range(card.block_start, card.block_end))
    return frozenset(found)


def _card(block: Block) -> Node | None:
    """The element around a linked line that holds a little more than it."""
    node: Node | None = block.node
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "main", "html") or node.block_end - node.block_start > _BLOCKS:
            return None
        if node.block_end - node.block_start > 1:
            while node.parent is not None and _holds_the_same(node.parent, node) and node.parent.parent is not None:
                node = node.parent
            return node
        node = node.parent
    return None


def _says_little(page: Page, card: Node, naming: Naming) -> bool:
    inside = page.blocks[card.block_start : card.block_end]
    words = sum(len(block.text) - block.links for block in inside)
    return words <= _WORDS or (words <= _DATED_WORDS and _is_dated(inside, naming))


def _holds_the_same(outer: Node, inner: Node) -> bool:
    return (outer.block_start, outer.block_end) == (inner.block_start, inner.block_end)


def _is_dated(blocks: list[Block], naming: Naming) -> bool:
    return any(
        naming.own(block.node) & BYLINE or is_chaff(block.text) or (len(block.text) < 60 and names_date(block.text))
        for block in blocks
    )
