"""`newsarchive import`: articles from files that are there already."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from newsarchive.archive import Archive
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.cli.progress import Display
from newsarchive.cli.spiders import crawl
from newsarchive.cli.summary import conclude
from newsarchive.importing.findings import Tally
from newsarchive.importing.folder import is_archive
from newsarchive.importing.intake import Intake, Moved
from newsarchive.run import Run
from newsarchive.sources import NAME
from newsarchive.trial.rehearsal import rehearsal

_CAPTURES = (".warc", ".warc.gz", ".wacz")
_LINES = (".jsonl", ".jsonl.gz")
_MOST_SHOWN = 3
"""Addresses that differ, named one by one; --json names all of them."""


@click.command("import")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--source", metavar="NAME", help="What the source of posts is called whose ids are of no known source.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken in, and keep nothing.")
@common_options
def import_(invocation: Invocation, paths: tuple[Path, ...], source: str | None, dry_run: bool) -> int:
    """Take in what is there already: WARC files and WACZ, the folder of a Jekyll archive, records as lines of JSON.

    Nothing is asked of the network. Pages are read as of the day they were captured, posts as of the day they were written; an
    older copy of an article never takes the place of a newer one.
    """
    if source and not re.fullmatch(NAME, source):
        raise click.UsageError(f"--source {source}: expected a name of small letters, digits, - and _")
    kinds = {path: _kind(path) for path in paths}
    with _archive(invocation, dry_run=dry_run) as archive:
        with Display(invocation) as display, Run(archive, display, export=not dry_run) as run:
            intake = Intake(run, named=source, moved=_Moves(invocation))
            captures = [path for path, kind in kinds.items() if kind == "capture"]
            if captures:
                crawl(run, [("capture", {"files": captures})], verbose=invocation.verbose)
            for path, kind in kinds.items():
                if kind == "folder":
                    intake.folder(path)
                elif kind == "lines":
                    intake.lines(path)
        code = conclude(invocation, run)
    _show(invocation, intake)
    if dry_run:
        invocation.say("Nothing was kept: this was a dry run.")
    return code


@contextmanager
def _archive(invocation: Invocation, *, dry_run: bool) -> Iterator[Archive]:
    with rehearsal(invocation.locate()) if dry_run else invocation.archive() as archive:
        yield archive


class _Moves:
    """Names addresses that differ: to programs all of them, to people the first few."""

    def __init__(self, invocation: Invocation) -> None:
        self._invocation = invocation
        self._shown = 0

    def __call__(self, moved: Moved) -> None:
        self._invocation.emit("moved", **dataclasses.asdict(moved))
        self._shown += 1
        if self._shown <= _MOST_SHOWN and not self._invocation.json:
            self._invocation.note(f"{moved.file}: was {moved.old}, is {moved.new or 'nowhere'}: {moved.why}")


def _show(invocation: Invocation, intake: Intake) -> None:
    """What was wrong with the old archive, and what became of its addresses."""
    for how, number in intake.by_time.items():
        invocation.emit("times", how=how, files=number)
        invocation.say(f"{plural(number, 'file')}: fetched when {how} says")
    _show_defects(invocation, intake.tally)
    if intake.same or intake.moves:
        invocation.emit("addresses", same=intake.same, moved=dict(intake.moves))
        moves = "".join(f"; {number} differ: {why}" for why, number in intake.moves.items())
        invocation.say(f"addresses: {intake.same} as they were{moves}")


def _show_defects(invocation: Invocation, tally: Tally) -> None:
    for defect in tally.defects():
        repaired, reported, example = tally.repaired[defect], tally.reported[defect], tally.examples[defect]
        invocation.emit(
            "defect", defect=str(defect), repaired=repaired, reported=reported, file=example.file, detail=example.detail
        )
        what = ", ".join(f"{number} {done}" for number, done in ((repaired, "repaired"), (reported, "reported")) if number)
        invocation.say(f"  {defect}: {what}; such as {example.file}: {example.detail}")


def _kind(path: Path) -> str:
    """How a path is taken in.

    Raises:
        click.UsageError: it cannot be.
    """
    name = path.name.lower()
    if path.is_dir() and is_archive(path):
        return "folder"
    if path.is_file() and name.endswith(_CAPTURES):
        return "capture"
    if path.is_file() and name.endswith(_LINES):
        return "lines"
    forms = ", ".join((*_CAPTURES, *_LINES))
    raise click.UsageError(
        f"{path} is nothing that can be taken in: expected a file that ends in {forms}, or the folder of a Jekyll archive"
    )
