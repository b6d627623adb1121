"""A rest for the garbage collector while a page is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Pause the cyclic collector, also as a decorator.

    Reading a page makes thousands of small objects that are all in use, and leaves no cycles behind: the collector would
    look through them again and again, and through the whole program every few pages, and find nothing to free.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
