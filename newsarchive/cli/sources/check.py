"""`newsarchive sources check`: a few articles of a source, field by field, held against what used to be read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsarchive import files, sources
from newsarchive.archive import Archive
from newsarchive.article import Article
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, brief, common_options, plural
from newsarchive.cli.health import told
from newsarchive.cli.sources.state import health_here
from newsarchive.cli.sources.trying import sample, trial
from newsarchive.cli.spiders import crawl
from newsarchive.report import SourceReport
from newsarchive.sources import Source
from newsarchive.store.checks import Checked
from newsarchive.trial.lost import Lost, as_checked, kept, lost
from newsarchive.trial.mark import marked
from newsarchive.trial.readings import Reading, readings
from newsarchive.trial.watch import Watch

LATEST = 20
"""Archived articles that tell what used to be read."""


@click.command("check")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--articles", type=click.IntRange(min=1), default=3, show_default=True, metavar="N", help="How many of each source."
)
@click.option("--mark", is_flag=True, help="Write today's date as `verified` into your own sources with which all is well.")
@click.option("--accept", is_flag=True, help="Fields that are no longer read are not expected any more.")
@common_options
def command(invocation: Invocation, names: tuple[str, ...], articles: int, mark: bool, accept: bool) -> int:
    """Fetch the lists of a source and a few of its articles, keep nothing, and show what is read, with the evidence.

    Checks the sources named, or all that the archive crawls. The exit code is 1 when a list or an article cannot be read, or
    when a field is not read any more that was read at the last check or in the articles archived since.
    """
    with invocation.archive() as archive:
        chosen = [archive.source(name) for name in dict.fromkeys(names) or archive.source_names()]
        if not chosen:
            invocation.note("No sources: name some, or add one with `newsarchive sources add URL`.")
            return exit_codes.USAGE
        watch = Watch()
        with trial(archive.folder, watch) as run:
            spiders = [(source.spider, {"source": source, "wanted": sample(articles)}) for source in chosen]
            crawl(run, spiders, verbose=invocation.verbose)
            reports = [run.report(source.name) for source in chosen]
        if any(report.interrupted for report in reports):
            invocation.note("Interrupted. What was read so far says too little, and nothing is remembered of it.")
            return exit_codes.INTERRUPTED
        well = []
        health = health_here(archive, [source.name for source in chosen])
        for source, report in zip(chosen, reports, strict=True):
            now = readings(watch.articles[source.name], watch.confidence)
            missing = _missing(archive, source, now)
            _show(invocation, report, now, missing)
            for line in told(health[source.name], archive.config.timezone) if source.name in health else ():
                invocation.say(f"  in its crawls: {line}")
            _remember(archive, source, now, missing, accept=accept)
            well.append(_conclude(invocation, archive, source, _fault(report, now, [] if accept else missing), mark=mark))
    return exit_codes.WELL if all(well) else exit_codes.SOME_FAILED


def _missing(archive: Archive, source: Source, now: dict[str, Reading]) -> list[Lost]:
    """What used to be read and is not any more."""
    checked = archive.index.checks.of(source.name)
    last = max((each.checked for each in checked.values()), default=None)
    latest = [each for each in archive.index.articles.latest(source.name, LATEST) if last is None or each.fetched > last]
    return lost(source, now, checked, _archived(latest))


def _remember(archive: Archive, source: Source, now: dict[str, Reading], missing: list[Lost], *, accept: bool) -> None:
    """Keep what the next check is held against; a site that could not be read at all has said nothing."""
    moment = datetime.now(UTC)
    if next(iter(now.values())).articles:
        checks = archive.index.checks
        found = as_checked(now, moment) if accept else kept(now, checks.of(source.name), missing, moment)
        checks.put(source.name, found)


def _archived(articles: list[Article]) -> dict[str, Checked]:
    return as_checked(readings(articles, {}), articles[0].fetched) if articles else {}


def _fault(report: SourceReport, now: dict[str, Reading], missing: list[Lost]) -> str | None:
    """What is wrong in one line, or None."""
    lists = [failure for failure in report.failures if failure.stage == "list"]
    if lists:
        return f"{plural(len(lists), 'list')} cannot be read"
    if report.failures:
        return f"{plural(len(report.failures), 'article')} cannot be read"
    if not next(iter(now.values())).articles:
        return "its lists name no article that could be read"
    if missing:
        return f"not read any more: {', '.join(each.field for each in missing)}"
    return None


def _show(invocation: Invocation, report: SourceReport, now: dict[str, Reading], missing: list[Lost]) -> None:
    """The readings, and what stood in the way of more."""
    number = next(iter(now.values())).articles
    invocation.say(
        f"{report.source}: {plural(report.listed, 'article')} named, {number} read, {plural(report.requests, 'request')}"
    )
    table = Table("field", "read in", "value", "sure", "read from", "raw words")
    for name, each in now.items():
        evidence = each.evidence
        invocation.emit(
            "field",
            source=report.source,
            field=name,
            read=each.read,
            articles=each.articles,
            value=each.value,
            how=evidence.how if evidence else None,
            where=evidence.where if evidence else None,
            raw=evidence.raw if evidence else None,
            confidence=each.confidence,
        )
        table.add_row(
            name,
            f"{each.read} of {each.articles}",
            brief(each.value or ""),
            "" if each.confidence is None else f"{each.confidence:.2f}",
            Text(each.place or ""),
            brief(evidence.raw if evidence else ""),
        )
    if number and not invocation.json:
        Console(highlight=False, markup=False).print(table)
    for failure in report.failures:
        invocation.emit("failure", source=failure.source, address=failure.address, stage=failure.stage, reason=failure.reason)
        invocation.say(f"  failed: {failure.address}: {failure.reason}")
    for why, some in report.left.items():
        invocation.say(f"  left: {some} {why}")
    for note in report.notes:
        invocation.emit("note", source=report.source, note=note)
        invocation.say(f"  note: {note}")
    for one in missing:
        last = one.before.checked
        invocation.emit("lost", source=report.source, field=one.field, last=last.isoformat(), rules=one.rules)
        where = f"; no longer found: {'; '.join(one.rules)}" if one.rules else ""
        share = f"read in {one.before.read} of {one.before.articles} on {last:%Y-%m-%d}"
        invocation.say(f"  lost: {one.field}, {share}{where}")


def _conclude(invocation: Invocation, archive: Archive, source: Source, fault: str | None, *, mark: bool) -> bool:
    """Say how the source is, and write it into its definition where that is wanted and true."""
    invocation.emit("check", source=source.name, well=fault is None, fault=fault)
    if fault:
        invocation.say(f"{source.name}: {fault}")
        return False
    path = sources.file_of(source.name, archive.folder / "sources")
    today = datetime.now(archive.config.timezone).date()
    if path.parent != archive.folder / "sources":
        invocation.say(f"{source.name}: all is well (it ships with the program, verified there: {source.verified})")
    elif source.verified == today:
        invocation.say(f"{source.name}: all is well, verified: {today}")
    elif mark:
        _mark(path, today)
        invocation.say(f"{source.name}: all is well; {path} says so: verified: {today}")
    else:
        invocation.say(f"{source.name}: all is well, verified: {source.verified}. With --mark, {path} will say {today}")
    return True


def _mark(path: Path, day: date) -> None:
    files.replace(path, marked(path.read_text(encoding="utf-8-sig"), day).encode())
