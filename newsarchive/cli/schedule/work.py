"""What the children of `schedule run` do: read what is to be crawled, and crawl a batch of it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsarchive.archive import Archive, BusyError
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, set_up_log
from newsarchive.cli.progress import Display
from newsarchive.cli.spiders import check, crawl
from newsarchive.cli.summary import conclude, tell
from newsarchive.logs.begin import begin
from newsarchive.report import Listener
from newsarchive.run import Run
from newsarchive.schedule.children import Telling
from newsarchive.schedule.timetable import due
from newsarchive.schedule.witness import Ended, Plan
from newsarchive.store.articles import Outcome
from newsarchive.store.database import DamagedError, StoreError
from newsarchive.wanted import Wanted
from newsarchive.yamlfile import ConfigError

_CODES: Mapping[type[Exception], int] = {
    ConfigError: exit_codes.USAGE,
    DamagedError: exit_codes.DAMAGED,
    StoreError: exit_codes.SOME_FAILED,
    BusyError: exit_codes.SOME_FAILED,
    OSError: exit_codes.SOME_FAILED,
}
"""What keeps a child from its work, and the exit code that says so. Anything else is an error of ours, and ends the child."""


def read_plan(telling: Telling, folder: Path, *, invocation: Invocation) -> None:
    """Read the files of an archive and when its sources are due."""
    set_up_log(verbose=invocation.verbose)
    try:
        with Archive(folder) as archive:
            now = datetime.now(UTC)
            found = {name: due(archive, name, now) for name in archive.source_names()}
            said = Plan(found, archive.config.schedule.batches, pickle.dumps(archive.definitions))
    except tuple(_CODES) as error:
        telling.say("ended", _broken(error))
    else:
        telling.say("plan", said)


def crawl_batch(telling: Telling, folder: Path, names: Sequence[str], definitions: bytes, *, invocation: Invocation) -> None:
    """Crawl some sources of an archive, those of them that are still due, and bring the exports up to date.

    ``definitions``: what the files said when they were last in order; taken when they are not. The keeper is told of what is news
    when all is done and said: the mail is not waited for.
    """
    set_up_log(verbose=invocation.verbose)
    try:
        with _opened(folder, definitions) as archive:
            run, ended = _crawl(telling, archive, names, invocation)
            telling.say("ended", ended)
            if run.sources:
                tell(invocation, run)
    except tuple(_CODES) as error:
        telling.say("ended", _broken(error))


def _crawl(telling: Telling, archive: Archive, names: Sequence[str], invocation: Invocation) -> tuple[Run, Ended]:
    now, known = datetime.now(UTC), set(archive.source_names())
    asked = [name for name in names if name in known and due(archive, name, now).is_now(now)]
    run = _Batch(archive, Display(invocation, bar=False), telling)
    if asked:
        with run:
            spiders = list(_ready(run, asked))
            if not telling.is_stopped:
                crawl(run, spiders, verbose=invocation.verbose)
        conclude(invocation, run)
    now = datetime.now(UTC)
    return run, Ended({name: due(archive, name, now) for name in names if name in known}, _counts(run), run.broken)


class _Batch(Run):
    """A run that says of each source when it is done with it, and when that is due again."""

    def __init__(self, archive: Archive, listener: Listener, telling: Telling) -> None:
        super().__init__(archive, listener)
        self._telling = telling

    def closed(self, source: str, requests: int, *, interrupted: bool) -> None:
        """The crawl of a source has ended."""
        super().closed(source, requests, interrupted=interrupted)
        if not interrupted:
            self._telling.say("closed", (source, due(self.archive, source, self.now())))


def _ready(run: Run, names: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The spiders of the sources that can be crawled; what keeps one from it is its failure, and the others go on."""
    for name in names:
        source = run.archive.source(name)
        arguments = {"source": source, "wanted": Wanted()}
        try:
            check(arguments)
        except ConfigError as error:
            run.failed(name, source.file, "configuration", str(error))
            run.closed(name, 0, interrupted=False)
        else:
            yield source.spider, arguments


def _opened(folder: Path, definitions: bytes) -> Archive:
    try:
        archive = Archive(folder)
    except ConfigError:  # the loop has said so
        archive = Archive(folder, definitions=pickle.loads(definitions))  # noqa: S301  # written by a child of the same loop
    begin(archive.config.log, folder, archive.config.timezone)
    return archive


def _counts(run: Run) -> dict[str, dict[str, int]]:
    return {
        name: {
            "new": report.outcomes[Outcome.NEW],
            "revised": report.outcomes[Outcome.REVISED],
            "failed": len(report.failures),
            "requests": report.requests,
        }
        for name, report in run.sources.items()
    }


def _broken(error: Exception) -> Ended:
    code = next(code for kind, code in _CODES.items() if isinstance(error, kind))
    return Ended(broken=str(error), code=code)
