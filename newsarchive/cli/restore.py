"""`newsarchive restore`: an archive out of a backup."""

from __future__ import annotations

from pathlib import Path

import click

from newsarchive.backup import restore_backup
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@common_options
def restore(invocation: Invocation, file: Path, target: Path) -> int:
    """Make an archive of a backup in DIR, which must be empty or not there yet.

    `newsarchive -C DIR verify` then says whether all is well.
    """
    notes = restore_backup(file, target)
    invocation.emit("archive", folder=str(target))
    invocation.say(f"{target}: restored; `newsarchive -C {target} verify` checks it")
    for note in notes:
        invocation.emit("note", source=None, note=note)
        invocation.say(f"note: {note}")
    return exit_codes.WELL
