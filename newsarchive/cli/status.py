"""`newsarchive status`: how the archive and its sources are."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import click

from newsarchive.archive import Archive
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.config.export import Export
from newsarchive.export.command import GitError
from newsarchive.export.git import is_repository
from newsarchive.export.growth import in_words, measure


@click.command()
@common_options
def status(invocation: Invocation) -> int:
    """Show each source's articles, last crawls, frontier and quarantine; and where each export stands."""
    with invocation.archive() as archive:
        invocation.say(f"archive {archive.folder}")
        for name in _names(archive):
            _source(invocation, archive, name)
        for export in archive.config.exports:
            _export(invocation, archive, export)
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
    return exit_codes.WELL


def _names(archive: Archive) -> list[str]:
    """The sources of the archive, and others that articles came from (single addresses, sources since removed)."""
    index = archive.index
    return list(dict.fromkeys([*archive.source_names(), *index.runs.article_counts(), *index.quarantine.counts()]))


def _source(invocation: Invocation, archive: Archive, name: str) -> None:
    index = archive.index
    articles = index.runs.article_counts().get(name, 0)
    quarantined = index.quarantine.counts().get(name, 0)
    waiting = index.frontier.waiting().get(name, 0)
    last, well = index.runs.last(name), index.runs.last(name, well=True)
    invocation.emit(
        "source",
        source=name,
        articles=articles,
        quarantined=quarantined,
        waiting=waiting,
        last_crawl=last.finished.isoformat() if last else None,
        last_success=well.finished.isoformat() if well else None,
    )
    zone = archive.config.timezone
    when = f"last crawl {_shown(last.finished.astimezone(zone))}" if last else "never crawled"
    success = f", last without failures {_shown(well.finished.astimezone(zone))}" if well and well != last else ""
    held = f", {quarantined} in quarantine" if quarantined else ""
    ahead = f", {waiting} in the frontier" if waiting else ""
    invocation.say(f"source {name}: {plural(articles, 'article')}{ahead}{held}, {when}{success}")


def _export(invocation: Invocation, archive: Archive, export: Export) -> None:
    index, label = archive.index, export.label
    state, held = index.exports.state(label), index.exports.held(label)
    behind = index.articles.sequence() - (state.sequence if state else 0)
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


def _shown(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M %z")
