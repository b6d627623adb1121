"""Listens to a run, and has written down what happens: one line an article."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from dataclasses import asdict
from typing import TYPE_CHECKING

from newsarchive.article import Article
from newsarchive.logs.events import tell
from newsarchive.report import Silence, SourceReport
from newsarchive.store.articles import Outcome
from newsarchive.store.quarantine import Quarantined

if TYPE_CHECKING:
    from newsarchive.export.publish import Published

logger = logging.getLogger("newsarchive.run")

_MOST_ON_THEIR_WAY = 1000
"""Articles of which it is remembered when they were asked for; one that comes to nothing is never heard of again."""


class LogListener(Silence):
    """A listener of a run who writes the log."""

    def __init__(self) -> None:
        self._asked: OrderedDict[tuple[str, str], float] = OrderedDict()

    def began(self, source: str) -> None:
        """The crawl of a source has begun."""
        tell(logger, logging.INFO, "begin", source, source=source)

    def arrived(self, article: Article, asked: float) -> None:
        """An article was read from an answer."""
        if logger.isEnabledFor(logging.INFO):
            self._asked[article.source, article.id] = asked
            if len(self._asked) > _MOST_ON_THEIR_WAY:
                self._asked.popitem(last=False)

    def stored(self, source: str, outcome: Outcome, article: Article) -> None:
        """An article is in the index."""
        asked = self._asked.pop((article.source, article.id), None)
        ms = None if asked is None else round((time.monotonic() - asked) * 1000)
        words = f"{outcome} {article.source}:{article.id} {article.title} <{article.url}>" + ("" if ms is None else f" {ms} ms")
        tell(
            logger,
            logging.INFO,
            "article",
            words,
            outcome=str(outcome),
            source=article.source,
            id=article.id,
            title=article.title,
            url=article.url,
            ms=ms,
        )

    def failed(self, failure: Quarantined) -> None:
        """Something could not be archived."""
        words = f"{failure.name} {failure.source} {failure.address} ({failure.stage}): {failure.reason}"
        names = ("source", "address", "stage", "reason")
        said = {name: getattr(failure, name) for name in names}
        tell(logger, logging.WARNING, "failure", words, id=failure.name, **said)

    def noted(self, source: str, note: str) -> None:
        """Something should be looked at."""
        tell(logger, logging.WARNING, "note", f"{source}: {note}", source=source, note=note)

    def listed(self, source: str, number: int, unknown: int) -> None:
        """A list was read."""
        tell(
            logger,
            logging.INFO,
            "list",
            f"{source}: {number}, {unknown} of them unknown",
            source=source,
            articles=number,
            unknown=unknown,
        )

    def closed(self, report: SourceReport) -> None:
        """The crawl of a source has ended."""
        counts = {str(outcome): report.outcomes[outcome] for outcome in Outcome}
        counts |= {"failed": len(report.failures), "left": report.left.total(), "requests": report.requests}
        words = f"{report.source}: {', '.join(f'{number} {name}' for name, number in counts.items())}"
        words += ", interrupted" if report.interrupted else ""
        tell(logger, logging.INFO, "end", words, source=report.source, **counts, interrupted=report.interrupted)

    def stopped(self, reason: str) -> None:
        """The run as a whole cannot go on."""
        tell(logger, logging.ERROR, "stopped", reason, reason=reason)

    def published(self, result: Published) -> None:
        """An export has ended."""
        where = f"commit {result.commit[:10]}" if result.commit else "nothing committed"
        words = f"{result.export}: {result.written} written, {result.removed} removed, {where}"
        level = logging.WARNING if result.newly_held or result.push_error else logging.INFO
        tell(logger, level, "export", words + (f"; {result.push_error}" if result.push_error else ""), **asdict(result))

    def export_failed(self, name: str, reason: str) -> None:
        """An export as a whole did not come about."""
        tell(logger, logging.ERROR, "export-failed", f"{name}: {reason}", export=name, reason=reason)
