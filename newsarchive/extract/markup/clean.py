"""Make the body of an article clean: safe HTML that means what it shows, and its text.

A body that is clean already comes through byte for byte, and what has been cleaned once does not change any more.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Collection

from newsarchive.extract.markup.fragment import BLOCKS, filtered, tokens
from newsarchive.extract.markup.markdown import markdown_of
from newsarchive.extract.markup.tidy import Tidier

__all__ = ["Clean", "markdown_of", "sanitise", "text_of"]


class Clean(str):
    """Clean HTML that knows its text: what has been read once is not read again by every step that it passes."""

    text: str
    """As :func:`text_of` has it."""

    def __new__(cls, html: str, text: str | None = None) -> Clean:
        """Say that ``html`` comes from :func:`sanitise`."""
        clean = super().__new__(cls, html)
        clean.text = text_of(html) if text is None else text
        return clean

    @classmethod
    def of(cls, html: str, base_url: str | None = None, keep_classes: Collection[str] = ()) -> Clean:
        """What :func:`sanitise` makes of ``html``."""
        markup = _steady(html, base_url, keep_classes)
        if markup is None:
            return cls(_spelled(_words_alone(html), html))
        return cls(_spelled(markup, html), _text(markup))

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # a pickle has both
        return str(self), self.text


_STEADY = 4
"""Rounds after which markup that a parser keeps rearranging is given up, and only its text kept."""

_BESIDE_RUBY = frozenset(("rp", "rt", "rtc"))
_POINTER = re.compile(r' href="#([^"]+)"')
_REFERENCE = re.compile(r"&[a-zA-Z][a-zA-Z0-9]*;")
_MARKUP = frozenset("<>&\"'")
_SPACES = str.maketrans("\t\r\n\f", "    ")
_BLANKS = re.compile(r"[ \xa0]+")


def sanitise(html: str, base_url: str | None = None, keep_classes: Collection[str] = ()) -> str:
    """Safe, plain HTML of an article's body.

    Scripts, handlers, comments, tracking pixels, empty elements and boxes without meaning go; paragraphs made of
    ``<br><br>`` or by indents become paragraphs; pictures and links get the address they really have, absolute where
    ``base_url`` is given. Classes go as well, save for those in ``keep_classes``.
    """
    markup = _steady(html, base_url, keep_classes)
    return _spelled(_words_alone(html) if markup is None else markup, html)


def _steady(html: str, base_url: str | None, keep_classes: Collection[str]) -> str | None:
    """The tidy markup that a parser leaves as it is; None where there is none."""
    markup = filtered(html)
    for _ in range(_STEADY):
        pointed_at = _pointed_at(markup)
        tidy = Tidier(base_url, keep_classes, pointed_at).tidy(markup)
        markup = filtered(tidy)
        if markup == tidy and pointed_at <= _pointed_at(markup):
            return markup
    return None


def _words_alone(html: str) -> str:
    return "".join(f"<p>{entities.escape(line, quote=False)}</p>" for line in text_of(html).splitlines())


def _spelled(markup: str, html: str) -> str:
    """The markup as the page that it comes from spells it."""
    if "&nbsp;" not in html:
        markup = markup.replace("&nbsp;", "\xa0")
    return html if html == markup or _spelling(html) == _spelling(markup) else markup


def _pointed_at(markup: str) -> frozenset[str]:
    """The ids that links in the markup lead to."""
    return frozenset(_POINTER.findall(markup) if ' href="#' in markup else ())


def text_of(html: str) -> str:
    """What a reader reads, a paragraph a line; the cells of a table have a tab between them."""
    if isinstance(html, Clean):
        return html.text
    return _text(filtered(html))


def _text(markup: str) -> str:
    """The same, of what the filter gave."""
    out: list[str] = []
    beside = verbatim = 0
    for closing, tag, _, text in tokens(markup):
        if text:
            if not beside:
                out.append(text if verbatim or text.isprintable() else text.translate(_SPACES))
        elif tag in _BESIDE_RUBY:
            beside += -1 if closing else 1
        elif tag in ("td", "th"):
            out.append("\t" if closing else "")
        elif tag == "br" or tag in BLOCKS:
            out.append("\n")
            if tag == "pre":
                verbatim += -1 if closing else 1
    words = entities.unescape("".join(out))
    if "  " in words or "\xa0" in words:
        words = _BLANKS.sub(" ", words)
    return "\n".join(filter(None, map(str.strip, words.split("\n"))))


def _spelling(html: str) -> str:
    """Markup without the differences that are none: ``<br />`` and ``<br>``, ``&mdash;`` and the dash itself."""
    return _REFERENCE.sub(_character, html.replace(" />", ">").replace("/>", ">"))


def _character(reference: re.Match[str]) -> str:
    character = entities.unescape(reference[0])
    return reference[0] if character in _MARKUP else character
