"""What stands around the text of a post: the quoted digest and a note before it, the link and the ways back behind it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_BACK = re.compile(r"\n*[ \t]*\[(?:[^\]\\]|\\.)*\]\([^()\s]*\)(?:[｜|]\[(?:[^\]\\]|\\.)*\]\([^()\s]*\))*[ \t\n]*\Z")
_RETURNS = "[返回"
_LINK = re.compile(r"(?:\A|\n)[ \t]*<(https?://[^<>\s]+)>[ \t\n]*\Z")
_QUOTE = re.compile(r"\s*((?:>[^\n]*(?:\n|\Z))+)")
_WITHDRAWN = "原文已撤下"
_ESCAPED = re.compile(r"\\([\\`*_}\[\]<>|~$#+\-=:.)])")


@dataclass(frozen=True, slots=True)
class Parts:
    """A post's text, and what was put around it."""

    text: str
    url: str | None
    """The address in ``<…>`` behind the text."""
    digest: str | None
    """What is quoted before the text."""


def parts_of(body: str, *, digest: bool) -> Parts:
    """Take a post apart. ``digest``: a quote that it begins with is a digest, and not part of the text."""
    back = _BACK.search(body)
    if back and _RETURNS in back[0]:
        body = body[: back.start()]
    link = _LINK.search(body)
    if link:
        body = body[: link.start()]
    quote = _QUOTE.match(body)
    if quote and _words(quote[1]).startswith(_WITHDRAWN):  # as exports of this program begin then
        body = body[quote.end() :]
        quote = _QUOTE.match(body)
    said = None
    if quote and digest:
        said = _words(quote[1])
        body = body[quote.end() :]
    return Parts(body.strip(" \t\n"), link[1] if link else None, said or None)


def _words(quote: str) -> str:
    """The text of a Markdown quote, escapes undone."""
    lines = (line.strip().removeprefix(">").strip() for line in quote.splitlines())
    return html.unescape(_ESCAPED.sub(r"\1", " ".join(line for line in lines if line)))
