"""What goes to and fro between a crawl and the processes that read pages for it.

Questions and answers are pickles of each side's own making, over a pair of sockets that nobody else can reach.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, NamedTuple

from newsarchive.extract.found import PageArticle

if TYPE_CHECKING:
    from newsarchive.grouping.signature import Signature

LENGTH = 4
"""Bytes before each message that say how long it is."""
LONGEST = 60
"""Seconds for one page. The slowest page known takes a second a megabyte."""


class Answer(NamedTuple):
    """An article, and its signature, for whoever compares it with others: that is work for those who read as well."""

    found: PageArticle
    digest: str
    """Of what a reader reads of it, and so of all that the signature was made from."""
    signature: Signature


def message(content: object) -> bytes:
    """What goes over the socket."""
    data = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(LENGTH, "big") + data
