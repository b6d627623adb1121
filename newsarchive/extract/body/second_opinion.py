"""What trafilatura takes for the body: asked on the few pages where our own reading is in doubt, as it is slow."""

from __future__ import annotations

from newsarchive.extract.body.headline import squeeze
from newsarchive.extract.page import Block, Page

_LARGEST = 400_000
"""Characters of markup; on a larger page the answer would take seconds."""
_CHARACTERS_A_NODE = 125
"""Its time goes with the elements and texts of the page: denser than this, it would take more than a second a megabyte."""
_SHORT = 12
"""A shorter line may stand anywhere in a text by chance; it is taken only between two others."""


def blocks_of_trafilatura(page: Page, html: str) -> list[Block]:
    """The blocks of the page whose words trafilatura takes for the article; none where it finds none."""
    if len(html) > _LARGEST or len(page.nodes) * _CHARACTERS_A_NODE > len(html):
        return []
    text = squeeze(_ask(html, page.url))
    if not text:
        return []
    blocks: list[Block] = []
    waiting: list[Block] = []
    seen: set[str] = set()
    for block in page.blocks:
        words = squeeze(block.text)
        if not words or words in seen or words not in text:
            waiting.clear()
        elif len(words) < _SHORT:
            waiting.append(block)
        else:
            blocks += [*waiting, block] if blocks else [block]
            waiting.clear()
            seen.add(words)
    return blocks


def _ask(html: str, url: str | None) -> str:
    from trafilatura import bare_extraction  # noqa: PLC0415  # half a second to import, which most runs never need

    try:
        found = bare_extraction(html, url=url, include_comments=False, with_metadata=False, fast=True)
    except Exception:  # noqa: BLE001  # whatever foreign code trips over on hostile markup, we have our own reading
        return ""
    return getattr(found, "text", None) or ""
