"""The captures: whether every article's is where the index says, and whether the files can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from newsarchive.article import Article, RecordError
from newsarchive.capture.warcfile import Unreadable, captures_in
from newsarchive.capture.writer import OPEN, SUFFIX
from newsarchive.store.integrity import IntegrityView
from newsarchive.verify.finding import Finding, Kind

STORE = "captures"
_RESTORE = "put the file back from a backup; the articles themselves are in the index"
_REREAD = "run `newsarchive rebuild --from captures`, which takes stock of every file and reads it anew"
_UNKNOWN = f"{_REREAD}; a file that is gone has to be put back from a backup first"


def check_captures(view: IntegrityView, folder: Path, most: int, *, whole: bool) -> Iterator[Finding]:
    """What is wrong with the captures.

    ``whole``: read every file from its beginning to its end, digests included; else only see that what the index knows is
    there. ``most``: bytes of one payload.
    """
    sizes = {path.name.removesuffix(OPEN): path.stat().st_size for path in _files(folder)}
    try:
        for file, end in sorted(view.capture_files().items()):
            if file not in sizes:
                yield Finding(Kind.MISSING, STORE, file, "the file is not there", _RESTORE)
            elif sizes[file] < end:
                what = f"the file is cut off: it has {sizes[file]} bytes of at least {end}"
                yield Finding(Kind.ALTERED, STORE, file, what, _RESTORE)
        yield from _of_articles(view)
    except DatabaseError:  # the check of the index has said so
        return
    if whole:
        for path in _files(folder):
            yield from _file(view, path, most)


def _files(folder: Path) -> list[Path]:
    return sorted([*folder.glob(f"*{SUFFIX}"), *folder.glob(f"*{SUFFIX}{OPEN}")])


def _of_articles(view: IntegrityView) -> Iterator[Finding]:
    """Articles that name a capture of which nothing is known."""
    for row in view.articles():
        named: dict[str, int] = {}
        for each in row.revisions:
            try:
                capture = Article.from_json(each.record).capture
            except RecordError:  # the check of the index has said so
                continue
            if capture:
                named.setdefault(capture, each.revision)
        for capture in sorted(named.keys() - view.captures(list(named)) - view.pruned(list(named))):
            thing = f"{row.source}:{row.id} revision {named[capture]}"
            yield Finding(Kind.MISSING, STORE, thing, f"its capture {capture} is not known", _UNKNOWN)


def _file(view: IntegrityView, path: Path, most: int) -> Iterator[Finding]:
    """What cannot be read of one file, and what the index does not know of it."""
    if path.name.endswith(OPEN):
        return  # it is being written at this moment, or was by a run that was killed: the next run takes stock of it
    with path.open("rb") as file:
        for found in captures_in(file, most):
            if isinstance(found, Unreadable):
                thing = f"{path.name} at {found.offset}"
                yield Finding(Kind.UNREADABLE, STORE, thing, found.reason, _RESTORE)
            elif not (view.captures([found.record_id]) or view.pruned([found.record_id])):
                thing = f"{path.name} at {found.offset}"
                yield Finding(Kind.ORPHANED, STORE, thing, f"the index does not know this capture of {found.url}", _REREAD)
