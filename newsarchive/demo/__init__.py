"""A small news web of our own on this machine, so that everything can be tried without any network.

``with serve(demo_content()) as site: ...`` runs it at ``site.url`` and logs what it is asked in ``site.requests``.
"""

from __future__ import annotations

from newsarchive.demo.content import Answer, Content
from newsarchive.demo.library import demo_content, load_stories
from newsarchive.demo.site import Request, Site, Wire, serve
from newsarchive.demo.stories import Listing, Story

__all__ = [
    "Answer",
    "Content",
    "Listing",
    "Request",
    "Site",
    "Story",
    "Wire",
    "demo_content",
    "load_stories",
    "serve",
]
