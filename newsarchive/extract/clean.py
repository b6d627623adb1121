"""Make the body of an article clean: safe HTML that means what it shows, plain text, and Markdown.

A body that is clean already comes through byte for byte, and what has been cleaned once does not change any more.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Collection, Iterator

from html_to_markdown import ConversionOptions, convert

from newsarchive.extract import addresses
from newsarchive.extract.fragment import BLOCKS, CONTAINERS, VOID, Element, Node, add, filtered, read, tokens, write

_STEADY = 4
"""Rounds after which markup that a parser keeps rearranging is given up, and its text kept."""

_FLOWS = frozenset(
    ["li", "td", "th", "dd", "dt", "blockquote", "figcaption", "center", "details", "caption", "summary"]
)
"""What holds words, or paragraphs."""
_CELLS = frozenset(["td", "th", "tr", "colgroup"])
"""What has its place even when it is empty."""
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_WORDLESS = frozenset(["br", "col", "colgroup", "source"])
_PARTS_OF_TABLES = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th"])
_BESIDE_RUBY = frozenset(["rt", "rp", "rtc"])

_SPACE = re.compile(r"(?:\s|&nbsp;|[\u200b\ufeff])*")
_INDENT = re.compile(r"\s*(?:[\u3000\u2002\u2003\xa0\u200b\ufeff]|&nbsp;)(?:\s|[\u200b\ufeff]|&nbsp;)*")
_INDENT_AT_END = re.compile(r"(?:\s|&nbsp;)*(?:[\u3000\u2002\u2003\xa0\u200b\ufeff]|&nbsp;)(?:\s|&nbsp;)*$")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLANKS = re.compile(r"[ \xa0]+")
_REFERENCE = re.compile(r"&[a-zA-Z][a-zA-Z0-9]*;")
_MARKUP = frozenset("<>&\"'")
_LANGUAGE_OF_CODE = re.compile(r"(?:language|lang|highlight-source)-[\w+#-]+")
_POINTER = re.compile(r"""href\s*=\s*["']?#([^"'\s>]+)""", re.IGNORECASE)

_MARKDOWN = ConversionOptions(
    escape_misc=True,
    escape_asterisks=True,
    escape_underscores=True,
    extract_metadata=False,
    br_in_tables=True,
)


def sanitise(html: str, base_url: str | None = None, keep_classes: Collection[str] = ()) -> str:
    """Safe, plain HTML of an article's body.

    Scripts, handlers, comments, tracking pixels, empty elements and boxes without meaning go; paragraphs made of
    ``<br><br>`` or by indents become paragraphs; pictures and links get the address they really have, absolute where
    ``base_url`` is given. Classes go as well, save for those named like ``p.em_media`` or ``.caption``.
    """
    tidier = _Tidier(base_url, frozenset(keep_classes), frozenset(_POINTER.findall(html)))
    markup = filtered(html)
    for _ in range(_STEADY):
        tidy = write(tidier.paragraphs(read(markup, tidier.finish)))
        markup = filtered(tidy)
        if markup == tidy:
            break
    else:
        markup = "".join(f"<p>{entities.escape(line, quote=False)}</p>" for line in text_of(html).splitlines())
    if "&nbsp;" not in html:  # as the page spells it
        markup = markup.replace("&nbsp;", "\xa0")
    return html if _spelling(html) == _spelling(markup) else markup


class _Tidier:
    """Decides for every element what becomes of it; see :func:`newsarchive.extract.fragment.read`."""

    def __init__(self, base_url: str | None, keep_classes: frozenset[str], pointed_at: frozenset[str]) -> None:
        self.base_url = base_url
        self.keep_classes = keep_classes
        self.pointed_at = pointed_at

    def finish(self, element: Element, siblings: list[Node]) -> None:
        """Add to ``siblings`` what is left of the element."""
        tag = element.tag
        attrs = self._attributes(element)
        element.attrs = attrs
        if tag in VOID:
            if tag != "wbr" and (attrs or tag not in ("img", "source")):
                siblings.append(element)
        elif tag in ("audio", "video"):
            if "src" in attrs or any(
                isinstance(child, Element) and child.tag == "source" for child in element.children
            ):
                siblings.append(element)
        elif tag == "picture":
            _add_all(siblings, _best_picture(element))
        elif tag == "pre":
            if _holds(element.children):
                siblings.append(element)
        elif tag in _CELLS:
            if tag in _FLOWS:
                element.children = self._flow(element.children)
            siblings.append(element)
        elif tag in CONTAINERS:
            children = self.paragraphs(element.children)
            if attrs and _holds(children):
                element.tag, element.children = "div", children
                siblings.append(element)
            else:
                _add_all(siblings, children)
        elif tag == "p":
            _add_all(siblings, self.paragraphs(element.children, attrs))
        elif not _holds(element.children):
            if tag not in BLOCKS:  # a space, or a break, that was made bold
                _add_all(siblings, element.children)
        elif (tag == "span" and not attrs) or (tag == "a" and "href" not in attrs and "id" not in attrs):
            _add_all(siblings, element.children)
        else:
            if tag in _FLOWS:
                element.children = self._flow(element.children)
            elif tag in _HEADINGS:
                element.children = _unindented(element.children)
            elif tag not in BLOCKS:
                element.block = any(isinstance(child, Element) and child.block for child in element.children)
            siblings.append(element)

    def paragraphs(self, children: list[Node], attrs: dict[str, str] | None = None) -> list[Node]:
        """Every run of text and inline elements in a ``<p>`` of its own, blocks as they are."""
        out: list[Node] = []
        for run in _runs(children):
            if isinstance(run, Element):
                out.append(run)
                continue
            if not _holds(run):
                for node in run:
                    if isinstance(node, str) and node.isspace():
                        add(out, node)
                continue
            before, run, after = _outer_space(run) if attrs is None else ("", _unindented(run), "")
            add(out, before)
            out.append(Element("p", dict(attrs or {}), run))
            add(out, after)
        return out

    def _flow(self, children: list[Node]) -> list[Node]:
        """A cell or an item: paragraphs if there are several, else the words as they are."""
        runs = [run for run in _runs(children) if isinstance(run, Element) or _holds(run)]
        if len(runs) > 1 and any(isinstance(run, list) for run in runs):
            return self.paragraphs(children)
        return _unindented(children)

    def _attributes(self, element: Element) -> dict[str, str]:
        """The attributes that an element keeps, with the addresses they should have."""
        kept: dict[str, str] = {}
        if not element.attrs:
            return kept
        tag = element.tag
        for name, value in element.attrs.items():
            if name == "class":
                value = " ".join(self._classes(tag, value))
            elif name == "id" and value not in self.pointed_at:
                continue
            elif name == "href":
                value = addresses.link(value, self.base_url) or ""
            elif name == "src":
                value = addresses.media(value, self.base_url) or "" if tag != "img" else value
            elif name == "poster":
                value = addresses.media(value, self.base_url) or ""
            elif name == "srcset" and tag == "source":
                value = addresses.picture({"srcset": value}, self.base_url) or ""
            elif tag == "img" and name not in ("alt", "title", "width", "height", "lang", "dir"):
                continue
            if value or name in ("alt", "controls", "reversed"):
                kept[name] = value
        if tag == "img":
            address = addresses.picture(element.attrs, self.base_url)
            if address is None:
                return {}
            if "src" in kept:
                kept["src"] = address
            else:
                kept = {"src": address, **kept}
        return kept

    def _classes(self, tag: str, value: str) -> Iterator[str]:
        for name in value.split():
            if (
                f"{tag}.{name}" in self.keep_classes
                or f".{name}" in self.keep_classes
                or (tag in ("code", "pre") and _LANGUAGE_OF_CODE.fullmatch(name))
            ):
                yield name


def _add_all(siblings: list[Node], nodes: list[Node]) -> None:
    for node in nodes:
        add(siblings, node)


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
                if _ends_paragraph(breaks, node):
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
        elif node.tag in _PARTS_OF_TABLES:
            if _holds(node.children):
                return True
        elif node.tag not in _WORDLESS:
            return True
    return False


def _unindented(run: list[Node]) -> list[Node]:
    """Without the spaces that push the first line to the right, wherever they hide, and those at the end."""
    inner = run
    while inner:
        first = inner[0]
        if isinstance(first, str):
            indent = _INDENT.match(first)
            if indent is None:
                break
            inner[0] = first[indent.end() :]
            if inner[0]:
                break
            del inner[0]
        elif first.children and not first.block:
            inner = first.children
        else:
            break
    if run and isinstance(run[-1], str):
        run[-1] = _INDENT_AT_END.sub("", run[-1])
    return run


def _outer_space(run: list[Node]) -> tuple[str, list[Node], str]:
    """White space around bare text belongs between the paragraphs, not in them."""
    run = _unindented(run)
    before = after = ""
    if isinstance(run[0], str):
        text = run[0].lstrip()
        before, run[0] = run[0][: len(run[0]) - len(text)], text
    if isinstance(run[-1], str):
        text = run[-1].rstrip()
        after, run[-1] = run[-1][len(text) :], text
    return before, [node for node in run if node], after


def _best_picture(picture: Element) -> list[Node]:
    """The ``<img>`` of a ``<picture>``; where it shows nothing, one made of the first source."""
    sources = []
    for child in picture.children:
        if isinstance(child, Element):
            if child.tag == "img":
                return [child]
            sources += [child.attrs["srcset"]] if "srcset" in child.attrs else []
    return [Element("img", {"src": sources[0]})] if sources else []


def _spelling(html: str) -> str:
    """Markup without the differences that are none: ``<br />`` and ``<br>``, ``&mdash;`` and the dash itself."""
    return _REFERENCE.sub(_character, html.replace(" />", ">").replace("/>", ">"))


def _character(reference: re.Match[str]) -> str:
    character = entities.unescape(reference[0])
    return reference[0] if character in _MARKUP else character


def text_of(html: str) -> str:
    """What a reader reads, a paragraph a line; cells of a table with a tab between them."""
    out: list[str] = []
    beside = verbatim = 0
    for closing, tag, _, text in tokens(filtered(html)):
        if text:
            if not beside:
                out.append(text if verbatim else _SPACES.sub(" ", text))
        elif tag in _BESIDE_RUBY:
            beside += -1 if closing else 1
        elif tag == "pre":
            verbatim += -1 if closing else 1
            out.append("\n")
        elif tag in ("td", "th"):
            out.append("\t" if closing else "")
        elif tag == "br" or tag in BLOCKS:
            out.append("\n")
    lines = (_BLANKS.sub(" ", line).strip() for line in entities.unescape("".join(out)).splitlines())
    return "\n".join(line for line in lines if line)


def markdown_of(html: str) -> str:
    """The body as Markdown, in which only what was markup is markup."""
    return convert(filtered(html), _MARKDOWN).content or ""
