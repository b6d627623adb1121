"""The command group: which commands there are, and what their errors mean to the shell."""

from __future__ import annotations

import gc
import importlib
import keyword
import sys
import traceback
from typing import Any

import click

from newsarchive import __version__
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options
from newsarchive.cli.group import Commands

COMMANDS = {
    "init": "Make a new archive.",
    "fetch": "Fetch, extract, archive and export single addresses.",
    "extract": "Show what is read from a page, and why.",
    "crawl": "Crawl the sources that are due, or those named.",
    "import": "Take in what is there already: WARC and WACZ files, Jekyll archives, JSON lines.",
    "schedule": "Keep crawling, each source at its own pace, here or without a server.",
    "export": "Bring the exports up to date, or make one elsewhere.",
    "sources": "Show the sources, add one, or check that they still work.",
    "config": "Check the configuration, show it as it holds, describe it for editors.",
    "show": "Show one article, or explain a failure.",
    "log": "Show the revisions of an article.",
    "diff": "Show what has changed in an article.",
    "quarantine": "List, explain, retry, accept or clear what could not be archived.",
    "captures": "Show what is kept of what servers sent, or let go of what is old.",
    "pictures": "Show which pictures are kept, and which could not be had.",
    "notify": "Tell the keeper what is news now, or send a test message.",
    "status": "Show how the archive and its sources are.",
    "verify": "Check that the index, the repositories and the captures agree.",
    "rebuild": "Make the index anew from the captures, or from an exported repository.",
    "backup": "Write the whole archive to one file, even while a crawl runs.",
    "restore": "Make an archive from a backup.",
    "demo": "Crawl the demo site into a throw-away archive: no network needed.",
}
"""Command to what it does. Each lives in the module of its name, imported when it is called: `--help` stays quick."""


def command_of(name: str) -> click.Command:
    """The command of that name; one that is called as Python's own words are lives in a module with a ``_`` behind it."""
    module = f"{name}_" if keyword.iskeyword(name) else name
    command: click.Command = getattr(importlib.import_module(f"newsarchive.cli.{module}"), module)
    return command


@click.group(
    cls=Commands,
    about=COMMANDS,
    find=command_of,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="newsarchive")
@common_options
def cli(invocation: Invocation) -> None:
    """newsarchive: crawl news, keep an honest record of every article, publish it as Markdown in git.

    \b
    Try it without a network:      newsarchive demo
    Make an archive of your own:   newsarchive init my-archive --profile finews
    Then, in its folder:           newsarchive crawl

    \b
    Exit codes: 0 all well, 1 some articles failed (each is named with its reason), 2 usage or configuration,
    3 the archive is damaged, 130 interrupted.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code (see `exit_codes.py`)."""
    code = run(arguments)
    gc.freeze()  # all memory goes with the process: to look through it for garbage first takes up to a fifth of a second
    sys.exit(code)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code."""
    try:
        code: Any = cli.main(args=arguments, prog_name="newsarchive", standalone_mode=False)
        return code if isinstance(code, int) else exit_codes.WELL
    except click.ClickException as error:
        error.show()
        return exit_codes.USAGE if isinstance(error, click.UsageError) else exit_codes.SOME_FAILED
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. What was archived by then is kept; the next run goes on.", err=True)
        return exit_codes.INTERRUPTED
    except Exception as error:  # noqa: BLE001  # the last stop of every error: each known kind becomes a line and a code
        return _explain(error)


def _explain(error: Exception) -> int:
    from newsarchive.archive import BusyError
    from newsarchive.backup import BackupError
    from newsarchive.disk import InTheWayError
    from newsarchive.export.check import CheckError
    from newsarchive.export.command import GitError
    from newsarchive.rebuild.place import RebuildError
    from newsarchive.store.database import DamagedError
    from newsarchive.yamlfile import ConfigError

    known: dict[type[Exception], int] = {
        ConfigError: exit_codes.USAGE,
        DamagedError: exit_codes.DAMAGED,
        GitError: exit_codes.SOME_FAILED,
        CheckError: exit_codes.USAGE,
        InTheWayError: exit_codes.SOME_FAILED,
        BusyError: exit_codes.SOME_FAILED,
        BackupError: exit_codes.USAGE,
        RebuildError: exit_codes.DAMAGED,
        OSError: exit_codes.SOME_FAILED,
    }
    for kind, code in known.items():
        if isinstance(error, kind):
            click.echo(f"Error: {error}", err=True)
            return code
    traceback.print_exception(error)
    click.echo(f"Error: {type(error).__name__}: {error}. This is a fault of newsarchive; please report it.", err=True)
    return exit_codes.SOME_FAILED
