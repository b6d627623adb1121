"""The headers of a response as extraction wants them: plain text."""

from __future__ import annotations

from scrapy.http import Response


def headers_of(response: Response) -> dict[str, str]:
    """Name to value; several headers of one name are joined by commas."""
    return {name.decode("latin-1"): b",".join(values).decode("latin-1") for name, values in response.headers.items()}
