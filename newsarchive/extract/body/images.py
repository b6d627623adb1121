"""The pictures of an article: where they stand, their addresses, their captions, and the one that leads."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsarchive.article import Evidence, Image
from newsarchive.extract.body.finding import Body
from newsarchive.extract.body.hints import CONTROL, HIDDEN, NOISE, hints_of
from newsarchive.extract.markup import addresses
from newsarchive.extract.markup.fragment import escape
from newsarchive.extract.page import Node, Page

_ICON = 60
"""Pictures that say they are smaller than so many pixels are decoration."""
_BOX_BLOCKS = 3
"""The box of a picture holds no more text than its caption and its credit."""
_CAPTION_REASONS = frozenset(("named so", "picture", "picture credit"))
_LONGEST_CAPTION = 600


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the body: the element it stands in, and what is kept of it."""

    node: Node
    image: Image


def pictures_of(page: Page, body: Body) -> tuple[Picture, ...]:
    """The pictures between the headline and the end of the text, in document order."""
    if body.container is None or not body.blocks:
        return ()
    found: dict[str, Picture] = {}
    apart = {body.container.index: False}
    start = max(body.container.index, page.blocks[body.headline].end if body.headline >= 0 else 0)
    for node in page.nodes[start : body.blocks[-1].end]:
        if node.tag != "img" or node.index < body.container.index or _is_small(node) or _is_apart(node, apart):
            continue
        address = _address(node, page.url)
        if address and address not in found:
            found[address] = Picture(node, Image(address, _caption(page, body, node)))
    return tuple(found.values())


def lead_image(page: Page, pictures: tuple[Picture, ...]) -> tuple[Image, Evidence] | None:
    """The picture that stands for the article: what the page declares, else the first in the text."""
    declared = page.first_meta("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
    if declared and not declared.startswith("data:") and (address := addresses.absolute(declared, page.url)):
        same = next((picture.image for picture in pictures if picture.image.url == address), Image(address))
        return same, Evidence("meta", "og:image", declared)
    for item in page.json_ld:
        raw = next(_addresses(item.get("image")), "")
        if "headline" in item and (address := addresses.absolute(raw, page.url if raw else None)):
            return Image(address), Evidence("json-ld", "image", raw)
    if pictures:
        return pictures[0].image, Evidence("text", "img", pictures[0].node.get("src"))
    return None


def _addresses(value: Any) -> Iterator[str]:
    """The addresses in an ``image`` of JSON-LD: a string, an object with a URL, or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        address = item.get("url") if isinstance(item, dict) else item
        if isinstance(address, str) and address:
            yield address


def _is_small(node: Node) -> bool:
    return any(size.isdigit() and int(size) < _ICON for size in (node.get("width"), node.get("height")))


def _is_apart(node: Node, known: dict[int, bool]) -> bool:
    """Whether an element around, below those that are known, is a menu or the like; pictures share most of these."""
    climbed = []
    apart = False
    for element in node.ancestors():
        if element.index in known:
            apart = known[element.index]
            break
        climbed.append(element.index)
        if hints_of(element) & (NOISE | CONTROL | HIDDEN):
            apart = True
            break
    known.update(dict.fromkeys(climbed, apart))
    return apart


def _address(node: Node, base_url: str | None) -> str | None:
    told = {name: escape(value) for name, value in node.attrs.items() if value and name in addresses.OF_PICTURE}
    escaped = addresses.picture(told, base_url)
    return html.unescape(escaped) if escaped else None


def _caption(page: Page, body: Body, node: Node) -> str | None:
    """What the smallest box around a picture says, if nothing of it belongs to the text."""
    for box in node.ancestors():
        blocks = page.blocks[box.block_start : box.block_end]
        if len(blocks) > _BOX_BLOCKS and box.tag != "figure":
            return None
        if blocks:
            if any(body.dropped.get(block.index) not in _CAPTION_REASONS for block in blocks):
                return None
            return " ".join(block.text for block in blocks)[:_LONGEST_CAPTION]
        if box.tag == "figure" or body.container is box:
            return None
    return None
