"""When sources are crawled, for all of them; what is said of one source stands there."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from newsarchive.schedule.pace import Pace
from newsarchive.schedule.quiet import Quiet
from newsarchive.yamlfile import Checked, Duration

Looks = Annotated[int, Field(ge=1, le=24 * 60)]
"""Crawls of one source in a day."""


class ScheduleChoice(Checked):
    """When sources are crawled."""

    every: Pace | None = None
    """The pace of all sources of which the archive says no other; by default, each is as its definition says."""
    quiet: Quiet = ()
    """Hours of the day in which none is crawled, by the archive's clock; what falls due in them is crawled when they end."""
    jitter: Duration = timedelta(0)
    """Up to so much later than due is each crawl, so that not all archives ask at the full minute."""
    looks: Looks = 110
    """For ``every: auto``: crawls of one source in a day, at the most."""
    within: Duration = timedelta(minutes=10)
    """For ``every: auto``: how soon an article should be found; more often than this takes, no source is crawled."""
    batches: Annotated[int, Field(ge=1, le=64)] = 2
    """Batches of sources that `schedule run` crawls at once."""
