"""Bodies made safe for static site generators: what reads as a template or as Markdown is made to stay what it is."""

from __future__ import annotations

import re
from urllib.parse import quote

_BRACE = re.compile(r"\{(?=[{%])")
_ENTITY = "&#123;"
_GUARDED = re.compile(rf"(?:{_ENTITY})+(?=[{{%])")
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL | re.IGNORECASE)
_INDENT = re.compile(r"\n(?: {4,}|[ ]*\t[ \t]*)")
_MARKDOWN = re.compile(r"([\\`*_}\[\]<>|~$])")
_LINE_START = re.compile(r"^(\s*)(?:([#+\-=:])|(\d+)([.)]))", re.MULTILINE)


def without_templates(text: str) -> str:
    """``{{`` and ``{%`` with their first brace as an entity: a reader sees a brace, Liquid sees nothing.

    Liquid has no other escape that holds everywhere: a ``{% raw %}`` ends at the first ``endraw`` in the text.
    """
    return _BRACE.sub(_ENTITY, text)


def with_templates(text: str) -> str:
    """What :func:`without_templates` was given, of clean HTML: that has braces as they are."""
    return _GUARDED.sub(lambda found: "{" * (len(found[0]) // len(_ENTITY)), text)


def html_block(html: str) -> str:
    """HTML that Markdown passes on untouched: four spaces at the start of a line would make code of it."""
    parts = _PRE.split(html.strip())
    return without_templates("".join(part if part[:4].lower() == "<pre" else _INDENT.sub("\n ", part) for part in parts))


def markdown_text(text: str) -> str:
    """Plain text as Markdown that shows this very text.

    An opening brace becomes an entity rather than ``\\{``: so that no template sees it either.
    """
    escaped = _MARKDOWN.sub(r"\\\1", text.replace("&", "&amp;")).replace("{", "&#123;")
    return _LINE_START.sub(_line_start, escaped)


def _line_start(found: re.Match[str]) -> str:
    """What begins a list or a heading, escaped: ``\\#``, but ``1\\.``."""
    space, sign, number, stop = found.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{stop}"


def address(url: str) -> str:
    """A web address with what is not allowed in one percent-encoded, so that it can stand between ``<`` and ``>``."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~._-")
