"""`newsarchive status`: how the archive and its sources are, and whether something is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, tzinfo

import click
from rich.console import Console

from newsarchive.archive import Archive
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.cli.health import as_object, table, told
from newsarchive.config.export import Export
from newsarchive.export.command import GitError
from newsarchive.export.git import is_repository
from newsarchive.export.growth import in_words, measure
from newsarchive.health.overview import Overview, overviews
from newsarchive.health.prometheus import ExportFigures, exposition

WIDE = 160
"""Columns of the table where it goes into a file or to a program, which has no edge."""


@click.command()
@click.option("--prometheus", is_flag=True, help="Print it as metrics that Prometheus reads, and nothing else; exit 0.")
@common_options
def status(invocation: Invocation, prometheus: bool) -> int:
    """Show how each source is and how that is known, and where each export stands.

    The exit code is 1 when something is wrong: with a source, or with an export that is behind or holds articles back.
    """
    now = datetime.now(UTC)
    with invocation.archive() as archive:
        sources = overviews(archive, now)
        exports = [_figures(archive, export) for export in archive.config.exports]
        if prometheus:
            click.echo(exposition(sources, exports, archive.index.runs.totals()), nl=False)
            return exit_codes.WELL
        invocation.say(f"archive {archive.folder}")
        _sources(invocation, sources, archive.config.timezone)
        for export, figures in zip(archive.config.exports, exports, strict=True):
            _export(invocation, archive, export, figures)
        kept, size, missing = archive.index.pictures.count()
        if kept or missing:
            invocation.emit("pictures", kept=kept, bytes=size, missing=missing)
            lacking = f", {missing} could not be had: `newsarchive pictures` names them" if missing else ""
            invocation.say(f"pictures: {kept} kept, {in_words(size)}{lacking}")
        for entry in archive.index.quarantine.entries():
            invocation.emit(
                "quarantined",
                id=entry.name,
                source=entry.source,
                address=entry.address,
                reason=entry.reason,
                times=entry.times,
            )
            tries = plural(entry.times, "try", "tries")
            invocation.say(f"  quarantined: {entry.address}: {entry.reason} ({entry.stage}, {tries}) {entry.name}")
    wrong = any(each.is_wrong for each in sources) or any(each.behind or each.held_back for each in exports)
    return exit_codes.SOME_FAILED if wrong else exit_codes.WELL


def _sources(invocation: Invocation, sources: Sequence[Overview], zone: tzinfo) -> None:
    for each in sources:
        invocation.emit("source", **as_object(each))
    if invocation.json:
        return
    if sources:
        console = Console(highlight=False, markup=False)
        if not console.is_terminal:
            console.width = WIDE
        console.print(table(sources, zone))
    for each in sources:
        if each.broken:
            invocation.say(f"{each.source}: cannot be used: {each.broken}")
        for line in told(each.health, zone) if each.health else ():
            invocation.say(line)


def _figures(archive: Archive, export: Export) -> ExportFigures:
    index, label = archive.index, export.label
    state = index.exports.state(label)
    behind = index.articles.sequence() - (state.sequence if state else 0)
    return ExportFigures(label, behind, len(index.exports.held(label)))


def _export(invocation: Invocation, archive: Archive, export: Export, figures: ExportFigures) -> None:
    index, label, behind = archive.index, export.label, figures.behind
    state, held = index.exports.state(label), index.exports.held(label)
    invocation.emit("export", export=label, commit=state.commit if state else None, behind=behind, held_back=len(held))
    where = f"at commit {state.commit[:10]}" if state and state.commit else "as files" if state else "not exported yet"
    late = f", {plural(behind, 'change')} behind: run `newsarchive export`" if behind else ""
    invocation.say(f"export {label}: {where}{late}")
    if is_repository(archive.place(export)):
        _growth(invocation, archive, export)
    for key, reason in held.items():
        stored = index.articles.by_key(key)
        invocation.say(f"  held back: {stored.article.id if stored else key}: {reason}")


def _growth(invocation: Invocation, archive: Archive, export: Export) -> None:
    label, index = export.label, archive.index
    try:
        repository = archive.repository(export)
    except GitError as error:
        invocation.say(f"  cannot be measured: {error}")
        return
    month_ago = datetime.now(UTC) - timedelta(days=30)
    growth = measure(repository, index.exports.written_files(label), index.articles.fetched_since(month_ago))
    invocation.emit("growth", export=label, a_post=growth.a_post, warning=growth.warning, **asdict(growth))
    each = f", {in_words(growth.a_post)} a file" if growth.a_post else ""
    since = "" if growth.since_maintenance is None else f", {in_words(growth.since_maintenance)} since the last maintenance"
    parts = f"{plural(growth.packs, 'pack')}, {plural(growth.loose, 'loose object')}"
    invocation.say(f"  repository: {in_words(growth.size)}{each}, {parts}{since}")
    if growth.warning:
        invocation.say(f"  warning: {growth.warning}; docs/export.md says what can be done")
