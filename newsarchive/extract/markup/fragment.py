"""A fragment of HTML as a small tree: what nh3 lets through, read once and written back.

nh3 parses like a browser and writes markup of one strict shape (lower-case tags, double quotes, every ``<`` in text
escaped), so that its output can be read with one regular expression, and a page's tricks end there.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3

from newsarchive.extract.markup.depth import shallow

# fmt: off
CONTAINERS = frozenset((
    "address", "article", "aside", "div", "fieldset", "footer", "form", "header", "hgroup", "main", "nav", "section",
))
"""Boxes around paragraphs, which mean nothing by themselves."""
BLOCKS = CONTAINERS | {
    "audio", "blockquote", "caption", "center", "col", "colgroup", "dd", "details", "dl", "dt", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul", "video",
}
INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark",
    "picture", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub",
    "sup", "time", "u", "var", "wbr",
))
VOID = frozenset(("br", "col", "hr", "img", "source", "wbr"))

_GONE = {
    "applet", "button", "canvas", "datalist", "embed", "frameset", "head", "iframe", "marquee", "math", "meter",
    "noembed", "noframes", "noscript", "object", "option", "progress", "script", "select", "style", "svg", "template",
    "textarea", "title",
}
"""Not read by anybody, or not words; removed with what they hold."""
# fmt: on
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "audio": {"controls", "src"},
    "col": {"span"},
    "img": {"alt", "height", "src", "style", "title", "width"},
    "li": {"value"},
    "ol": {"reversed", "start"},
    "source": {"media", "src", "srcset", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "video": {"controls", "poster", "src"},
}
LAZY = (
    "data-original",
    "data-src",
    "data-lazy-src",
    "data-lazyload",
    "data-lazy",
    "data-actualsrc",
    "data-echo",
    "data-url",
    "file",
    "_src",
    "srcset",
    "data-srcset",
    "data-lazy-srcset",
)
"""Where a picture's address waits until a script puts it into ``src``, the best place first."""
_ATTRIBUTES["img"] |= set(LAZY)

_CLEANER = nh3.Cleaner(
    tags=set(BLOCKS | INLINE),
    clean_content_tags=_GONE,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel", "ftp", "data"},  # data: is looked at once more, picture by picture
    link_rel=None,
)

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [^\s"=<>]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE = re.compile(r' ([^\s"=<>]+)="([^"]*)"')

_AMPERSANDS = 2_000
"""So many in one text cost nothing yet."""


class Element:
    """One element: its tag, its attributes (values as they are escaped in markup), and what it holds."""

    __slots__ = ("attrs", "block", "children", "tag")

    def __init__(self, tag: str, attrs: dict[str, str] | None = None, children: list[Node] | None = None) -> None:
        self.tag = tag
        self.attrs = attrs if attrs is not None else {}
        self.children = children if children is not None else []
        self.block = tag in BLOCKS
        """Whether it ends a paragraph: by its tag, or by what was found in it."""


Node = Element | str
"""An element, or text as it is escaped in markup."""
Finish = Callable[[Element, list[Node]], None]
"""Called for each element when it is complete, with the list of its parent's children to add it to, or not."""


def filtered(html: str) -> str:
    """The markup that nh3 lets through."""
    return _CLEANER.clean(shallow(_divided(html)))


def tokens(markup: str) -> list[tuple[str, str, str, str]]:
    """What :func:`filtered` gave, token by token: ``/`` for a closing tag, the tag, its attributes, or else text."""
    return _TOKEN.findall(markup)


def read(markup: str, finish: Finish) -> list[Node]:
    """The tree of what :func:`filtered` gave, each element passed through ``finish``, the inner ones first."""
    root = Element("")
    stack = [root]
    for closing, tag, attributes, text in tokens(markup):
        if text:
            add(stack[-1].children, text)
        elif closing:
            element = stack.pop()
            finish(element, stack[-1].children)
        else:
            element = Element(tag, dict(_ATTRIBUTE.findall(attributes)) if attributes else {})
            if tag in VOID:
                finish(element, stack[-1].children)
            else:
                stack.append(element)
    return root.children


def add(children: list[Node], node: Node) -> None:
    """Append; text that follows text becomes one with it, as it will when the markup is read again."""
    if isinstance(node, str) and children and isinstance(children[-1], str):
        children[-1] += node
    elif node:
        children.append(node)


def escape(value: str) -> str:
    """An attribute's value as it is written in markup, the way nh3 writes it."""
    escaped = value.replace("&", "&amp;").replace("\xa0", "&nbsp;").replace('"', "&quot;")
    return escaped.replace("<", "&lt;").replace(">", "&gt;")  # one by one: most values have none of them


def write(nodes: list[Node]) -> str:
    """The markup of nodes, without recursion."""
    out: list[str] = []
    todo: list[Node] = nodes[::-1]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            out.append(node)
            continue
        attributes = "".join(f' {name}="{value}"' for name, value in node.attrs.items()) if node.attrs else ""
        out.append(f"<{node.tag}{attributes}>")
        if node.tag not in VOID:
            todo.append(f"</{node.tag}>")
            todo.extend(reversed(node.children))
    return "".join(out)


def _divided(html: str) -> str:
    """The same markup, with empty comments dividing what may be one text with tens of thousands of ``&``, for which
    nh3 takes quadratic time."""
    if html.count("&") < 10 * _AMPERSANDS:
        return html
    parts = html.split("&")
    runs = ("&".join(parts[start : start + _AMPERSANDS]) for start in range(0, len(parts), _AMPERSANDS))
    return "<!---->&".join(runs)
