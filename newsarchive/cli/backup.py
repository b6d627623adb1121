"""`newsarchive backup`: the whole archive in one file."""

from __future__ import annotations

from pathlib import Path

import click

from newsarchive.backup import write_backup
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@common_options
def backup(invocation: Invocation, file: Path) -> int:
    """Write the whole archive to one file, a ZIP, even while a crawl runs: configuration, index, captures, pictures and
    repositories.

    What is not committed in a repository is not in it. Nothing is overwritten. `newsarchive restore` makes an archive of it.
    """
    with invocation.archive() as archive:
        said = write_backup(archive, file)
    size = file.stat().st_size
    invocation.emit(
        "backup", file=str(file), bytes=size, captures=said["captures"], pictures=said["pictures"], exports=list(said["exports"])
    )
    repositories = plural(len(said["exports"]), "repository", "repositories")
    pictures = f", {plural(said['pictures'], 'picture')}" if said["pictures"] else ""
    invocation.say(f"{file}: {size:,} bytes; the index, {plural(said['captures'], 'file')} of captures{pictures}, {repositories}")
    if said["pictures"] is None:
        invocation.say("note: pictures are kept outside of the archive (`pictures.to`), and are not in it")
    return exit_codes.WELL
