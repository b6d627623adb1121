"""A crawl on trial: the spiders, pipelines and manners of every crawl, on an index that is thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from newsarchive.archive import Archive
from newsarchive.run import Run
from newsarchive.trial.forgetful import Forgetful
from newsarchive.trial.watch import Watch
from newsarchive.wanted import FURTHER_LISTS, Wanted


def sample(articles: int) -> Wanted:
    """So many articles of a source, and not all of its lists."""
    return Wanted(limit=articles, further_lists=FURTHER_LISTS)


@contextmanager
def trial(folder: Path, watch: Watch, named: Sequence[str] = ()) -> Iterator[Run]:
    """A run that knows no article and keeps none; the archive in ``folder`` is only asked for its configuration.

    ``named``: the addresses that the user named.
    """
    with (
        tempfile.TemporaryDirectory(prefix="newsarchive-trial-") as place,
        Archive(folder, state=Path(place)) as archive,
    ):
        archive.index.keep_articles_in(Forgetful)  # what one source has read is not known to the next
        yield Run(archive, watch, export=False, named=named)
