"""`newsarchive export`: project the index into the configured places, or into one of which the configuration says nothing."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import click

from newsarchive.archive import Archive
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options
from newsarchive.cli.progress import Display
from newsarchive.cli.summary import show_published
from newsarchive.config.export import Export, Only
from newsarchive.export.check import Generator
from newsarchive.yamlfile import ConfigError

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--all", "whole", is_flag=True, help="Look at every file, and write again what is missing or altered.")
@click.option("--check", type=click.Choice(["jekyll", "hugo"]), help="Build the posts first; hold back what cannot be built.")
@click.option("--push", is_flag=True, help="Push the branch as well, also where the configuration does not say so.")
@click.option(
    "--since-epoch", is_flag=True, help="Make an empty repository with all of history: every revision, committed as of its day."
)
@click.option("--profile", metavar="NAME", help="Export in this form to the place that --to names.")
@click.option("--to", metavar="PATH", help="The folder for --profile, made where there is none.")
@click.option("--base-url", metavar="URL", default="", help="For --profile: where the files will be.")
@click.option("--since", type=DAY, metavar="DAY", help="For --profile: not what was published before this day (2026-11-01).")
@click.option("--until", type=DAY, metavar="DAY", help="For --profile: not what was published after this day.")
@click.option("--source", "sources", metavar="NAME", multiple=True, help="For --profile: articles of this source only.")
@click.option("--publisher", "publishers", metavar="NAME", multiple=True, help="For --profile: articles of this medium only.")
@common_options
def export(
    invocation: Invocation,
    names: tuple[str, ...],
    whole: bool,
    check: Generator | None,
    push: bool,
    since_epoch: bool,
    profile: str | None,
    to: str | None,
    base_url: str,
    since: datetime | None,
    until: datetime | None,
    sources: tuple[str, ...],
    publishers: tuple[str, ...],
) -> int:
    """Bring the exports up to date: all, or those named; or make one that is not in the configuration.

    Every crawl does the former at its end. It can be run again at any time: what is there already is not written again.
    """
    only = Only(
        since=since.date() if since else None, until=until.date() if until else None, sources=sources, publishers=publishers
    )
    if (profile is None) != (to is None) or (profile and names):
        raise click.UsageError("--profile and --to belong together, and no export is named besides")
    if profile is None and (only != Only() or base_url):
        raise click.UsageError("--since, --until, --source, --publisher and --base-url need --profile and --to")
    with invocation.archive() as archive:
        exports = [_single(archive, profile, to, base_url, only)] if profile and to else archive.exports(names)
        if (names or profile) and (check or push or since_epoch):
            for each in filter(archive.file_profile, exports):
                raise ConfigError(f"export {each.label} is files: --check, --push and --since-epoch are for git repositories")
        if not exports:
            invocation.note("No exports: add one under `exports` in newsarchive.yaml.")
            return exit_codes.USAGE
        code = exit_codes.WELL
        with Display(invocation) as display:
            for each in exports:
                result = archive.export(each, datetime.now(UTC), whole=whole, check=check, push=push, since_epoch=since_epoch)
                display.published(result)
                show_published(invocation, result)
                failed = result.held_back or result.push_error or (result.folder and result.kept)
                code = exit_codes.SOME_FAILED if failed else code
        return code


def _single(archive: Archive, profile: str, to: str, base_url: str, only: Only) -> Export:
    """An export to a place of which the configuration says nothing; the same place has the same name every time.

    Raises:
        ConfigError: a value is not right, or the place is that of a configured export.
    """
    place = Path(to).expanduser().resolve()
    for each in archive.config.exports:
        if archive.place(each).resolve() == place:
            raise ConfigError(f"{to} is the place of export {each.label}: run `newsarchive export {each.label}`")
    mark = hashlib.sha256(str(place).encode()).hexdigest()[:8]
    try:
        return Export(profile=profile, to=str(place), name=f"{profile}-{mark}", base_url=base_url, only=only)
    except ValueError as error:
        raise ConfigError(f"--profile or --base-url is not right: {error}") from error
