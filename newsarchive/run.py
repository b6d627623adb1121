"""One run: an archive being fed by one or several spiders, exported when the last of them has ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from newsarchive.archive import Archive, BusyError
from newsarchive.article import Article
from newsarchive.capture.keeper import Keeper, about
from newsarchive.capture.writer import CaptureError
from newsarchive.config.size import spell_size
from newsarchive.disk import InTheWayError
from newsarchive.export.check import CheckError
from newsarchive.export.command import GitError
from newsarchive.fetch.browser import Browser
from newsarchive.fetch.hosts import Hosts
from newsarchive.limits.disk import check_disks
from newsarchive.limits.memory import used
from newsarchive.limits.requests import Allowance
from newsarchive.logs.listener import LogListener
from newsarchive.readers import Readers, readers_for
from newsarchive.report import Listener, SourceReport, several
from newsarchive.store.articles import Outcome
from newsarchive.store.database import StoreError
from newsarchive.store.quarantine import Quarantined
from newsarchive.storing import store_together, unheard_of
from newsarchive.together import Together
from newsarchive.yamlfile import ConfigError

if TYPE_CHECKING:
    from newsarchive.export.publish import Published

OF_LISTS = ("list", "entry")
"""Stages at which a list fails, or something that it names and that is no article to ask for."""


def _now() -> datetime:
    return datetime.now(UTC)


class Run:
    """Where spiders and pipelines bring what they have. Who takes part enters; the last one to leave exports."""

    def __init__(
        self,
        archive: Archive,
        listener: Listener | None = None,
        *,
        export: bool = True,
        group: bool = True,
        clock: Callable[[], datetime] = _now,
        named: Sequence[str] = (),
    ) -> None:
        """``named``: addresses that the user named for this run, besides those of the archive's sources.

        ``group``: at its end, put copies together that are not yet.
        """
        self.archive = archive
        self.named = named
        self.sources: dict[str, SourceReport] = {}
        self.published: list[Published] = []
        self.export_errors: dict[str, str] = {}
        """Export name to why it failed as a whole."""
        self.broken: str | None = None
        """Why the run could not go on, where something stood in the way of all articles."""
        self.limit: str | None = None
        """Which limit the run has come to, where it was stopped for one; what came in by then is exported."""
        self.notes: list[str] = []
        """What the keeper of the archive should know of, of no source in particular."""
        self.hosts = Hosts(archive.config.politeness)
        self.browser = Browser()
        self.captures = Keeper(
            archive.warc_folder,
            archive.index.captures,
            archive.config.capture,
            about(archive.config.politeness),
            archive.config.politeness.max_size,
        )
        self._storing = Together(self._store)
        self.readers = Readers(readers_for(archive.config.readers), lambda: archive.rules)
        self.now = clock
        self._listener = several(*([listener] if listener else []), LogListener())
        self._inside = 0
        self._exports = export
        self._groups = group
        self._crawls: list[Callable[[], None]] = []
        self._allowances: list[Allowance] = []
        archive.index.when_unusable(self.break_off)

    def __enter__(self) -> Self:
        self._inside += 1
        if self._inside == 1:
            check_disks(self.archive.places(), self.archive.config.limits.disk)
            self.notes += [each.in_words for each in self.captures.mend()]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._inside -= 1
        if self._inside:
            return
        self.readers.close()
        try:
            for each in self._allowances:
                each.close()
        except StoreError as failed:
            self.broken = self.broken or str(failed)
        try:
            self.captures.close()
        except CaptureError as failed:
            self.broken = self.broken or str(failed)
        if self.broken or isinstance(error, Exception):
            return
        if self._groups:
            self.archive.group(ready=self.readers.signatures)
        if self._exports:
            self._export()

    def crawls(self, stop: Callable[[], None]) -> None:
        """A crawl takes part, which ``stop`` stops when something stands in the way of all articles."""
        self._crawls.append(stop)

    def break_off(self, error: Exception) -> None:
        """Stop all crawls: something stands in the way of all articles, and each of them is left for the next run."""
        if self.broken is None:
            self.broken = str(error)
            self._listener.stopped(self.broken)
            for stop in self._crawls:
                stop()

    def look_at_limits(self) -> None:
        """See whether the run may go on; where it takes too much memory it is stopped.

        Raises:
            DiskLimitError: there is less room than is to be left.
        """
        limits = self.archive.config.limits
        check_disks(self.archive.places(), limits.disk)
        if limits.memory is not None and self.limit is None and (taken := used()) > limits.memory:
            most = spell_size(limits.memory)
            self.limit = f"the crawl takes {taken // 10**6} MB of memory, and may take {most} (`limits.memory`)"
            self._listener.stopped(self.limit)
            for stop in self._crawls:
                stop()

    def allowance(self, source: str, daily: int | None) -> Allowance:
        """What is left of the requests of the day; ``daily``: those of the source, where it has a number of its own."""
        zone = self.archive.config.timezone
        whole = self.archive.config.limits.requests
        made = Allowance(self.archive.index.spent, source, lambda: self.now().astimezone(zone).date(), archive=whole, own=daily)
        self._allowances.append(made)
        return made

    @property
    def failures(self) -> list[Quarantined]:
        """All that could not be archived, source by source."""
        return [failure for report in self.sources.values() for failure in report.failures]

    @property
    def well(self) -> bool:
        """Everything that was found is archived and exported.

        An article held back since an earlier run does not count: that run has said so, and `status` goes on saying it.
        """
        held = any(result.newly_held or result.push_error for result in self.published)
        return not (self.failures or self.export_errors or held or self.broken or self.limit)

    def report(self, source: str) -> SourceReport:
        """The report of one source, begun when it is first asked for."""
        if source not in self.sources:
            self.sources[source] = SourceReport(source, self.now())
            self._listener.began(source)
        return self.sources[source]

    def listed(self, source: str, number: int, unknown: int) -> None:
        """A list was read, and named so many articles, of which so many are to be fetched."""
        report = self.report(source)
        report.lists += 1
        report.listed += number
        self._listener.listed(source, number, unknown)

    def unchanged(self, source: str) -> None:
        """A list is the same as last time, as its server says."""
        self.report(source).unchanged += 1
        self._listener.listed(source, 0, 0)

    def answered(self, source: str, kind: Literal["list", "article"], seconds: float) -> None:
        """An answer took so long to begin."""
        self.report(source).times[kind].append(seconds)

    def read(self, source: str, url: str, confidence: Mapping[str, float]) -> None:
        """A page was read, so sure of each field."""
        self._listener.read(source, url, confidence)

    def arrived(self, article: Article, asked: float) -> None:
        """An article was read from an answer that was asked for at ``asked``, as of ``time.monotonic``."""
        self._listener.arrived(article, asked)

    async def store(self, source: str, article: Article) -> Article:
        """Store an article, with others that come in at about the same time; the article as it is in the index then.

        Raises:
            SuspiciousError: the archived copy is better, or is of another article.
            CaptureError: its capture could not be written, and so it is not stored.
            StoreError: the index cannot be used at present.
        """
        return await self._storing.ask((source, article))

    def stored(self, source: str, outcome: Outcome, article: Article) -> None:
        """An article is in the index; whatever stood in its place in the quarantine has been overcome."""
        self._overcome([article])
        self._told(source, outcome, article)

    def failed(self, source: str, address: str, stage: str, reason: str, material: str | None = None) -> None:
        """Something could not be archived; it is kept with its reason, and the rest goes on."""
        failure = Quarantined(source, address, stage, reason, material)
        is_fresh = self.archive.index.quarantine.put(failure, self.now())
        report = self.report(source)
        report.failures.append(failure)
        report.fresh += is_fresh and stage not in OF_LISTS
        self._listener.failed(failure)

    def left(self, source: str, reason: str) -> None:
        """Something was not asked for in this run, and is left for the next: that is no failure."""
        self.report(source).left[reason] += 1

    def noted(self, source: str, note: str) -> None:
        """Something should be looked at, though nothing failed by it."""
        self.report(source).notes.append(note)
        self._listener.noted(source, note)

    def closed(self, source: str, requests: int, *, interrupted: bool) -> None:
        """The crawl of a source has ended."""
        report = self.report(source)
        report.requests, report.interrupted = requests, interrupted
        self.archive.index.runs.put(report.record(self.now()))
        self._listener.closed(report)

    async def _store(self, some: Sequence[tuple[str, Article]]) -> list[Article | Exception]:
        articles = [article for _, article in some]
        # What is archived already waits until it is known whether it has changed: it is captured when it is stored then.
        await self.captures.keep_together(each.capture for each in unheard_of(self.archive.index, articles))
        # From here on nobody else gets a turn: two copies of an article that come in together would both be new otherwise.
        done = store_together(self.archive.index, articles, self.captures.keep)
        self._overcome([each[1] for each in done if not isinstance(each, Exception)])
        for (source, _), each in zip(some, done, strict=True):
            if not isinstance(each, Exception):
                self._told(source, *each)
        return [each if isinstance(each, Exception) else each[1] for each in done]

    def _overcome(self, articles: Sequence[Article]) -> None:
        self.archive.index.quarantine.clear([link for each in articles for link in (each.url, *each.links)], self.now())

    def _told(self, source: str, outcome: Outcome, article: Article) -> None:
        self.report(source).stored(outcome, article)
        self._listener.stored(source, outcome, article)

    def _export(self) -> None:
        for export in self.archive.exports():
            try:
                result = self.archive.export(export, self.now())
            except (ConfigError, GitError, CheckError, BusyError, InTheWayError, OSError) as error:
                self.export_errors[export.label] = str(error)
                self._listener.export_failed(export.label, str(error))
            else:
                self.published.append(result)
                self._listener.published(result)
