"""`newsarchive config schema`: JSON Schema for editors."""

from __future__ import annotations

import json

import click

from newsarchive import files
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options
from newsarchive.config.schema import KINDS, schema_of

FOLDER = "schemas"
"""The folder of an archive where schemas are written."""
_USED = {
    "newsarchive": ("newsarchive.yaml", ""),
    "source": ("each file of sources/", "../"),
    "rule": ("each file of rules/", "../"),
    "profile": ("each profiles/NAME/profile.yaml", "../../"),
}


@click.command("schema")
@click.argument("kind", type=click.Choice([*KINDS]), default="newsarchive")
@click.option("--write", is_flag=True, help="Put the schemas of all kinds into the archive, in schemas/.")
@common_options
def command(invocation: Invocation, kind: str, write: bool) -> int:
    """Print the JSON Schema of newsarchive.yaml, or of another kind of file: source, profile, rule.

    An editor that knows it completes keys, explains them, and marks what is wrong while you type.
    """
    if not write:
        click.echo(json.dumps(schema_of(kind), ensure_ascii=False, indent=None if invocation.json else 2))
        return exit_codes.WELL
    folder = invocation.locate()
    for each in KINDS:
        path = folder / FOLDER / f"{each}.json"
        files.replace(path, (json.dumps(schema_of(each), ensure_ascii=False, indent=2) + "\n").encode())
        invocation.emit("schema", of=each, file=str(path))
        what, up = _USED[each]
        invocation.say(f"{path}: begin {what} with\n  # yaml-language-server: $schema={up}{FOLDER}/{each}.json")
    return exit_codes.WELL
