"""Which captures of an archive are to be kept, and the rest pruned, with nobody else at work on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from filelock import FileLock, Timeout

from newsarchive.archive import WORKERS, Archive, BusyError
from newsarchive.article import Article, RecordError
from newsarchive.capture.pruning import Policy, Pruner
from newsarchive.place import STATE
from newsarchive.store.worker import living

Keep = Literal["articles", "last", "none"]
"""Of old captures: what any revision of an article was read from; what the last revision was; nothing."""


@dataclass(frozen=True, slots=True)
class Named:
    """What articles say of captures."""

    by_any: frozenset[str]
    """Captures that some revision was read from."""
    by_last: frozenset[str]
    """Those that the last revision of an article was read from."""
    pages: frozenset[str]
    """Addresses of the further pages of articles that were read from several."""


def named(archive: Archive) -> Named:
    """What the articles of the archive were read from."""
    by_any: set[str] = set()
    by_last: set[str] = set()
    pages: set[str] = set()
    with archive.index.integrity() as view:
        for row in view.articles():
            for each in row.revisions:
                try:
                    article = Article.from_json(each.record)
                except RecordError:  # `verify` says so; what it was read from is not known
                    continue
                if article.capture:
                    by_any.add(article.capture)
                    if each.revision == row.revision:
                        by_last.add(article.capture)
                pages.update(article.pages)
    return Named(frozenset(by_any), frozenset(by_last), frozenset(pages))


def policy(said: Named, keep: Keep, before: datetime) -> Policy:
    """The captures from ``before`` that moment (aware) go, but for those that are to be kept."""
    kept = {"articles": said.by_any, "last": said.by_last, "none": frozenset[str]()}[keep]
    return Policy(before, kept, frozenset() if keep == "none" else said.pages)


@contextmanager
def pruner(archive: Archive) -> Iterator[Pruner]:
    """Be alone with the captures of the archive; what an earlier prune that was killed has left behind is cleared up first.

    Raises:
        BusyError: a crawl, an export or another prune is at work.
    """
    state = archive.folder / STATE
    with ExitStack() as alone:
        try:
            alone.enter_context(FileLock(state / "prune.lock", timeout=0))
        except Timeout as error:
            raise BusyError("another prune of this archive is running; wait for its end") from error
        for export in archive.exports():
            alone.enter_context(archive.exporting(export))
        idle(archive)
        made = Pruner(archive.warc_folder, archive.index.captures, archive.config.politeness.max_size)
        archive.warc_folder.mkdir(parents=True, exist_ok=True)
        made.clear_up()
        yield made


def idle(archive: Archive) -> None:
    """See that no crawl is running: it may find that what goes at this moment is what it has.

    Raises:
        BusyError: one is.
    """
    workers = living(archive.folder / STATE / WORKERS)
    if workers:
        numbers = ", ".join(each.partition("-")[0] for each in workers)
        raise BusyError(f"a crawl of this archive is running (process {numbers}); wait for its end, and prune then")
