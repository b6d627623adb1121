"""A body as XHTML of a book: every element where the HTML standard allows it, and every word kept."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from newsarchive.export.files.address import outward
from newsarchive.export.files.epub.structure import (
    elements_of,
    is_number,
    is_something,
    readings_of,
    spans_of,
    table_of,
    terms_of,
)
from newsarchive.export.files.epub.tree import MEDIA, tree, within
from newsarchive.export.files.epub.words import Words
from newsarchive.export.files.xmltree import LANG, add, language_of
from newsarchive.extract.markup.fragment import Element, Node

XHTML = "http://www.w3.org/1999/xhtml"

_HEADINGS = {f"h{level}": f"h{min(level + 1, 6)}" for level in range(1, 7)}
"""One level down: the title of the article is the first."""
_INLINE = {
    **{tag: tag for tag in ("abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s")},
    **{tag: tag for tag in ("samp", "small", "strong", "sub", "sup", "u", "var", "span")},
    "dfn": "em",
    "strike": "s",
}
"""Elements in running text. All others give their words alone."""


def set_language(element: etree._Element, language: str) -> None:
    """Say the language of an element, in both ways that readers look for."""
    element.set("lang", language)
    element.set(LANG, language)


def fill(parent: etree._Element, markup: str, base: str, words: Words) -> None:
    """Add a body to an element that holds paragraphs. ``base``: the address of the article."""
    nodes = tree(markup, base, words)
    _Writer(base, nodes).flow(nodes, parent)


class _Writer:
    def __init__(self, base: str, nodes: list[Node]) -> None:
        self._base = base
        self._wanted = {each.attrs["href"][1:] for each in within(nodes) if each.attrs.get("href", "").startswith("#")}
        self._places: dict[str, str] = {}
        """Id in the body to the id in the book, of what a link points to."""
        self._pointers: list[tuple[etree._Element, str]] = []

    def flow(self, nodes: list[Node], out: etree._Element) -> None:
        """Add nodes where paragraphs stand, and settle the links among them."""
        self._flow(nodes, out)
        for element, target in self._pointers:
            if target in self._places:
                element.set("href", f"#{self._places[target]}")

    def _flow(self, nodes: Sequence[Node], out: etree._Element) -> None:
        run: list[Node] = []
        for node in nodes:
            if isinstance(node, Element) and node.block:
                self._paragraph(run, out)
                run = []
                self._block(node, out)
            else:
                run.append(node)
        self._paragraph(run, out)

    def _paragraph(self, run: Sequence[Node], out: etree._Element) -> None:
        if any(map(is_something, run)):
            self._phrasing(run, add(out, "p"))

    def _content(self, node: Element, out: etree._Element) -> None:
        """What a cell or an item of a list holds: paragraphs, or words alone."""
        if any(isinstance(each, Element) and each.block for each in node.children):
            self._flow(node.children, out)
        else:
            self._phrasing(node.children, out)

    def _block(self, node: Element, out: etree._Element) -> None:
        inner_blocks = any(isinstance(each, Element) and each.block for each in node.children)
        match node.tag:
            case "hr":
                add(out, "hr")
            case "blockquote":
                self._flow(node.children, self._made(node, "blockquote", out))
            case "ul" | "ol":
                self._list(node, out)
            case "dl":
                self._definitions(node, out)
            case "table":
                self._table(node, out)
            case "figure":
                self._figure(node, out)
            case _ if inner_blocks and not self._is_marked(node):
                self._flow(node.children, out)
            case _ if inner_blocks:
                self._flow(node.children, self._made(node, "div", out))
            case "pre":
                self._phrasing(node.children, self._made(node, "pre", out))
            case _ if any(map(is_something, node.children)) or self._is_marked(node):
                self._phrasing(node.children, self._made(node, _HEADINGS.get(node.tag, "p"), out))

    def _list(self, node: Element, out: etree._Element) -> None:
        made = self._made(node, node.tag, out)
        if node.tag == "ol" and is_number(node.attrs.get("start")):
            made.set("start", node.attrs["start"])
        if node.tag == "ol" and "reversed" in node.attrs:
            made.set("reversed", "reversed")
        for child in node.children:
            if isinstance(child, str):
                if child.strip():
                    self._phrasing([child], add(made, "li"))
            elif child.tag == "li":
                item = self._made(child, "li", made)
                if node.tag == "ol" and is_number(child.attrs.get("value")):
                    item.set("value", child.attrs["value"])
                self._content(child, item)
            else:
                self._content(Element("li", children=[child]), add(made, "li"))
        if not len(made):
            out.remove(made)

    def _definitions(self, node: Element, out: etree._Element) -> None:
        """A list of terms; what is none becomes paragraphs."""
        terms = terms_of(node)
        if terms is None:
            self._flow(node.children, out)
            return
        made = self._made(node, "dl", out)
        for term in terms:
            place = self._made(term, term.tag, made)
            if term.tag == "dd":
                self._content(term, place)
            else:
                self._phrasing(term.children, place)

    def _figure(self, node: Element, out: etree._Element) -> None:
        captions = elements_of(node, "figcaption")
        made = self._made(node, "figure", out)
        self._flow([each for each in node.children if each not in captions], made)
        if captions:
            caption = add(made, "figcaption")
            for each in captions:
                self._content(each, caption)
        if not len(made):
            out.remove(made)

    def _table(self, node: Element, out: etree._Element) -> None:
        table = table_of(node)
        if not table.rows:
            self._paragraph(table.caption, out)
            return
        made = self._made(node, "table", out)
        if table.caption:
            self._phrasing(table.caption, add(made, "caption"))
        for name, rows in table.rows.items():
            section = add(made, name)
            for row, cells in rows:
                place = self._made(row, "tr", section)
                for cell in cells:
                    self._cell(cell, place)

    def _cell(self, cell: Element, row: etree._Element) -> None:
        made = self._made(cell, cell.tag, row)
        for name, number in spans_of(cell):
            made.set(name, number)
        if cell.tag == "td":
            self._content(cell, made)
        else:  # a heading may not hold headings
            self._phrasing(cell.children, made)

    def _phrasing(self, nodes: Sequence[Node], out: etree._Element) -> None:
        """Add nodes where words stand; what would be a paragraph there is a line of its own."""
        for node in nodes:
            if isinstance(node, str):
                _say(out, node)
            elif node.tag in ("br", "wbr", "hr"):
                add(out, "wbr" if node.tag == "wbr" else "br")
            elif node.block:
                if len(out) or (out.text or "").strip():
                    add(out, "br")
                self._phrasing(node.children, out)
            elif node.tag == "a":
                self._link(node, out)
            elif node.tag == "ruby":
                self._ruby(node, out)
            elif self._says_something(node):
                self._phrasing(node.children, self._made(node, _INLINE.get(node.tag, "span"), out))
            else:
                self._phrasing(node.children, out)

    def _link(self, node: Element, out: etree._Element) -> None:
        href = node.attrs.get("href", "")
        inside_link = any(each.tag == f"{{{XHTML}}}a" for each in (out, *out.iterancestors()))
        target = None if href.startswith("#") or not href else outward(href, self._base)
        if inside_link or not (target or href.startswith("#") or self._is_marked(node)):
            self._phrasing(node.children, out)
            return
        made = self._made(node, "a", out)
        if node.attrs.get("class") == MEDIA:
            made.set("class", MEDIA)
        if target:
            made.set("href", target)
        elif href:
            self._pointers.append((made, href[1:]))
        self._phrasing(node.children, made)

    def _ruby(self, node: Element, out: etree._Element) -> None:
        """Words with their reading above them; readers that cannot do that show it in brackets behind."""
        made: etree._Element | None = None
        for words, reading in readings_of(node):
            if words.strip() and reading.strip():
                made = add(out, "ruby") if made is None else made
                _say(made, words)
                for tag, text in (("rp", "（"), ("rt", reading), ("rp", "）")):
                    add(made, tag, text)
            else:
                _say(out, words + (f"（{reading}）" if reading.strip() else ""))
                made = None

    def _made(self, node: Element, tag: str, out: etree._Element) -> etree._Element:
        """A new element in the place of a node, with those of its attributes that are right."""
        made = add(out, tag)
        language, direction = language_of(node.attrs.get("lang")), node.attrs.get("dir")
        if language:
            set_language(made, language)
        if direction in ("ltr", "rtl"):
            made.set("dir", direction)
        if node.attrs.get("title") and tag in ("a", "abbr"):
            made.set("title", node.attrs["title"])
        if self._is_target(node):
            self._places[node.attrs["id"]] = f"place-{len(self._places) + 1}"
            made.set("id", self._places[node.attrs["id"]])
        return made

    def _is_target(self, node: Element) -> bool:
        name = node.attrs.get("id")
        return name in self._wanted and name not in self._places

    def _is_marked(self, node: Element) -> bool:
        """Whether an element that means nothing says something of what it holds."""
        language = language_of(node.attrs.get("lang"))
        return self._is_target(node) or language is not None or node.attrs.get("dir") in ("ltr", "rtl")

    def _says_something(self, node: Element) -> bool:
        if node.tag == "bdo":
            return node.attrs.get("dir") in ("ltr", "rtl")
        return (node.tag in _INLINE and node.tag != "span") or self._is_marked(node)


def _say(out: etree._Element, text: str) -> None:
    if len(out):
        out[-1].tail = (out[-1].tail or "") + text
    else:
        out.text = (out.text or "") + text
