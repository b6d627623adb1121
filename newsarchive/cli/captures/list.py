"""`newsarchive captures list`: the WARC files, and what is in them."""

from __future__ import annotations

import click

from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.export.growth import in_words


@click.command("list")
@common_options
def command(invocation: Invocation) -> int:
    """Show each WARC file with its size, how many captures are in it, and from when they are."""
    whole, number = 0, 0
    with invocation.archive() as archive:
        zone = archive.config.timezone
        for name in archive.index.captures.files():
            rows = archive.index.captures.in_file(name)
            path = archive.warc_folder / name
            size = path.stat().st_size if path.is_file() else None
            first, last = min(row.date for row in rows), max(row.date for row in rows)
            whole, number = whole + (size or 0), number + len(rows)
            invocation.emit("captures", file=name, bytes=size, captures=len(rows), first=first.isoformat(), last=last.isoformat())
            days = f"{first.astimezone(zone):%Y-%m-%d} to {last.astimezone(zone):%Y-%m-%d}"
            how = in_words(size) if size is not None else "being written, or missing"
            invocation.say(f"{name}  {plural(len(rows), 'capture')}, {how}, {days}")
    invocation.say(f"{plural(number, 'capture')}, {in_words(whole)}")
    return exit_codes.WELL
