"""`newsarchive config check`: all that is wrong with the configuration, at once."""

from __future__ import annotations

import os
from pathlib import Path

import click

from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.config.checking import check
from newsarchive.yamltext import Problem


@click.command("check")
@common_options
def command(invocation: Invocation) -> int:
    """Check newsarchive.yaml, sources/, rules/ and profiles/: every error, and what is legal and likely not meant.

    The exit code is 2 when there are errors; warnings alone leave it at 0. Nothing is opened but the configuration.
    """
    folder = invocation.locate()
    found = check(folder, os.environ)
    for kind, problems in (("error", found.errors), ("warning", found.warnings)):
        for each in problems:
            path = _shown(each, folder)
            invocation.emit("problem", severity=kind, file=path, line=each.line, key=each.key or None, message=each.words)
            invocation.say(f"{kind}: {Problem(Path(path), each.line, each.key, each.words)}")
    counts = f"{plural(len(found.errors), 'error')}, {plural(len(found.warnings), 'warning')}"
    invocation.emit("checked", errors=len(found.errors), warnings=len(found.warnings))
    invocation.say(counts if found.errors or found.warnings else "all well")
    return exit_codes.USAGE if found.errors else exit_codes.WELL


def _shown(problem: Problem, folder: Path) -> str:
    path = problem.path
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)
