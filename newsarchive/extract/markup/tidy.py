"""The rules by which a fragment becomes plain: what each element is turned into, and where paragraphs begin and end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from newsarchive.extract.markup import addresses
from newsarchive.extract.markup.fragment import BLOCKS, CONTAINERS, VOID, Element, Node, add, read, write

# fmt: off
_FLOWS = frozenset((
    "blockquote", "caption", "center", "dd", "details", "dt", "figcaption", "li", "summary", "td", "th",
))
"""What holds words, or paragraphs."""
_FRAME_OF_TABLE = frozenset(("colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"))
"""What has its place even when it is empty."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WORDLESS = frozenset(("br", "col", "colgroup", "source"))
_OF_PICTURES = frozenset(("alt", "dir", "height", "lang", "title", "width"))
# fmt: on

_SPACE = re.compile(r"(?:\s|&nbsp;|[\u200b\ufeff])*")
_INDENT = re.compile(r"\s*(?:[\u3000\u2002\u2003\xa0\u200b\ufeff]|&nbsp;)(?:\s|[\u200b\ufeff]|&nbsp;)*")
_SPACES = re.compile(r"(?:[\s\u200b\ufeff]|&nbsp;)+")
_SPACE_ENDS = ("\u200b", "\ufeff", "&nbsp;")
"""What ends such spaces, besides what Python calls a space."""
_OF_LINES = re.compile(r"[ \t\n]*")
_LANGUAGE_OF_CODE = re.compile(r"(?:language|lang|highlight-source)-[\w+#-]+")


class Tidier:
    """Turns the markup that nh3 let through into plain markup.

    Every element is decided upon when it is complete, so that one pass does and nothing recurses.
    """

    def __init__(self, base_url: str | None, keep_classes: Collection[str], pointed_at: Collection[str]) -> None:
        self._base_url = base_url
        self._keep_classes = keep_classes
        self._pointed_at = pointed_at
        """The ids that links in the fragment lead to."""

    def tidy(self, markup: str) -> str:
        """The whole fragment: no word of it is left outside a block."""
        return write(_paragraphs(read(markup, self._finish)))

    def _finish(self, element: Element, siblings: list[Node]) -> None:
        """Add to ``siblings`` what is left of an element."""
        element.attrs = self._attributes(element)
        for node in _plain(element):
            add(siblings, node)

    def _attributes(self, element: Element) -> dict[str, str]:
        """The attributes that an element keeps, with the addresses they should have."""
        if not element.attrs:
            return {}
        if element.tag == "img":
            address = addresses.picture(element.attrs, self._base_url)
            rest = {name: value for name, value in element.attrs.items() if name in _OF_PICTURES}
            return {} if address is None else {"src": address, **rest}
        kept = {name: self._attribute(element.tag, name, value) for name, value in element.attrs.items()}
        return {name: value for name, value in kept.items() if value is not None}

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        match name:
            case "class":
                return " ".join(word for word in value.split() if self._keeps(tag, word)) or None
            case "id":
                return value if value in self._pointed_at else None
            case "href":
                return addresses.link(value, self._base_url)
            case "src" | "poster":
                return addresses.media(value, self._base_url)
            case "srcset":
                return addresses.picture({name: value}, self._base_url)
            case _:
                return value

    def _keeps(self, tag: str, word: str) -> bool:
        if tag in ("code", "pre") and _LANGUAGE_OF_CODE.fullmatch(word):
            return True
        return word in self._keep_classes


def _plain(element: Element) -> list[Node]:  # noqa: PLR0911  # one return for each kind of element
    """What an element becomes; its attributes are settled."""
    tag, attrs, children = element.tag, element.attrs, element.children
    if tag in VOID:
        return [element] if attrs or tag in ("br", "hr", "col") else []
    if tag == "picture":
        return _best_picture(element)
    if tag == "p":
        return _paragraphs(children, attrs)
    if tag in CONTAINERS:
        inner = _paragraphs(children)
        return [Element("div", attrs, inner)] if attrs and _holds(inner) else inner
    if not (_holds(children) or tag in _FRAME_OF_TABLE or "src" in attrs):
        return [] if tag in BLOCKS else children  # a space, or a break, that was made bold
    if (tag == "span" and not attrs) or (tag == "a" and not attrs.keys() & {"href", "id"}):
        return children
    if tag in _FLOWS:
        element.children = _flow(children)
    elif tag in _HEADINGS:
        element.children = _unindented(children)
    elif tag not in BLOCKS:
        element.block = any(isinstance(child, Element) and child.block for child in children)
    return [element]


def _paragraphs(children: list[Node], attrs: dict[str, str] | None = None) -> list[Node]:
    """Every run of text and inline elements in a ``<p>`` of its own, blocks as they are.

    ``attrs`` are those of the ``<p>`` that the children come from, if they do.
    """
    if attrs is not None and len(children) == 1 and isinstance(words := children[0], str) and words[:1].isalnum():
        return [Element("p", attrs, [_unindented_end(words)])]  # what most paragraphs are: nothing to look for in it
    out: list[Node] = []
    for part in _runs(children):
        if isinstance(part, Element):
            add(out, part)
        elif _holds(part):
            before, run, after = ("", _unindented(part), "") if attrs is not None else _outer_space(_unindented(part))
            for node in (before, Element("p", dict(attrs or {}), run), after):
                add(out, node)
        elif attrs is None:
            add(out, "".join(node for node in part if isinstance(node, str) and _OF_LINES.fullmatch(node)))
    return out


def _flow(children: list[Node]) -> list[Node]:
    """What a cell or an item holds: paragraphs if there are several, else the words as they are."""
    parts = [part for part in _runs(children) if isinstance(part, Element) or _holds(part)]
    if len(parts) > 1 and any(isinstance(part, list) for part in parts):
        return _paragraphs(children)
    return _unindented(children)


def _runs(children: list[Node]) -> Iterator[Element | list[Node]]:
    """Blocks one by one, and between them the runs of text and inline elements that make a paragraph each.

    A paragraph ends at ``<br><br>``, and at a ``<br>`` before an indent.
    """
    run: list[Node] = []
    breaks: list[Node] = []
    for node in children:
        if isinstance(node, Element) and node.block:
            if run:
                yield run
            run, breaks = [], []
            yield node
        elif (isinstance(node, Element) and node.tag == "br") or (breaks and isinstance(node, str) and _blank(node)):
            breaks.append(node)
        else:
            if breaks and run:
                if _ends_paragraph(breaks, node) or not _holds(run):
                    yield run
                    run = []
                else:
                    run += breaks
            breaks = []
            run.append(node)
    if run:
        yield run


def _ends_paragraph(breaks: list[Node], following: Node) -> bool:
    spaces = [node for node in breaks if isinstance(node, str)]
    if len(breaks) - len(spaces) > 1 or any(map(_INDENT.match, spaces)):
        return True
    while isinstance(following, Element) and following.children:
        following = following.children[0]
    return isinstance(following, str) and bool(_INDENT.match(following))


def _blank(text: str) -> bool:
    return bool(_SPACE.fullmatch(text))


def _holds(nodes: list[Node]) -> bool:
    """Whether there is anything to see: empty elements are gone by now, save for those in tables."""
    for node in nodes:
        if isinstance(node, str):
            if not _blank(node):
                return True
        elif node.tag == "table" or node.tag in _FRAME_OF_TABLE:
            if _holds(node.children):
                return True
        elif node.tag not in _WORDLESS or "src" in node.attrs:
            return True
    return False


def _unindented(run: list[Node]) -> list[Node]:
    """Without the spaces that push the first line to the right, wherever they hide, and those at the end."""
    inner, place = run, 0
    while place < len(inner):
        first = inner[place]
        if isinstance(first, str):
            indent = _INDENT.match(first)
            if indent:
                inner[place] = first[indent.end() :]
                if inner[place]:
                    break
                del inner[place]
            elif _OF_LINES.fullmatch(first):
                place += 1
            else:
                break
        elif first.children and not first.block:
            inner, place = first.children, 0
        else:
            break
    if run and isinstance(run[-1], str):
        run[-1] = _unindented_end(run[-1])
    return run


def _unindented_end(text: str) -> str:
    """Without the spaces at the end, if there is more to them than the end of a line."""
    if not (text[-1:].isspace() or text.endswith(_SPACE_ENDS)):
        return text
    runs = list(_SPACES.finditer(text))  # run by run: a pattern for the last one would try every place in each of them
    last = runs[-1] if runs else None
    return text[: last.start()] if last and last.end() == len(text) and _INDENT.match(last[0]) else text


def _outer_space(run: list[Node]) -> tuple[str, list[Node], str]:
    """White space around bare text belongs between the paragraphs, not in them."""
    before = after = ""
    if isinstance(run[0], str):
        text = run[0].lstrip(" \t\n")
        before, run[0] = run[0][: len(run[0]) - len(text)], text
    if isinstance(run[-1], str):
        text = run[-1].rstrip(" \t\n")
        after, run[-1] = run[-1][len(text) :], text
    return before, [node for node in run if node], after


def _best_picture(picture: Element) -> list[Node]:
    """The ``<img>`` of a ``<picture>``; where it shows nothing, one made of the first source."""
    inside = [child for child in picture.children if isinstance(child, Element)]
    images: list[Node] = [child for child in inside if child.tag == "img"]
    made: list[Node] = [Element("img", {"src": child.attrs["srcset"]}) for child in inside if "srcset" in child.attrs]
    return (images or made)[:1]
