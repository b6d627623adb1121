"""From a page to an article: a pure function of what was fetched, without network and without Scrapy.

``extract_article`` is the way in; ``Extraction`` is what comes out.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsarchive.extract.article import extract_article as extract_article
    from newsarchive.extract.extraction import Candidate as Candidate
    from newsarchive.extract.extraction import Extraction as Extraction
    from newsarchive.extract.markup.content import Content as Content

_HOMES = {"extract_article": "article", "Candidate": "extraction", "Extraction": "extraction", "Content": "markup.content"}
"""What is offered here to the module it is in."""

__all__ = ["Candidate", "Content", "Extraction", "extract_article"]


def __getattr__(name: str) -> Any:
    """What is offered here, imported when it is asked for: most of the program needs a part of this folder, and no page read."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
