"""Groups of commands, each of which lives in a module of its own, imported when it is called: `--help` stays quick."""

from __future__ import annotations

import difflib
import gc
import importlib
from collections.abc import Callable, Mapping
from typing import Any

import click

from newsarchive.extract.collector import collector_at_rest


class Commands(click.Group):
    """A group that knows of its commands what they are called and what they do, and nothing else."""

    def __init__(self, *arguments: Any, about: Mapping[str, str], find: Callable[[str], click.Command], **options: Any) -> None:
        """``about``: command to what it does, in the order in which they are shown; ``find``: imports one."""
        super().__init__(*arguments, **options)
        self._about = about
        self._find = find

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return [*self._about]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, if there is one.

        What is imported for it stays: to look through that for garbage again and again takes a ninth of the time.
        """
        if cmd_name not in self._about:
            return None
        with collector_at_rest():
            command = self._find(cmd_name)
            gc.freeze()
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was called; where there is none, what may have been meant."""
        if args and args[0] not in self._about:
            near = difflib.get_close_matches(args[0], self._about, n=1)
            ctx.fail(f"there is no command {args[0]!r}" + (f" (did you mean {near[0]!r}?)" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What they do, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([*self._about.items()])


def command_in(package: str) -> Callable[[str], click.Command]:
    """Finds the commands of a package, each of which is what the module of its name calls ``command``."""

    def find(name: str) -> click.Command:
        command: click.Command = importlib.import_module(f"{package}.{name}").command
        return command

    return find
