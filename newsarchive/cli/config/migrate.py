"""`newsarchive config migrate`: files of an older form brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from newsarchive import config, sources
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options
from newsarchive.config.rewriting import bring_up_to_date, rewritten
from newsarchive.yamlforms import Forms
from newsarchive.yamltext import read


@click.command("migrate")
@click.option("--dry-run", is_flag=True, help="Say what would be changed, and change nothing.")
@common_options
def command(invocation: Invocation, dry_run: bool) -> int:
    """Bring newsarchive.yaml and the archive's own sources up to date, where they say something in an older form.

    Comments, order and all other lines stay; the old file is kept beside the new one. An older form goes on being read: this
    is never urgent.
    """
    folder, number = invocation.locate(), 0
    for path, forms in _files(folder):
        document = read(path)
        if not isinstance(document.data, dict):
            continue
        today = forms.today(document, document.data)
        if not today.changes:
            continue
        number += 1
        shown = path.relative_to(folder)
        for change in today.changes:
            line, key = document.find(change.place)
            invocation.emit("change", file=str(shown), line=line, key=key, change=change.words, done=not dry_run)
            invocation.say(f"{shown}:{line}: {key}: {change.words}")
        text = rewritten(document, forms, today)
        if not dry_run:
            aside = bring_up_to_date(document, text, today.version)
            invocation.say(f"{shown} is of version {forms.newest} now; the old one is {aside.relative_to(folder)}")
    if not number:
        invocation.say("everything is written as it is today")
    return exit_codes.WELL


def _files(folder: Path) -> Iterator[tuple[Path, Forms]]:
    yield folder / config.FILE, config.FORMS
    for name in sources.own(folder / "sources"):
        yield folder / "sources" / f"{name}.yaml", sources.FORMS
