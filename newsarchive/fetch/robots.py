"""A robots.txt read: what it forbids and by which line, and the pace that it asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from protego import Protego

MOST_BYTES = 512 * 1024
"""Of one file; RFC 9309 wants at least 500 KiB of it read."""

_RULES = frozenset({"allow", "disallow", "crawl-delay", "request-rate", "visit-time"})


class Robots:
    """What a robots.txt says to one agent."""

    def __init__(self, text: str, agent: str) -> None:
        self._text = text
        self._agent = agent
        self._rules = Protego.parse(text)

    @property
    def delay(self) -> float:
        """Seconds between two requests, by ``Crawl-delay`` or ``Request-rate``, whichever is more; 0 where it says nothing."""
        rate = self._rules.request_rate(self._agent)
        return max(self._rules.crawl_delay(self._agent) or 0.0, rate.seconds / rate.requests if rate else 0.0)

    def refusal(self, url: str) -> str | None:
        """Why the agent may not ask for ``url``, with the line that says so; None when it may."""
        if self._rules.can_fetch(url, self._agent):
            return None
        matching = [
            (len(pattern), -number, pattern)
            for number, pattern in self._forbidden()
            if not Protego.parse(f"User-agent: *\nDisallow: {pattern}").can_fetch(url, self._agent)
        ]
        if not matching:
            return "Forbidden by robots.txt"
        _, number, pattern = max(matching)
        return f"Forbidden by robots.txt, line {-number}: `Disallow: {pattern}`"

    def _forbidden(self) -> Iterable[tuple[int, str]]:
        """Number and pattern of the lines that forbid the agent anything: of its own group, else of the one for all."""
        groups: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        names: list[str] = []
        within = False
        for number, line in enumerate(self._text.splitlines(), 1):
            field, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
            field = field.lower()
            if field == "user-agent":
                names = [value.lower()] if within else [*names, value.lower()]
                within = False
            elif field in _RULES:
                within = True
                for name in names:
                    groups[name] += [(number, value)] if field == "disallow" and value else []
        return groups[self._agent] if self._agent in groups else groups["*"]
