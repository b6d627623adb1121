"""What the commands share: their common options, where their output goes, and how errors end them."""

from __future__ import annotations

import functools
import json
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.text import Text

    from newsarchive.archive import Archive


_LINE_ENDS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}
"""Characters that JSON allows in a string and that some readers take for the end of a line."""
_LONGEST = 120
"""Characters of a value in a table."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """How the program was called: the options that every command takes."""

    folder: str | None = None
    json: bool = False
    printing: bool = False
    """Standard output is for documents: everything else goes to standard error."""
    verbose: bool = False

    def locate(self) -> Path:
        """The folder of the archive.

        Raises:
            ConfigError: there is none.
        """
        from newsarchive.place import locate

        return locate(self.folder)

    def archive(self) -> Archive:
        """The archive, opened."""
        from newsarchive.archive import Archive
        from newsarchive.logs.begin import begin

        archive = Archive(self.locate())
        begin(archive.config.log, archive.folder, archive.config.timezone)
        for file, number in archive.older_forms().items():
            written = plural(number, "setting is", "settings are")
            self.note(
                f"note: {file}: {written} written in an older form; `newsarchive config migrate` brings the file up to date"
            )
        return archive

    def say(self, text: str = "") -> None:
        """A line for people: on standard output, unless that belongs to JSON or to documents."""
        click.echo(text, err=self.json or self.printing)

    def note(self, text: str) -> None:
        """A remark on the way, on standard error."""
        click.echo(text, err=True)

    def emit(self, kind: str, **fields: Any) -> None:
        """One JSON object on one line of standard output, with ``--json`` only."""
        if self.json:
            line = json.dumps({"event": kind, **fields}, ensure_ascii=False, default=str)
            click.echo(line.translate(_LINE_ENDS))


def common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``-C``, ``--json`` and ``-v``, which may stand before its name as well; hand it an ``Invocation``."""

    @click.option("-C", "folder", metavar="DIR", help="The archive's folder (else NEWSARCHIVE_DIR, else the current one).")
    @click.option(
        "--json", "as_json", is_flag=True, help="One JSON object a line on standard output, all else on standard error."
    )
    @click.option("-v", "--verbose", is_flag=True, help="Show what Scrapy has to say, and the traceback of an error.")
    @click.pass_context
    @functools.wraps(command)
    def wrapped(context: click.Context, /, folder: str | None, as_json: bool, verbose: bool, **arguments: Any) -> Any:
        before: Invocation = context.obj or Invocation()
        merged = replace(
            before,
            folder=folder or before.folder,
            json=as_json or before.json,
            verbose=verbose or before.verbose,
        )
        context.obj = merged
        set_up_log(verbose=merged.verbose)
        return command(merged, **arguments)

    return wrapped


def set_up_log(*, verbose: bool) -> None:
    """Let the log through to standard error, or keep it back: what matters of it is in the summary.

    It is the handler that decides: Scrapy opens the root logger wide.
    """
    handler = next((each for each in logging.root.handlers if each.get_name() == "newsarchive"), None)
    if handler is None:
        handler = logging.StreamHandler(sys.stderr)
        handler.set_name("newsarchive")
        logging.root.addHandler(handler)
    handler.setLevel(logging.INFO if verbose else logging.CRITICAL + 1)


def plural(number: int, one: str, many: str | None = None) -> str:
    """``1 article``, ``3 articles``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def brief(words: str) -> Text:
    """One line of words, as they are: a bracket in them is no colour."""
    from rich.text import Text

    line = " ".join(words.split())
    return Text(line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…")
