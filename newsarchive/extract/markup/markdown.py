"""A body as Markdown that renders as the page did: html-to-markdown, helped where the two languages differ.

The helps are made in the tree, before the conversion: notes get the ``[^1]`` they have in Markdown, signs raised or
lowered become characters of their own, and the marks of emphasis stand where Markdown accepts them.
"""

from __future__ import annotations

import re

from html_to_markdown import ConversionOptions, convert

from newsarchive.extract.markup.fragment import Element, Node, add, filtered, read, write

_OPTIONS = ConversionOptions(
    escape_misc=True,
    escape_asterisks=True,
    escape_underscores=True,
    extract_metadata=False,
    br_in_tables=True,
    compact_tables=True,  # one long cell does not change every line of a diff
    highlight_style="none",  # the == of the default is no Markdown outside one editor
    sub_symbol="<sub>",
    sup_symbol="<sup>",
)
_EMPHASIS = frozenset(("b", "em", "i", "strong"))
_SIGNS = {
    "sup": str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
_SIGN = re.compile(r"[0-9+=()-]+|n")
_STARTS_WITH_MARKS = re.compile(r"(?:&(?:amp|lt|gt);|[^\w\s;&])+")
_ENDS_WITH_MARKS = re.compile(r"(?:&(?:amp|lt|gt);|[^\w\s;&]|(?<![a-z]);)+$")
_NOTE = re.compile(r"[\[(（【〔]?(?:注|note\s)?(?:\d{1,3}|[a-z*†‡①-⑳])[\])）】〕]?", re.IGNORECASE)
_WAY_BACK = re.compile(r"[\s\[(（【〔^↩↑⏎↵⤴\ufe0e\ufe0f]*(?:\d{1,3}|back|返回)?[\s\])）】〕.:：]*", re.IGNORECASE)
_OPEN, _CLOSE = "\ue000", "\ue001"  # private characters, so that no converter escapes them
_HYPHEN, _UNDERSCORE = "\ue002", "\ue003"
_LITERAL = re.compile(r"(<pre[ >].*?</pre>|<code[ >].*?</code>|<[^>]*>)|[ \t\n]+|(?<=\w)[-_](?=\w)", re.DOTALL)
_PRIVATE = str.maketrans("", "", _OPEN + _CLOSE + _HYPHEN + _UNDERSCORE)
_RESTORED = str.maketrans({_HYPHEN: "-", _UNDERSCORE: "_"})
_DEFINITION = re.compile(rf"^{_OPEN}(\d+){_CLOSE}:", re.MULTILINE)
_REFERENCE = re.compile(rf"{_OPEN}(\d+){_CLOSE}")


def markdown_of(html: str) -> str:
    """The body as Markdown, in which only what was markup is markup."""
    helper = _Helper()
    markup = _LITERAL.sub(_prepared, filtered(html.translate(_PRIVATE)))
    nodes = _emphasised(read(markup, helper.finish))
    markdown = convert(write(nodes + helper.notes()), _OPTIONS).content or ""
    return _REFERENCE.sub(r"[^\1]", _DEFINITION.sub(r"[^\1]:", markdown)).translate(_RESTORED).strip("\n")


def _prepared(found: re.Match[str]) -> str:
    """White space as a browser shows it, where an empty line ends no paragraph; signs in a word, which need no escape."""
    match found[0]:
        case "-":
            return _HYPHEN
        case "_":
            return _UNDERSCORE
        case spaces if spaces.isspace():
            return "\n" if "\n" in spaces else " "
        case markup:
            return markup


class _Helper:
    """Mends elements for Markdown while the tree is read, and remembers what may be a note."""

    def __init__(self) -> None:
        self._targets: dict[str, Element] = {}
        self._pointers: list[tuple[Element, frozenset[str]]] = []
        """Links into the fragment, each with the ids that were known before it: a note stands behind its mark."""

    def finish(self, element: Element, siblings: list[Node]) -> None:
        """Called for every element of the tree when it is complete."""
        element.children = _emphasised(element.children)
        if "id" in element.attrs:
            self._targets[element.attrs["id"]] = element
        if element.block:  # <p><a id="n1"></a> ...: what is pointed at is the paragraph
            for child in element.children[:2]:
                if isinstance(child, Element) and "id" in child.attrs and not child.block:
                    self._targets[child.attrs["id"]] = element
        if element.tag == "a" and element.attrs.get("href", "").startswith("#"):
            self._pointers.append((element, frozenset(self._targets)))
        elif element.tag in _SIGNS:
            if self._pointers and self._pointers[-1][0] in element.children:
                element.tag = "span"
            elif (text := _words([element])) and _SIGN.fullmatch(text):
                element.tag, element.children = "span", [text.translate(_SIGNS[element.tag])]
        add(siblings, element)

    def notes(self) -> list[Node]:
        """Take the notes out of the tree, leave marks where they are referred to, and return what they say."""
        found: dict[int, int] = {}
        out: list[Node] = []
        for pointer, known in self._pointers:
            name = pointer.attrs.get("href", "")[1:]
            target = self._targets.get(name)
            if target is None or name in known or not _NOTE.fullmatch(_words([pointer]).strip()):
                continue
            number = found.get(id(target))
            if number is None:
                if not target.block or _contains(target, pointer):
                    continue
                words = _without_way_back(target.children)
                if not _words(words).strip():
                    continue
                number = found[id(target)] = len(found) + 1
                out.append(Element("p", {}, [f"{_OPEN}{number}{_CLOSE}: ", *words]))
                target.tag, target.children = "span", []
            pointer.tag, pointer.attrs, pointer.children = "span", {}, [f"{_OPEN}{number}{_CLOSE}"]
        return out


def _contains(element: Element, sought: Element) -> bool:
    todo = [element]
    for inside in todo:  # grows while it is read
        if inside is sought:
            return True
        todo += [child for child in inside.children if isinstance(child, Element)]
    return False


def _without_way_back(nodes: list[Node]) -> list[Node]:
    """A note without the link that leads back to where it is referred to; its paragraphs become one."""
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, Element):
            if node.tag == "p":
                out += [*_without_way_back(node.children), " "]
                continue
            if node.tag in ("a", "sup", "span") and _WAY_BACK.fullmatch(_words([node])):
                continue
        out.append(node)
    return out


def _emphasised(children: list[Node]) -> list[Node]:
    """Punctuation moved out of emphasis where Markdown would not see the end of it.

    ``**会议指出，**要`` is not bold to CommonMark: a mark between punctuation and a letter neither opens nor closes.
    """
    if not any(isinstance(child, Element) and child.tag in _EMPHASIS for child in children):
        return children
    out: list[Node] = []
    after = ""  # what the emphasis before gave up
    for index, node in enumerate(children):
        if isinstance(node, str):
            add(out, after + node)
            after = ""
            continue
        add(out, after)
        after = ""
        inner = node.children
        if node.tag in _EMPHASIS and inner:
            first, last = inner[0], inner[-1]
            before = out[-1] if out and isinstance(out[-1], str) else ""
            if isinstance(first, str) and before[-1:].isalnum() and (marks := _STARTS_WITH_MARKS.match(first)):
                add(out, marks[0])
                inner[0] = first[marks.end() :]
            following = children[index + 1] if index + 1 < len(children) else ""
            last = inner[-1]
            if (
                isinstance(last, str)
                and isinstance(following, str)
                and following[:1].isalnum()
                and (marks := _ENDS_WITH_MARKS.search(last))
            ):
                after = marks[0]
                inner[-1] = last[: marks.start()]
            if not any(inner):
                continue
        add(out, node)
    add(out, after)
    return out


def _words(nodes: list[Node]) -> str:
    return re.sub(r"<[^>]*>", "", write(nodes))
