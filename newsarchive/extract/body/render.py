"""Write the body that was found as HTML: its blocks and pictures in the order of the page, and only the tags that mean something.

What comes out still has to be sanitised; its links and pictures are as the page wrote them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from newsarchive.extract.body.finding import Body
from newsarchive.extract.body.images import Picture
from newsarchive.extract.markup.fragment import escape
from newsarchive.extract.page import TEXT, Block, Node, Page

# fmt: off
_FRAMES = frozenset((
    "blockquote", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "pre", "ul",
))
_TABLE_PARTS = frozenset(("caption", "tbody", "td", "tfoot", "th", "thead", "tr"))
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt",
    "ruby", "s", "samp", "small", "strong", "sub", "sup", "time", "tt", "u", "var",
))
_NO_TAGS: frozenset[str] = frozenset()
_WHOLE = frozenset(("p", "br", "div", *_FRAMES, *_TABLE_PARTS, *_INLINE))
"""What is written of an element that is kept as it stands: a table of data, a listing."""
_ATTRIBUTES = frozenset(("class", "cite", "colspan", "datetime", "href", "id", "reversed", "rowspan", "start", "title"))
# fmt: on
_DEEPEST = 12
"""Levels of lists and quotations that are kept; what is nested deeper is flattened."""
_MOST_NODES = 20_000
"""A body with more is no article: it is written without formats and links, each of which takes its time."""
_CELL = 200
"""A table whose cells hold more text than this on average lays out the page and holds no data."""


def renderer_of(page: Page, body: Body, pictures: tuple[Picture, ...] = ()) -> Callable[[], str]:
    """What writes the HTML of a body, with its pictures, when somebody asks for it.

    It holds on to the nodes of the body alone: the rest of the page, most of it, can go as soon as the fields are read.
    """
    return str if body.container is None else partial(_Renderer(page, body.container, body.blocks).render, pictures)


class _Renderer:
    """Goes through the blocks and keeps the frames open that the next one is in as well."""

    def __init__(self, page: Page, container: Node, blocks: tuple[Block, ...]) -> None:
        self._top = container.index
        self._first = min(container.index, blocks[0].start) if blocks else container.index
        self._nodes = page.nodes[self._first : max(container.end, blocks[-1].end) if blocks else container.end]
        """Those between ``first`` and the end of the container."""
        self._first_block = container.block_start
        self._all_blocks = page.blocks[container.block_start : container.block_end]
        self._blocks = blocks
        self._inline = _INLINE if sum(block.end - block.start for block in blocks) <= _MOST_NODES else _NO_TAGS
        self._out: list[str] = []
        self._open: list[Node] = []
        self._paragraph: Node | None = None
        self._table_ends = -1
        self._tables: dict[int, bool] = {}

    def _between(self, start: int, end: int) -> list[Node]:
        """The nodes from one index of the page to another."""
        return self._nodes[start - self._first : end - self._first]

    def render(self, pictures: tuple[Picture, ...]) -> str:
        waiting = iter(pictures)
        picture = next(waiting, None)
        before = 0
        for block in self._blocks:
            while picture is not None and picture.node.index < block.start:
                self._picture(picture)
                picture = next(waiting, None)
            if block.start >= self._table_ends:
                self._block(block, before)
            before = block.end
        while picture is not None:
            self._picture(picture)
            picture = next(waiting, None)
        self._frames([])
        return "".join(self._out)

    def _block(self, block: Block, before: int) -> None:
        """Write a block; ``before`` is the index behind the last node that was written."""
        inside = [block.node] if block.node.index > self._top else []
        inside += block.node.ancestors(self._top)
        whole = next(filter(self._is_kept_whole, reversed(inside)), None)
        path = [node for node in reversed(inside) if node.tag in _FRAMES and (whole is None or node.index < whole.index)]
        if self._paragraph is block.node and sum(node.tag == "br" for node in self._between(before, block.start)) == 1:
            self._out.append("<br>")
        else:
            self._frames(path[:_DEEPEST])
            if whole is not None:
                self._write(self._between(whole.index, whole.end), _WHOLE | {whole.tag})
                self._table_ends = whole.end
                return
            self._paragraph = block.node
            if not path or path[-1] is not block.node:
                self._out.append("<p>")
        first = self._nodes[block.start - self._first]
        around = [node for node in first.ancestors(block.node.index) if node.tag in self._inline]
        self._out += [_opening(node) for node in reversed(around)]
        self._write(self._between(block.start, block.end), self._inline)
        self._out += [f"</{node.tag}>" for node in around]

    def _frames(self, path: list[Node]) -> None:
        """Close the frames that end here, open those that begin."""
        shared = 0
        while shared < min(len(path), len(self._open)) and path[shared] is self._open[shared]:
            shared += 1
        self._paragraph = None
        self._out += [f"</{node.tag}>" for node in reversed(self._open[shared:])]
        self._out += [_opening(node) for node in path[shared:]]
        self._open = path

    def _picture(self, picture: Picture) -> None:
        self._frames([])
        caption = f"<figcaption>{escape(picture.image.caption)}</figcaption>" if picture.image.caption else ""
        alt = picture.node.get("alt")
        described = f' alt="{escape(alt)}"' if alt else ""
        self._out.append(f'<figure><img src="{escape(picture.image.url)}"{described}>{caption}</figure>')

    def _write(self, nodes: list[Node], tags: frozenset[str]) -> None:
        """Write nodes in document order, each element closed where its subtree ends."""
        self._out += _markup(nodes, tags)

    def _is_kept_whole(self, node: Node) -> bool:
        return node.tag == "pre" or (node.tag == "table" and self._is_data(node))

    def _is_data(self, table: Node) -> bool:
        if table.index not in self._tables:
            cells = sum(node.tag in ("td", "th") for node in self._between(table.index, table.end))
            inside = self._all_blocks[table.block_start - self._first_block : table.block_end - self._first_block]
            text = sum(len(block.text) for block in inside)
            self._tables[table.index] = cells > 1 and text <= _CELL * cells
        return self._tables[table.index]


def _markup(nodes: list[Node], tags: frozenset[str]) -> Iterator[str]:
    open_elements: list[Node] = []
    for node in nodes:
        while open_elements and open_elements[-1].end <= node.index:
            yield f"</{open_elements.pop().tag}>"
        if node.tag == TEXT:
            yield escape(node.text)
        elif node.tag in tags:
            yield _opening(node)
            if node.tag != "br":
                open_elements.append(node)
    for node in reversed(open_elements):
        yield f"</{node.tag}>"


def _opening(node: Node) -> str:
    kept = "".join(f' {name}="{escape(value or "")}"' for name, value in node.attrs.items() if name in _ATTRIBUTES)
    return f"<{node.tag}{kept}>"
