"""`newsarchive schedule print`: files that hand the schedule to something else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options
from newsarchive.schedule.printing.facts import facts_of
from newsarchive.schedule.printing.files import System, files_for
from newsarchive.schedule.printing.writing import write
from newsarchive.yamlfile import duration


def _pace(_context: click.Context, _option: click.Parameter, value: str | None) -> timedelta | None:
    try:
        return None if value is None else duration(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command("print")
@click.argument("system", type=click.Choice(["systemd", "cron", "github", "docker"]))
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Write the files there.")
@click.option("--force", is_flag=True, help="With --to: replace files that are there and differ.")
@click.option("--every", callback=_pace, metavar="PACE", help="Crawl as often as this (1h), and not as the quickest source asks.")
@click.option("--user", metavar="NAME", help="Who runs it; by default, the one to whom the archive belongs.")
@click.option("--install", metavar="WHAT", default="newsarchive", show_default=True, help="What pip is told to install.")
@common_options
def command(
    invocation: Invocation,
    system: System,
    to: Path | None,
    force: bool,
    every: timedelta | None,
    user: str | None,
    install: str,
) -> int:
    """Print the files with which SYSTEM runs this archive, each under its name, or write them to a folder.

    They are filled with this archive's folder, program, user, zone and pace, and work as they are.
    """
    with invocation.archive() as archive:
        texts = files_for(system, facts_of(archive, pace=every, user=user), install=install)
    written = write(texts, to, force=force) if to else {}
    for name, text in texts.items():
        invocation.emit("file", name=name, text=text, written=written.get(name), folder=str(to) if to else None)
        if to:
            invocation.say(f"{to / name}: {'written' if written[name] else 'is there already'}")
        elif len(texts) == 1:
            invocation.say(text.rstrip("\n"))
        else:
            invocation.say(f"# ----- {name} -----\n{text}")
    return exit_codes.WELL
