"""`newsarchive sources add`: point at a site, and it becomes a source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import click

from newsarchive import files, sources
from newsarchive.archive import Archive
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options
from newsarchive.cli.sources.trying import sample, trial
from newsarchive.cli.spiders import Spiders, crawl
from newsarchive.discover.choice import Tried, ranked
from newsarchive.discover.definition import definition, fields_read, summary
from newsarchive.discover.proposals import Proposal, name_of, propose
from newsarchive.discover.survey import Survey
from newsarchive.run import Run
from newsarchive.trial.readings import readings
from newsarchive.trial.watch import Watch
from newsarchive.yamlfile import ConfigError, nearest

ARTICLES = 3
"""Of each way of finding that are read before one is chosen."""
KINDS = ("feed", "sitemap", "section", "json_list")


@click.command("add")
@click.argument("url", metavar="URL")
@click.option("--name", metavar="NAME", help="What the source is called; by default after the site.")
@click.option("--spider", type=click.Choice(KINDS), help="Try this way of finding only.")
@click.option("--timezone", metavar="ZONE", help="The zone of times that state none; by default that of the archive.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--force", is_flag=True, help="Write it in the place of a definition of the same name.")
@common_options
def command(
    invocation: Invocation, url: str, name: str | None, spider: str | None, timezone: str | None, dry_run: bool, force: bool
) -> int:
    """Find out how a site is crawled, try it, and write the best way down as a source, with comments that say why.

    URL may be a front page, a section, a feed, a sitemap or a JSON list. Feeds, sitemaps, JSON behind the page and the page's
    own headlines are looked for; of each that is there, a few articles are read. Nothing is archived yet.
    """
    if not url.startswith(("http://", "https://")):
        raise click.UsageError(f"{url}: it is no web address: those begin with http:// or https://")
    with invocation.archive() as archive:
        called = name or name_of(url)
        path = archive.folder / "sources" / f"{called}.yaml"
        if not dry_run:
            _check_free(archive, called, path, force=force)
        zone = _zone(timezone) or archive.config.timezone
        invocation.note(f"Looking around on {url}, politely; this may take a minute.")
        survey = Survey(url, spider)  # type: ignore[arg-type]  # click has checked it
        best = _try(invocation, archive, survey, called, zone)
        if best is None:
            invocation.note("Interrupted. Nothing was written.")
            return exit_codes.INTERRUPTED
        if not best:
            return _give_up(invocation, survey)
        today = datetime.now(archive.config.timezone).date()
        source = "as you said" if timezone else "the archive's own, change it where the site has another"
        text = definition(best[0], best[1:], survey.fruitless(), name=called, url=url, day=today, zone_from=source)
        invocation.emit("definition", source=called, spider=best[0].proposal.kind, file=None if dry_run else str(path), yaml=text)
        if dry_run:
            invocation.say(f"\n{text}")
            return exit_codes.WELL
        _write(path, text, called, archive.folder)
        invocation.say(f"Wrote {path}. Next: newsarchive -C {archive.folder} crawl {called}")
        choice = archive.config.sources.get(called)
        if choice is not None and not choice.enabled:
            invocation.note(f"{called} is switched off in newsarchive.yaml (`enabled: false`)")
    return exit_codes.WELL


def _check_free(archive: Archive, name: str, path: Path, *, force: bool) -> None:
    if path.exists() and not force:
        raise ConfigError(f"{path} is there already; give the source another --name, or replace it with --force")
    if name in sources.built_in() and not force:
        raise ConfigError(f"a built-in source is called {name!r}; give yours another --name, or replace it with --force")


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:  # its name is also a path to ZoneInfo
        hint = nearest(name, available_timezones())
        raise click.UsageError(f"--timezone {name}: expected a time zone such as Asia/Shanghai{hint}") from error


def _try(invocation: Invocation, archive: Archive, survey: Survey, name: str, zone: ZoneInfo) -> list[Tried] | None:
    """The ways of finding that work, the best first; None when it was interrupted."""
    watch = Watch()
    proposals: list[Proposal] = []

    def then() -> Spiders:
        proposals.extend(propose(survey, name=name, zone=zone))
        return [(each.kind, {"source": each.source, "wanted": sample(ARTICLES)}) for each in proposals]

    with trial(archive.folder, watch, named=[survey.url]) as run:
        crawl(run, [("discover", {"survey": survey, "zone": zone})], then=then, verbose=invocation.verbose)
        if any(report.interrupted for report in run.sources.values()):
            return None
        survey.nothing |= {failure.address: failure.reason for failure in run.report("discover").failures}
        tried = [_tried(each, run, watch) for each in proposals]
    best = ranked(tried)
    _show(invocation, survey, best, [each for each in tried if not each.works])
    return best


def _tried(proposal: Proposal, run: Run, watch: Watch) -> Tried:
    report = run.report(proposal.source.name)
    articles = watch.articles[proposal.source.name]
    entries = [entry for listing in proposal.listings for entry in listing.entries]
    changed = [moment for entry in entries for moment in (entry.published, entry.changed) if moment]
    return Tried(
        proposal=proposal,
        named=report.listed,
        left=report.left.total(),
        readings=readings(articles, watch.confidence),
        newest=max((each.published for each in articles if each.published), default=None),
        changed=max(changed, default=None),
        failures=[f"{failure.address}: {failure.reason}" for failure in report.failures],
    )


def _show(invocation: Invocation, survey: Survey, best: Sequence[Tried], useless: Sequence[Tried]) -> None:
    for place, each in enumerate([*best, *useless]):
        source = each.proposal.source
        invocation.emit(
            "candidate",
            spider=each.proposal.kind,
            lists=[source.list_url(one) for one in source.lists],
            articles=each.named,
            more=bool(each.left),
            newest=each.newest.isoformat() if each.newest else None,
            read=each.read,
            fields={name: reading.read for name, reading in each.readings.items()},
            failures=each.failures,
            chosen=each.works and not place,
        )
        invocation.say(f"{'* ' if each.works and not place else '  '}{summary(each)}")
        invocation.say(f"    fields read: {fields_read(each)}")
        for why, one in zip(each.proposal.why, source.lists, strict=False):
            invocation.say(f"    {source.list_url(one)} ({why})")
        for failure in each.failures:
            invocation.say(f"    failed: {failure}")
    for address, why in survey.fruitless().items():
        invocation.emit("nothing", address=address, reason=why)
        invocation.say(f"  nothing at {address}: {why}")


def _give_up(invocation: Invocation, survey: Survey) -> int:
    only = f" as {survey.only}" if survey.only else ""
    invocation.note(f"{survey.url}: no way was found{only} to its articles; what was tried is named above. Nothing was written.")
    return exit_codes.SOME_FAILED


def _write(path: Path, text: str, name: str, folder: Path) -> None:
    """Write the definition, and see that it can be read: else what was there before stays."""
    before = path.read_bytes() if path.exists() else None
    files.replace(path, text.encode())
    try:
        sources.find(name, path.parent)
    except ConfigError:
        files.replace(path, before) if before is not None else files.remove(path, folder)
        raise
