"""`newsarchive init`: a new archive."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from newsarchive.archive import Archive
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options
from newsarchive.new_archive import create

BRANCH = "site"
"""Of an archive whose home is GitHub Actions: where its posts are."""


@click.command()
@click.argument("directory", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--profile", default="finews", show_default=True, help="The form of the export: a repository, or files.")
@click.option("--base-url", default="", metavar="URL", help="Where the site will be, such as //news.example.org.")
@click.option("--timezone", metavar="ZONE", help="The zone in which times are shown, such as Asia/Shanghai.")
@click.option("--source", "sources", multiple=True, metavar="NAME", help="A source to crawl; may be given several times.")
@click.option("--contact", metavar="ADDRESS", help="How a site's keeper can reach you; part of the user agent.")
@click.option("--github", is_flag=True, help="Its home is GitHub Actions: the posts go on a branch of the same repository.")
@common_options
def init(
    invocation: Invocation,
    directory: Path | None,
    profile: str,
    base_url: str,
    timezone: str | None,
    sources: tuple[str, ...],
    contact: str | None,
    github: bool,
) -> int:
    """Make a new archive in DIR: its configuration, its index, and the repository or the files it is exported to."""
    directory = directory or Path(invocation.folder or ".")
    folder = create(
        directory,
        profile=profile,
        base_url=base_url,
        timezone=timezone,
        sources=sources,
        contact=contact,
        branch=BRANCH if github else None,
    )
    if github:
        invocation.emit("archive", folder=str(folder))
        invocation.say(f"Made the archive {folder}. Next: newsarchive -C {directory} schedule print github --to {directory}")
        return exit_codes.WELL
    with Archive(folder) as archive:
        for export in archive.exports():
            archive.export(export, datetime.now(UTC))
    invocation.emit("archive", folder=str(folder))
    invocation.say(f"Made the archive {folder}. Next: newsarchive -C {directory} crawl")
    return exit_codes.WELL
