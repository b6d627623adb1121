"""`newsarchive sources list`: every source there is, and how it is."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click

from newsarchive import sources
from newsarchive.archive import Archive
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.cli.health import moment, states
from newsarchive.cli.sources.state import State, emit_state, health_here, state_of
from newsarchive.yamlfile import ConfigError


@click.command("list")
@common_options
def command(invocation: Invocation) -> int:
    """Show every source there is, the archive's own and those that ship with the program, and how each is here."""
    code = exit_codes.WELL
    with invocation.archive() as archive:
        health = health_here(archive, archive.source_names())
        for name in _names(archive):
            try:
                state = state_of(archive, name, health.get(name))
            except ConfigError as error:  # the others are there all the same
                invocation.emit("broken", source=name, reason=str(error))
                invocation.say(f"{name}: cannot be used: {error}")
                code = exit_codes.USAGE
                continue
            emit_state(invocation, state)
            invocation.say(_line(state, archive.config.timezone))
    return code


def _names(archive: Archive) -> list[str]:
    """Those that are crawled first, then the others."""
    own = sources.own(archive.folder / "sources")
    return list(dict.fromkeys([*archive.source_names(), *archive.config.sources, *own, *sources.built_in()]))


def _line(state: State, zone: ZoneInfo) -> str:
    source = state.source
    title = f" ({source.title})" if source.title else ""
    said = [
        source.spider,
        plural(len(source.lists), "list"),
        f"every {source.every}" if state.enabled else "not crawled",
        *([states(state.health)] if state.health else []),
        f"verified {source.verified}",
        plural(state.articles, "article"),
        *([f"the newest of {moment(state.newest, zone)}"] if state.newest else []),
        f"last success {moment(state.last_success, zone)}" if state.last_success else "no success yet",
    ]
    return f"{source.name}{title}: {', '.join(said)}"
