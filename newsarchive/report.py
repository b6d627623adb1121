"""What a run comes to: counted by source, and told to whoever listens while it happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING, Protocol, cast

from newsarchive.article import READ_FIELDS, Article
from newsarchive.extract.markup.clean import text_of
from newsarchive.store.articles import Outcome
from newsarchive.store.quarantine import Quarantined
from newsarchive.store.run_record import RunRecord
from newsarchive.store.yields import Lack, Yield, added, yield_of

if TYPE_CHECKING:
    from newsarchive.export.publish import Published

REPORTED_MISSING = ("published", "publisher")
"""Fields whose absence is worth a word: an archive promises to say so rather than to guess."""


@dataclass(slots=True)
class SourceReport:
    """How the crawl of one source went."""

    source: str
    started: datetime
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    listed: int = 0
    """Articles that lists named, known ones included."""
    lists: int = 0
    """Lists that were read."""
    unchanged: int = 0
    """Lists of which the server said that they are the same as last time."""
    failures: list[Quarantined] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What the keeper of the archive should know of, though nothing failed by it."""
    missing: Counter[str] = field(default_factory=Counter)
    """Field to the number of archived articles without it."""
    found: Yield = field(default_factory=Yield)
    """What the articles had that were read."""
    fresh: int = 0
    """Articles that have failed for the first time."""
    times: dict[str, list[float]] = field(default_factory=lambda: {"list": [], "article": []})
    """Seconds that each answer took, to lists and to articles."""
    left: Counter[str] = field(default_factory=Counter)
    """Reason to the number of addresses that were not asked for, and are left for the next run."""
    requests: int = 0
    interrupted: bool = False

    def stored(self, outcome: Outcome, article: Article) -> None:
        """Count an article that was stored."""
        self.outcomes[outcome] += 1
        if outcome is Outcome.KNOWN or article.withdrawn:  # of which nothing was read now
            return
        missing = [name for name in READ_FIELDS if not getattr(article, name)]
        self.missing.update(name for name in missing if name in REPORTED_MISSING)
        self.found = self.found.plus(yield_of(article.url, missing, len(text_of(article.body))))

    def record(self, finished: datetime) -> RunRecord:
        """What is remembered of it."""
        failures: dict[str, Lack] = {}
        for failure in self.failures:
            failures = added(failures, {failure.stage: Lack(1, failure.address)})
        return RunRecord(
            source=self.source,
            started=self.started,
            finished=finished,
            interrupted=self.interrupted,
            new=self.outcomes[Outcome.NEW],
            revised=self.outcomes[Outcome.REVISED],
            known=self.outcomes[Outcome.KNOWN],
            failed=len(self.failures),
            requests=self.requests,
            listed=self.listed,
            lists=self.lists,
            unchanged=self.unchanged,
            fresh=self.fresh,
            list_time=_median(self.times["list"]),
            article_time=_median(self.times["article"]),
            failures=failures,
            found=self.found if self.found.articles else None,
        )


def _median(seconds: list[float]) -> float | None:
    return round(median(seconds), 4) if seconds else None


class Listener(Protocol):
    """Someone who is told what happens: a progress display, a stream of JSON."""

    def listed(self, source: str, number: int, unknown: int) -> None:
        """A list was read: so many articles, so many of them to be fetched."""

    def began(self, source: str) -> None:
        """The crawl of a source has begun."""

    def arrived(self, article: Article, asked: float) -> None:
        """An article was read from an answer; ``asked``: when that was asked for, as of ``time.monotonic``."""

    def closed(self, report: SourceReport) -> None:
        """The crawl of a source has ended."""

    def stopped(self, reason: str) -> None:
        """The run as a whole cannot go on."""

    def export_failed(self, name: str, reason: str) -> None:
        """An export as a whole did not come about."""

    def read(self, source: str, url: str, confidence: Mapping[str, float]) -> None:
        """A page was read; of each field a number from 0 to 1 says how sure the reading is."""

    def stored(self, source: str, outcome: Outcome, article: Article) -> None:
        """An article is in the index."""

    def failed(self, failure: Quarantined) -> None:
        """Something could not be archived."""

    def noted(self, source: str, note: str) -> None:
        """Something that the keeper of the archive should know of, though nothing failed by it."""

    def published(self, result: Published) -> None:
        """An export has ended."""


class Silence:
    """A listener who keeps it to themselves."""

    def listed(self, source: str, number: int, unknown: int) -> None:
        """Say nothing."""

    def began(self, source: str) -> None:
        """Say nothing."""

    def arrived(self, article: Article, asked: float) -> None:
        """Say nothing."""

    def closed(self, report: SourceReport) -> None:
        """Say nothing."""

    def stopped(self, reason: str) -> None:
        """Say nothing."""

    def export_failed(self, name: str, reason: str) -> None:
        """Say nothing."""

    def read(self, source: str, url: str, confidence: Mapping[str, float]) -> None:
        """Say nothing."""

    def stored(self, source: str, outcome: Outcome, article: Article) -> None:
        """Say nothing."""

    def failed(self, failure: Quarantined) -> None:
        """Say nothing."""

    def noted(self, source: str, note: str) -> None:
        """Say nothing."""

    def published(self, result: Published) -> None:
        """Say nothing."""


class _Several:
    def __init__(self, listeners: Sequence[Listener]) -> None:
        self._listeners = listeners

    def __getattr__(self, name: str) -> Callable[..., None]:
        heard = [getattr(each, name) for each in self._listeners]

        def tell(*said: object) -> None:
            for each in heard:
                each(*said)

        return tell


def several(*listeners: Listener) -> Listener:
    """A listener who passes on everything to all of these, in their order."""
    return cast(Listener, _Several(listeners))
