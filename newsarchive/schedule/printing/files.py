"""The files themselves: templates of `data/schedule/`, filled with the facts. Pure, but for reading the templates."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import jinja2

from newsarchive.place import STATE
from newsarchive.resources import DATA
from newsarchive.schedule.printing.facts import Facts
from newsarchive.schedule.printing.times import calendar, cron_times
from newsarchive.yamlfile import ConfigError

System = Literal["systemd", "cron", "github", "docker"]

_LEAST_OF_GITHUB = timedelta(minutes=5)
"""GitHub starts no workflow more often."""
_NOT_ROOT = 1000
_WATCHDOG = "15min"
_NAME = "NAME"
"""Stands for the archive's name in the names of templates."""
_PACKAGES = ("ca-certificates", "git", "openssh-client", "tini")


def files_for(system: System, facts: Facts, *, install: str = "newsarchive") -> dict[str, str]:
    """The files for one system, by their names. ``install``: what ``pip`` is told to install.

    Raises:
        ConfigError: the archive is not configured for it.
    """
    _check(system, facts)
    environment = _environment(DATA / "schedule" / system)
    values = _values(facts, install) | ({"minutes": _minutes(system, facts)})
    templates = [name for name in environment.list_templates() if name.endswith(".j2")]
    return {
        name.removesuffix(".j2").replace(_NAME, facts.name): environment.get_template(name).render(values)
        for name in sorted(templates)
    }


def _check(system: System, facts: Facts) -> None:
    if any(character in str(each) for each in facts.writable for character in "\n\r"):
        raise ConfigError(f"{facts.folder}: a folder with a line break in its name cannot be written into such files")
    if system == "github" and (facts.branch is None or facts.branch.push is None):
        raise ConfigError(
            "on GitHub Actions nothing lasts but the repository, so the posts are to be on a branch of it: write the export in "
            "newsarchive.yaml as `{profile: ..., to: site, branch: site, work_tree: false, push: true}` (docs/github.md), or "
            "make such an archive with `newsarchive init --github`"
        )


def _minutes(system: System, facts: Facts) -> str:
    return cron_times(max(facts.pace, _LEAST_OF_GITHUB) if system == "github" else facts.pace, facts.name)


def _values(facts: Facts, install: str) -> dict[str, Any]:
    temporary = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108  # not written to: asked whether the archive lies there
    places = (*facts.writable, Path(facts.command[0]))
    return {
        "folder": str(facts.folder),
        "name": facts.name,
        "command": list(facts.command),
        "user": facts.user,
        "owner": facts.uid,
        "uid": facts.uid or _NOT_ROOT,  # in a container nothing is to run as root
        "gid": facts.gid if facts.uid else _NOT_ROOT,
        "zone": facts.zone,
        "secrets": list(facts.secrets),
        "renders": facts.renders,
        "writable": [str(each) for each in facts.writable],
        "in_tmp": any(each.is_relative_to(folder) for each in places for folder in temporary),
        "watchdog": _WATCHDOG,
        "calendar": calendar(facts.pace, facts.name),
        "jitter": f"{max(1, int(facts.pace.total_seconds() // 20))}s",
        "packages": [*_PACKAGES, *(["chromium"] if facts.renders else [])],
        "install": install + ("[render]" if facts.renders and install.isidentifier() else ""),
        "branch": facts.branch.branch if facts.branch else None,
        "places": list(facts.places),
        "state": STATE,
        "limit": 60,
    }


def _environment(folder: Path) -> jinja2.Environment:
    # Other brackets than Jinja's own, for GitHub's expressions have those. What is made is no HTML.
    environment = jinja2.Environment(  # noqa: S701
        loader=jinja2.FileSystemLoader(folder),
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[##",
        comment_end_string="##]",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= _FILTERS
    return environment


def _specifiers(text: str) -> str:
    """A text in a unit of systemd, where ``%`` begins something else."""
    return text.replace("%", "%%")


def _argument(text: str) -> str:
    """One word of a list in a unit: in quotes, where it is not plain."""
    escaped = _specifiers(text).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return escaped if shlex.quote(text) == text else f'"{escaped}"'


def _value(text: str) -> str:
    """The value of ``NAME=VALUE`` in ``Environment=``."""
    escaped = _specifiers(text).replace("\\", "\\\\").replace('"', '\\"')
    return escaped if shlex.quote(text) == text else f'"{escaped}"'


_FILTERS: dict[str, Callable[[str], str]] = {
    "specifiers": _specifiers,
    "argument": _argument,
    "value": _value,
    "word": shlex.quote,
    "crontab": lambda text: text.replace("%", "\\%"),
    "json": lambda text: json.dumps(text, ensure_ascii=False),
    "compose": lambda text: text.replace("$", "$$"),
}
