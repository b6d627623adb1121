"""Where the article's body is, and what of it belongs to the article."""

from __future__ import annotations

from dataclasses import dataclass

from newsarchive.extract.page import Block, Node, Page


@dataclass(frozen=True, slots=True)
class Body:
    """The body as it was found."""

    container: Node | None
    """The element that holds it."""
    blocks: tuple[Block, ...]
    """What of the page is article, in document order."""
    text: str
    html: str
    confidence: float


def read_body(page: Page) -> Body:
    """Find the body of the page."""
    scores: dict[Node, float] = {}
    for block in page.blocks:
        value = len(block.text) - 3 * block.links - 25.0
        for weight, node in zip((1.0, 0.5), (block.node, block.node.parent), strict=False):
            if node is not None:
                scores[node] = scores.get(node, 0.0) + weight * value
    best = max(scores, key=scores.__getitem__, default=None)
    if best is None:
        return Body(None, (), "", "", 0.0)
    blocks = tuple(b for b in page.blocks if best.index < b.start < best.end)
    return Body(best, blocks, "\n".join(b.text for b in blocks), "", 0.5)
