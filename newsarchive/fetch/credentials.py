"""Headers and cookies that a source asks to be sent along: to its own hosts, and to nobody else.

They are put on what goes over the wire and on nothing else, at the last moment: no request that is logged, redirected or kept
has them. So a secret leaves the environment for the site that it is meant for, and for no other place.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from newsarchive.secrets import SecretError, filled
from newsarchive.sources import Source


class CredentialsError(IgnoreRequest):
    """What is to be sent along is not there."""


class Credentials:
    """What some sources send along."""

    def __init__(self, sources: Iterable[Source] = (), environment: Mapping[str, str] | None = None) -> None:
        """``environment``: where secrets come from; by default that of the process."""
        self._environment = os.environ if environment is None else environment
        self._by_origin: dict[tuple[str, str], Source] = {}
        for source in sources:
            if source.headers or source.cookies:
                for origin in filter(None, map(_origin, source.addresses())):
                    self._by_origin.setdefault(origin, source)

    def given_to(self, request: Request) -> Request:
        """The request as it goes over the wire.

        Raises:
            CredentialsError: a variable is not set, or cannot be sent.
        """
        source = self._by_origin.get(_origin(request.url) or ("", ""))
        if source is None:
            return request
        try:
            headers = filled(source, "headers", self._environment)
            cookies = filled(source, "cookies", self._environment)
        except SecretError as error:
            raise CredentialsError(str(error)) from None
        given = request.copy()
        given.headers.update(headers)
        if cookies:
            given.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return given


def _origin(url: str) -> tuple[str, str] | None:
    """Scheme and host with port: what was meant for an encrypted connection does not go over another."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443}.get(parts.scheme, 80)
    except ValueError:
        return None
    return (parts.scheme, f"{parts.hostname}:{port}") if parts.hostname else None
