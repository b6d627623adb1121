"""How much an archive may take."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from newsarchive.config.size import Size
from newsarchive.yamlfile import Checked


class LimitChoice(Checked):
    """How much an archive may take."""

    disk: Size | None = 500 * 10**6
    """What is to be left free on each disk that the archive writes to; ``null``: whatever there is may be used."""
    memory: Size | None = None
    """Of all processes of a crawl together; at the limit it stops, exports, and leaves the rest for the next one."""
    requests: Annotated[int, Field(ge=1)] | None = None
    """A day, in the archive's zone, of all crawls of all sources; what is left over waits for the next day."""
