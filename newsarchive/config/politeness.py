"""How the crawler behaves as a guest."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from newsarchive.yamlfile import Checked, Duration


class Politeness(Checked):
    """How the crawler behaves as a guest."""

    contact: str | None = None
    """An address or a mailbox where a site's keeper can reach you; it is part of the user agent."""
    robots: bool = True
    """Whether robots.txt is obeyed."""
    delay: Duration = timedelta(seconds=0.5)
    """Between two requests to one host."""
    concurrency: Annotated[int, Field(ge=1, le=64)] = 4
    """Requests to one host at once."""
    timeout: Duration = timedelta(seconds=30)
    """For one whole answer, from the connection to its last byte."""
    time_limit: Duration = timedelta(minutes=2)
    """For all that one address costs: its answers, those that redirect to it, and the tries before; and to render a page."""
    retries: Annotated[int, Field(ge=0, le=10)] = 3
    backoff: Duration = timedelta(seconds=1)
    """Before the first retry; each further one waits twice as long."""
    patience: Duration = timedelta(minutes=2)
    """The longest pause that a site may ask for; a host that asks for more is left alone."""
    failures: Annotated[int, Field(ge=1)] = 30
    """In a row, after which a host is left alone."""
    rest: Duration = timedelta(minutes=5)
    """For how long, until one request tries it again."""
    max_size: Annotated[int, Field(ge=1024)] = 20 * 1024 * 1024
    """Bytes of one answer, as sent and as unpacked."""
