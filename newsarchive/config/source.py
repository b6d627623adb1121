"""What an archive says about a source that it crawls."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from newsarchive.config.schedule import Looks
from newsarchive.schedule.pace import Pace
from newsarchive.schedule.quiet import Quiet
from newsarchive.sources import Host
from newsarchive.yamlfile import Checked, Duration


class SourceChoice(Checked):
    """What an archive says about a source it crawls; everything else is as the definition says."""

    enabled: bool = True
    hosts: Annotated[dict[str, Host], Field(default_factory=dict)]
    every: Pace | None = None
    quiet: Quiet | None = None
    jitter: Duration | None = None
    looks: Looks | None = None
    within: Duration | None = None
    budget: Annotated[int, Field(ge=1)] | None = None
    daily: Annotated[int, Field(ge=1)] | None = None
    images: Literal["link", "keep"] | None = None
    """Whether the pictures of its articles are kept; by default, as the archive says."""
