"""`newsarchive config show`: every setting as it holds, and where it comes from."""

from __future__ import annotations

from pathlib import Path

import click

from newsarchive import sources
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options
from newsarchive.config import FILE, load_config
from newsarchive.config.effective import Setting, as_yaml, either, origin_in, settings
from newsarchive.resources import DATA
from newsarchive.yamltext import read


@click.command("show")
@click.argument("source", metavar="[SOURCE]", required=False)
@common_options
def command(invocation: Invocation, source: str | None) -> int:
    """Show every setting with its value, defaults filled in, and where that comes from; of SOURCE, as this archive crawls it.

    What is shown is YAML that can be used as it is. Secrets are not shown: those of the environment by the names of their
    variables, others as ***.
    """
    folder = invocation.locate()
    found = _of_source(folder, source) if source else settings(load_config(folder / FILE), origin_in(read(folder / FILE), FILE))
    for each in found:
        invocation.emit("setting", key=each.key, value=each.value, origin=each.origin)
    if not invocation.json:
        click.echo(as_yaml(found), nl=False)
    return exit_codes.WELL


def _of_source(folder: Path, name: str) -> list[Setting]:
    config = load_config(folder / FILE)
    source = config.source(name, folder / "sources")
    path = sources.file_of(name, folder / "sources")
    shown = path.relative_to(folder if path.is_relative_to(folder) else DATA.parent)
    definition = origin_in(read(path), shown.as_posix())
    chosen = origin_in(read(folder / FILE), FILE, ("sources", name))
    return settings(source, either(definition, config.sources.get(name), chosen))
