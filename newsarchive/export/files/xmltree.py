"""XML put together: of the namespace that the parent has, and never with a character that XML does not allow."""

from __future__ import annotations

import re

from lxml import etree

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without the characters that XML 1.0 does not allow, half surrogates included."""
    return _ILLEGAL.sub("", text)


def one_line(text: str | None) -> str:
    """The same with every run of white space as one space."""
    return " ".join(legal(text or "").split())


def language_of(tag: str | None) -> str | None:
    """The tag, if it is one of a language (BCP 47): with a script and a region at the most."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else None


def add(parent: etree._Element, name: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    """A new last child. A name without ``{namespace}`` is of the parent's."""
    full = name if name.startswith("{") else f"{{{etree.QName(parent).namespace}}}{name}"
    child = etree.SubElement(parent, full, {key: legal(value) for key, value in attributes.items()})
    if text is not None:
        child.text = legal(text)
    return child
