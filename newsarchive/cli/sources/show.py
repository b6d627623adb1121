"""`newsarchive sources show`: one source as it holds here."""

from __future__ import annotations

import click

from newsarchive import sources
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.cli.health import told
from newsarchive.cli.sources.state import emit_state, health_here, state_of


@click.command("show")
@click.argument("name", metavar="NAME")
@common_options
def command(invocation: Invocation, name: str) -> int:
    """Show the definition of a source as it holds in this archive, where it is written, and how the source is."""
    with invocation.archive() as archive:
        health = health_here(archive, [name]).get(name)
        state = state_of(archive, name, health)
        zone = archive.config.timezone
        emit_state(invocation, state)
        own = "its own" if state.file.parent == archive.folder / "sources" else "ships with the program"
        here = ", with what newsarchive.yaml says of it" if name in archive.config.sources else ""
        invocation.say(f"# {state.file} ({own}){here}")
        invocation.say(f"# crawled: {'yes' if state.enabled else 'no: name it under `sources` in newsarchive.yaml'}")
        for line in told(health, zone) if health else ():
            invocation.say(f"# {line}")
        newest = f", the newest of {state.newest.astimezone(zone):%Y-%m-%d %H:%M %z}" if state.newest else ""
        invocation.say(f"# {plural(state.articles, 'article')}{newest}")
        for words, moment in (("last crawl without failures", state.last_success), ("last check", state.checked)):
            invocation.say(f"# {words}: {f'{moment.astimezone(zone):%Y-%m-%d %H:%M %z}' if moment else 'never'}")
        invocation.say(sources.as_yaml(state.source).rstrip())
    return exit_codes.WELL
