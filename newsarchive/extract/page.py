"""The page every field is read from: parsed once, walked once.

``Page.read(html)`` gives a flat list of nodes in document order (``nodes[n.index : n.end]`` is the subtree of ``n``, so
nothing here or later needs recursion), the *blocks* of running text they make, and what the head declares: title, meta,
links, JSON-LD. Field readers take a page and parse nothing again.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

TEXT = "-text"
"""The ``tag`` of a text node."""

# fmt: off
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
))
"""Tags that do not end a run of text."""
_UNSEEN = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "canvas", "math", "audio", "map",
    "textarea", "datalist",
))
# fmt: on
"""Elements without words of the article: the walk goes past them."""
_DEEPEST = 200
"""Elements nested deeper than any page needs are taken as neighbours, so that climbing up never takes long."""
# What the walk does with an element.
_PASSED, _SCRIPT, _NAV, _IN_LINE, _IN_BLOCK = range(5)
_TEXT_NUMBER = 2
"""The number that the parser gives to text; to ask for it takes a third of the time that the name takes."""
_NUMBERED = 256
"""The tags of HTML have lower numbers, the same on every page; those that pages make up have others."""
_TAGS: dict[int, tuple[str, int]] = {}
_META_NAMES = frozenset(("property", "name", "itemprop", "http-equiv"))
_MOST_NAVS = 100
"""More are no menus but an accident, and to look into each would take long where they are nested."""


class Node:
    """An element or a text node. ``parent`` is None for the root only."""

    __slots__ = ("_attrs", "block_end", "block_start", "end", "index", "parent", "tag", "text")

    def __init__(self, index: int, parent: Node | None, tag: str, raw: LexborNode | None, text: str, blocks: int) -> None:
        self.index = index
        self.parent = parent
        self.tag = tag
        self.text = text
        self.end = index + 1
        """Index behind the last node of the subtree."""
        self.block_start = self.block_end = blocks
        """Its text is ``page.blocks[block_start:block_end]``; an inline element within one block has none of its own."""
        self._attrs: LexborNode | dict[str, str | None] | None = raw

    @property
    def attrs(self) -> dict[str, str | None]:
        """The attributes; read from the parser when they are first asked for, as most never are."""
        attrs = self._attrs
        if not isinstance(attrs, dict):
            attrs = self._attrs = {} if attrs is None else attrs.attributes
        return attrs

    def get(self, name: str) -> str:
        """An attribute's value, empty where it is missing."""
        attrs = self._attrs
        return (attrs if isinstance(attrs, dict) else self.attrs).get(name) or ""

    def ancestors(self, top: int = -1) -> Iterator[Node]:
        """From the parent up to the root, or to the last one whose index is above ``top``."""
        node = self.parent
        while node is not None and node.index > top:
            yield node
            node = node.parent

    def __repr__(self) -> str:
        what = repr(self.text[:40]) if self.tag == TEXT else f"{self.tag} {self.attrs}"
        return f"<Node {self.index} {what}>"


class Block:
    """A run of text between two block-level tags (or ``<br>``), as a reader sees it: white space collapsed."""

    __slots__ = ("end", "index", "links", "node", "only_links", "start", "text")

    def __init__(self, index: int, node: Node, text: str, nodes: tuple[int, int], links: int) -> None:
        self.index = index
        self.node = node
        """The nearest block-level element around it."""
        self.text = text
        self.start, self.end = nodes
        """Its nodes are ``page.nodes[start:end]``."""
        self.links = links
        """How many of its characters stand in links."""
        self.only_links = links * 5 >= len(text) * 4
        """Whether next to nothing of it is outside links."""

    @property
    def tag(self) -> str:
        """The tag of the element around it: ``p``, ``li``, ``h2``, ``td``..."""
        return self.node.tag

    @property
    def mostly_links(self) -> bool:
        """Whether more than half of it is the text of links."""
        return self.links * 2 > len(self.text)

    def __repr__(self) -> str:
        return f"<Block {self.index} {self.node.tag} {self.text[:40]!r}>"


@dataclass(slots=True)
class _Walk:
    """What the one walk over the tree gathers."""

    nodes: list[Node] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    metas: list[Node] = field(default_factory=list)
    links: list[Node] = field(default_factory=list)
    h1: list[Node] = field(default_factory=list)
    times: list[Node] = field(default_factory=list)
    titles: list[Node] = field(default_factory=list)
    data_scripts: list[str] = field(default_factory=list)


class Page:
    """A parsed page. Build it with :meth:`read`."""

    def __init__(self, walk: _Walk, url: str | None) -> None:
        self.url = url
        """Where it was found, if that is known."""
        self.nodes = walk.nodes
        self.blocks = walk.blocks
        self.h1 = walk.h1
        self.times = walk.times
        """The ``<time>`` elements."""
        self.links = walk.links
        """The ``<link>`` elements; see :meth:`link` for the usual question."""
        self.json_ld = [item for script in walk.data_scripts for item in _objects(script)]
        """Every object of every JSON-LD script, ``@graph`` and lists flattened, in document order."""
        self._metas = walk.metas
        self._titles = walk.titles

    @classmethod
    def read(cls, html: str, *, url: str | None = None) -> Page:
        """Parse and walk a page. Never raises, whatever the markup is."""
        tree = LexborHTMLParser(html.encode("utf-8", "replace"))  # lone surrogates would raise
        root = tree.root
        return cls(_walk(root) if root is not None else _Walk(), url)

    @cached_property
    def title(self) -> str:
        """The text of ``<title>``."""
        return next((text for text in map(self.text_of, self._titles) if text), "")

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """What ``<meta>`` says: lower-cased name, property, itemprop or http-equiv to its non-empty contents."""
        found: dict[str, list[str]] = {}
        for node in self._metas:
            attrs = node.attrs
            content = (attrs.get("content") or attrs.get("value") or "").strip()
            if not content:
                continue
            for key, name in attrs.items():  # in their order: that of a set differs from run to run
                if name and key in _META_NAMES:
                    found.setdefault(name.strip().lower(), []).append(content)
        return found

    def first_meta(self, *names: str) -> str | None:
        """The first content of the first of these names that the page has."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)

    def link(self, rel: str) -> str | None:
        """The address of the first ``<link rel=...>``, as it is written."""
        for node in self.links:
            if rel in node.get("rel").lower().split():
                href = node.get("href").strip()
                if href:
                    return href
        return None

    @cached_property
    def language_tag(self) -> str:
        """The ``lang`` that the root element declares."""
        for node in self.nodes[:2]:
            if node.tag == "html":
                return (node.get("lang") or node.get("xml:lang")).strip()
        return ""

    def subtree(self, node: Node) -> list[Node]:
        """The node and all below it, in document order."""
        return self.nodes[node.index : node.end]

    def text_of(self, node: Node) -> str:
        """The words in a node, white space collapsed."""
        return " ".join("".join(n.text or " " * (n.tag not in INLINE) for n in self.subtree(node)).split())


def _is_menu(nav: LexborNode) -> bool:
    """Whether a ``<nav>`` may be passed by: not if it leads to the next page, or was never closed and holds everything."""
    names = " ".join(filter(None, nav.attributes.values())).lower()
    return "pag" not in names and nav.css_first("h1, main, article, p ~ p ~ p") is None


def _kind_of(tag: str) -> int:
    if tag[0] == "-":
        return _PASSED  # a comment, a doctype
    if tag in _UNSEEN:
        return _SCRIPT if tag == "script" else _PASSED
    if tag == "nav":
        return _NAV
    return _IN_LINE if tag in INLINE else _IN_BLOCK


def _tag_of(number: int, here: LexborNode) -> tuple[str, int]:
    """An element's tag and what the walk does with it, kept in mind for the tags that HTML knows."""
    tag = here.tag or "-"
    known = sys.intern(tag), _kind_of(tag)
    if number < _NUMBERED:
        _TAGS[number] = known
    return known


def _walk(root: LexborNode) -> _Walk:  # noqa: PLR0912, PLR0915  # flat and long: it runs for every node of every page
    """One pass over the tree."""
    walk = _Walk()
    nodes, blocks = walk.nodes, walk.blocks
    special = {"meta": walk.metas, "link": walk.links, "h1": walk.h1, "time": walk.times, "title": walk.titles}
    open_tags: list[tuple[LexborNode, Node | None, Node, int]] = []  # what to return to on leaving an element
    parts: list[str] = []  # of the block being read
    links = start = anchors = count = made = navs = 0  # count of nodes, made of blocks
    parent: Node | None = None
    here: LexborNode = root
    owner = Node(0, None, "html", None, "", 0)
    tags, add = _TAGS.get, nodes.append

    while True:
        number = here.tag_id
        if number == _TEXT_NUMBER:
            # White space between block-level tags means nothing; most of it is seen to be that without being read.
            if parts or not here.is_empty_text_node:
                text = here.text_content or ""
                if parts or not text.isspace():
                    if not parts:
                        start = count
                    parts.append(text)
                    if anchors:
                        links += len(text.strip())
                    add(Node(count, parent, TEXT, None, text, made))
                    count += 1
        else:
            tag, kind = tags(number) or _tag_of(number, here)
            if kind == _NAV and ((navs := navs + 1) >= _MOST_NAVS or not _is_menu(here)):
                kind = _IN_BLOCK
            if kind >= _IN_LINE:
                if kind == _IN_BLOCK and parts:
                    made = _flush(blocks, owner, parts, (start, count), links)
                    parts, links = [], 0
                node = Node(count, parent, tag, here, "", made)
                add(node)
                count += 1
                if tag in special:
                    special[tag].append(node)
                below = here.first_child
                if below is not None:
                    open_tags.append((here, parent, owner, anchors))
                    if kind == _IN_BLOCK:
                        owner = node
                    elif tag == "a":
                        anchors += 1
                    if len(open_tags) < _DEEPEST:
                        parent = node
                    here = below
                    continue
            elif kind == _SCRIPT and "ld+json" in (here.attributes.get("type") or ""):
                walk.data_scripts.append(here.text(deep=True))
        following = here.next
        while following is None:
            if parent is None:
                return walk
            here, outer, outer_owner, anchors = open_tags.pop()
            if parts and owner is not outer_owner:
                made = _flush(blocks, owner, parts, (start, count), links)
                parts, links = [], 0
            parent.end = count
            parent.block_end = made
            parent, owner = outer, outer_owner
            following = here.next
        here = following


def _flush(blocks: list[Block], owner: Node, parts: list[str], nodes: tuple[int, int], links: int) -> int:
    """Add the block that was read, if there is a word in it; how many there are."""
    text = " ".join((parts[0] if len(parts) == 1 else "".join(parts)).split())
    if text and owner.tag != "title":
        blocks.append(Block(len(blocks), owner, text, nodes, links))
    return len(blocks)


_LENIENT = json.JSONDecoder(strict=False)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


def _json(text: str) -> Any:
    try:
        return _LENIENT.decode(text)
    except (ValueError, RecursionError):
        return None


def _objects(script: str) -> Iterator[dict[str, Any]]:
    """The objects of one JSON-LD script, forgiving what is often wrong: comments around, raw newlines, commas."""
    text = script.strip()
    if "{" not in text:
        return
    text = text[min(i for i in (text.find("{"), text.find("[")) if i >= 0) : max(text.rfind("}"), text.rfind("]")) + 1]
    data = _json(text)
    queue = [_json(_TRAILING_COMMA.sub(r"\1", text)) if data is None else data]
    for item in queue:  # grows while it is read
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                queue.extend(graph)
