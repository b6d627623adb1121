"""The pages of one article joined: what every page repeats of the others stands there once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from newsarchive.extract.markup.clean import text_of
from newsarchive.extract.markup.fragment import Element, Node, add, filtered, read, write

_PICTURE = re.compile(r'<img[^>]* src="([^"]*)"')


def join(bodies: Sequence[str], title: str | None = None) -> str:
    """The bodies of an article's pages, in their order, as one.

    Args:
        bodies: sanitised HTML.
        title: the article's; some pages begin with it again.
    """
    pages = [_parts(body) for body in bodies]
    heads = {_words(title or ""), *map(_key, pages[0])} if pages else set()
    pictures = set(_PICTURE.findall(bodies[0])) if bodies else set()
    for page in pages[1:]:
        while page and _key(page[0]) in heads and pictures.issuperset(_PICTURE.findall(write([page[0]]))):
            del page[0]
    for page, following in pairwise(pages):
        shared = 0
        while shared < min(len(page), len(following)) and _key(page[-1 - shared]) == _key(following[-1 - shared]):
            shared += 1
        del page[len(page) - shared :]
    return "\n".join(write(page) for page in pages if page)


def _parts(body: str) -> list[Node]:
    """What a body consists of, without the white space between."""
    return [node for node in read(filtered(body), _keep) if isinstance(node, Element) or node.strip()]


def _keep(element: Element, siblings: list[Node]) -> None:
    add(siblings, element)


def _key(node: Node) -> str:
    """What a reader sees of a part: its words, or else its picture."""
    markup = write([node])
    return _words(text_of(markup)) or markup


def _words(text: str) -> str:
    return "".join(text.split())
