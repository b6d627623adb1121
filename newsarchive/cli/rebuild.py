"""`newsarchive rebuild`: the index made anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from newsarchive import config
from newsarchive.archive import INDEX, Archive
from newsarchive.capture.catalogue import catalogue
from newsarchive.capture.writer import SUFFIX
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.cli.progress import Display
from newsarchive.cli.spiders import crawl
from newsarchive.importing.carried import FORM, must_be_readable
from newsarchive.importing.findings import Tally
from newsarchive.importing.folder import posts_in
from newsarchive.importing.intake import Intake, Moved
from newsarchive.pictures.enlisting import refill
from newsarchive.place import STATE
from newsarchive.rebuild.carry import carry
from newsarchive.rebuild.combine import combine
from newsarchive.rebuild.place import Place, RebuildError, rebuilding
from newsarchive.run import Run
from newsarchive.store.database import DamagedError, Database
from newsarchive.store.index import Index
from newsarchive.verify.captures import check_captures
from newsarchive.verify.index import check_index
from newsarchive.yamlfile import ConfigError

_RECORDS_LACK = {
    "evidence": "how a field was found is in a post for its date and its medium alone",
    "revisions": "a post shows the last revision alone; earlier ones are in the history of the repository",
}
"""What posts do not carry that have their record in front of them, and why it is not in an index made of them alone."""
_POSTS_LACK = {
    "evidence": "how each field was found is in no post",
    "revisions": _RECORDS_LACK["revisions"],
    "links": "a post has one link; other addresses of its article are in no post",
    "fetched": "when an article was fetched is in no post; the date of the commit stands for it",
}
"""The same of posts of the form ``finews``, which have none."""
_CAPTURES_LACK = {
    "lists": "what only a list said of an article, such as a summary, is in no capture of the article",
    "withdrawn": "that an article is withdrawn is in no capture",
}
"""The same of captures."""


@click.command()
@click.option("--from", "origin", type=click.Choice(["site", "captures"]), required=True, help="What it is made of.")
@click.option("--export", "label", metavar="NAME", help="The export whose posts are read; needed where there are several.")
@click.option("--dry-run", is_flag=True, help="Say what would be rebuilt and what would be lost, and leave the index as it is.")
@common_options
def rebuild(invocation: Invocation, origin: str, label: str | None, dry_run: bool) -> int:
    """Make the index anew: from the captures, or from the posts of an exported repository and what captures there are.

    A fresh index is made beside the old one, checked, and put in its place at once; the old one is kept under another name.
    What only the old index knows is carried over, as far as it can be read; what is lost is said, with the reason. Nobody
    is asked for anything. The other way round, a repository from the index, is `newsarchive export --all`.
    """
    folder = invocation.locate()
    settings = config.load_config(folder / config.FILE)
    with rebuilding(folder, settings.exports) as place, ExitStack() as opened:
        read = opened.enter_context(Archive(folder, state=place.read, captures=place.warc))
        site = _site(read, label) if origin == "site" else None
        failed = _read(invocation, read, site)
        fresh = opened.enter_context(Archive(folder, state=place.fresh, captures=place.warc))
        lost, old_there = _fill(invocation, place, fresh, read, prefer_old=origin == "site")
        if not old_there:
            for what, why in _lacking(site).items():
                invocation.emit("lost", what=what, why=why)
                invocation.say(f"lost: {what}: {why}")
        articles = sum(fresh.index.runs.article_counts().values())
        _check(fresh)
        opened.close()
        aside = None if dry_run else place.swap(datetime.now(UTC))
    invocation.emit("rebuilt", articles=articles, failed=failed, lost=lost, old=str(aside) if aside else None, dry_run=dry_run)
    done = "would be in the index; nothing was changed: this was a dry run" if dry_run else "are in the index"
    invocation.say(f"{plural(articles, 'article')} {done}")
    if aside:
        invocation.say(f"the old index is kept as {aside}; remove it when all is well")
    return exit_codes.SOME_FAILED if failed or lost else exit_codes.WELL


def _lacking(site: _Site | None) -> dict[str, str]:
    """What is in none of the things that were read."""
    if site is None:
        return _CAPTURES_LACK
    return _RECORDS_LACK if site.is_post else _POSTS_LACK


@dataclass(frozen=True, slots=True)
class _Site:
    """The repository whose posts are read."""

    place: Path
    is_post: Callable[[str], bool] | None
    """Whether a path is that of a post that carries its record; None for posts in the form of the old archive."""


def _site(archive: Archive, label: str | None) -> _Site:
    """The repository whose posts are read.

    Raises:
        ConfigError: it cannot be told which, it is not there, or its posts do not say what they are of.
    """
    exports = archive.exports([label] if label else ())
    if len(exports) != 1:
        names = ", ".join(each.label for each in exports) or "none is configured"
        raise ConfigError(f"say with --export which export to read; there are: {names}")
    profile, place = exports[0].profile, archive.place(exports[0])
    if archive.file_profile(exports[0]) is not None:
        raise ConfigError(f"profile {profile} writes files, and no posts that could be read back; `import` reads JSON lines")
    if not place.is_dir():
        raise ConfigError(f"{place} is not there; clone the repository to it, or use --from captures")
    if not exports[0].work_tree:
        index = archive.folder / STATE / INDEX
        raise ConfigError(
            f"the posts of export {exports[0].label} are not checked out (`work_tree: false`): move {index} away and run "
            "`newsarchive schedule once`, which reads them from git; or clone the repository with its files"
        )
    if profile == FORM:
        return _Site(place, None)
    is_post = archive.projection(exports[0]).is_post
    first = next(posts_in(place, is_post), None)
    if first is not None:
        must_be_readable(profile, first, (place / first).read_text(encoding="utf-8", errors="replace"))
    return _Site(place, is_post)


def _read(invocation: Invocation, archive: Archive, site: _Site | None) -> int:
    """Read the captures, and then the posts of articles that they do not have; how many could not be read."""
    files = _catalogued(archive)
    with Display(invocation) as display, Run(archive, display, export=False, group=False) as run:  # the fresh index is grouped
        intake = Intake(run, only_missing=True, moved=lambda moved: _moved(invocation, moved))
        if files:
            crawl(run, [("capture", {"files": files})], verbose=invocation.verbose)
        if site is not None:
            intake.folder(site.place, site.is_post)
    for failure in run.failures:
        invocation.emit("failed", address=failure.address, stage=failure.stage, reason=failure.reason)
        invocation.say(f"failed: {failure.address}: {failure.reason}")
    _tell(invocation, intake.tally)
    if run.broken:
        raise RebuildError(f"{run.broken}; the index was left as it is")
    return len(run.failures)


def _catalogued(archive: Archive) -> list[Path]:
    """The files of captures, each made known to the index."""
    files = sorted(archive.warc_folder.glob(f"*{SUFFIX}"))
    for path in files:
        archive.index.captures.put(catalogue(path, archive.config.politeness.max_size))
    return files


def _fill(invocation: Invocation, place: Place, fresh: Archive, read: Archive, *, prefer_old: bool) -> tuple[int, bool]:
    """Bring everything into the fresh index; how many articles are lost, and whether the old index could be read."""
    _catalogued(fresh)
    counts: Counter[str] = Counter()
    old = _old(invocation, place)
    try:
        for note in combine(fresh.index, read.index, old[0] if old else None, prefer_old=prefer_old):
            counts[note.difference] += 1
            invocation.emit(str(note.difference), article=note.article, why=note.why)
            invocation.say(f"{note.difference}: {note.article}: {note.why}")
        target = Database(place.fresh / INDEX)
        try:
            for table in carry(old[1] if old else None, target):
                if table.lost:
                    invocation.emit("lost", what=table.name, why=table.lost)
                    invocation.say(f"lost: {table.name}: {table.lost}")
        finally:
            target.close()
    finally:
        for each in old or ():
            each.close()
    refill(fresh.index, fresh.pictures)
    fresh.group()
    return counts["lost"], old is not None


def _old(invocation: Invocation, place: Place) -> tuple[Index, Database] | None:
    """The old index, opened as a copy; None where there is none, or none that can be read."""
    path = place.old()
    try:
        return (Index(path), Database(path)) if path else None
    except DamagedError as error:
        invocation.note(str(error))
        return None


def _check(fresh: Archive) -> None:
    """Hold the fresh index against itself and the captures, as `verify` does.

    Raises:
        RebuildError: something is wrong with it.
    """
    with fresh.index.integrity() as view:
        for finding in check_index(view):
            raise RebuildError(f"the fresh index is not sound, and the old one was left: {finding.in_words}")
        for finding in check_captures(view, fresh.warc_folder, fresh.config.politeness.max_size, whole=False):
            if finding.store == "index":
                raise RebuildError(f"the fresh index is not sound, and the old one was left: {finding.in_words}")


def _moved(invocation: Invocation, moved: Moved) -> None:
    invocation.emit("moved", file=moved.file, old=moved.old, new=moved.new, export=moved.export, why=moved.why)
    invocation.note(f"{moved.file}: was {moved.old}, is {moved.new or 'nowhere'}: {moved.why}")


def _tell(invocation: Invocation, tally: Tally) -> None:
    for defect in tally.defects():
        number, example = tally.reported[defect], tally.examples[defect]
        if number:
            invocation.emit("defect", defect=str(defect), reported=number, file=example.file, detail=example.detail)
            invocation.say(f"  {defect}: {number} reported; such as {example.file}: {example.detail}")
