"""A robots.txt read: what it allows and forbids and by which line, and the pace that it asks for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from protego import Protego

MOST_BYTES = 512 * 1024
"""Of one file; RFC 9309 wants at least 500 KiB of it read."""

_RULES = frozenset({"allow", "disallow", "crawl-delay", "request-rate", "visit-time"})


class _Line(NamedTuple):
    number: int
    field: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a robots.txt says of one address, and where it says so."""

    allowed: bool
    group: str | None = None
    """The agent that the group of lines is for, ``*`` for all; None where no group is meant."""
    number: int | None = None
    """The line, counted from 1; None where no line fits the address."""
    rule: str | None = None
    """The line itself, such as ``Disallow: /private/``."""

    def __str__(self) -> str:
        """In words: ``Forbidden by robots.txt, line 2: `Disallow: /private/```."""
        start = f"{'Allowed' if self.allowed else 'Forbidden'} by robots.txt"
        if self.rule:
            return f"{start}, line {self.number}: `{self.rule}`"
        if self.allowed and self.group is None:
            return f"{start}, which has no rules for us"
        return f"{start}, none of whose lines for `{self.group}` fits" if self.allowed else start


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

    def too_slow(self, patience: float) -> str | None:
        """Why nobody can keep the pace that it asks for: it is more than ``patience`` seconds. None when it is not."""
        if self.delay <= patience:
            return None
        return f"robots.txt wants {self.delay:g} s between two requests, more than `politeness.patience` ({patience:g} s)"

    def refusal(self, url: str) -> str | None:
        """Why the agent may not ask for ``url``, with the line that says so; None when it may."""
        return None if self._rules.can_fetch(url, self._agent) else str(self.verdict(url))

    def verdict(self, url: str) -> Verdict:
        """Whether the agent may ask for ``url``, and by which line: of those that fit, the longest decides."""
        allowed = self._rules.can_fetch(url, self._agent)
        group, lines = self._group
        decisive = [line for line in lines if (line.field == "allow") is allowed and _fits(line.pattern, url)]
        if not decisive:
            return Verdict(allowed, group)
        line = max(decisive, key=lambda each: (len(each.pattern), -each.number))
        return Verdict(allowed, group, line.number, f"{line.field.title()}: {line.pattern}")

    @cached_property
    def _group(self) -> tuple[str | None, list[_Line]]:
        """The group that is meant for the agent, by the longest name that is part of its own, else the one for all."""
        groups: defaultdict[str, list[_Line]] = defaultdict(list)
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
                    groups[name] += [_Line(number, field, value)] if field in ("allow", "disallow") and value else []
        ours = max((name for name in groups if name and name in self._agent), key=len, default="*" if "*" in groups else None)
        return ours, groups[ours] if ours is not None else []


def _fits(pattern: str, url: str) -> bool:
    return not Protego.parse(f"User-agent: *\nDisallow: {pattern}").can_fetch(url, "any")
