"""Whether an export and its profile go together."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from newsarchive.config.export import Export, Only
from newsarchive.export.files.profile import find_file_profile
from newsarchive.export.profile import find_profile
from newsarchive.export.projection import Projection
from newsarchive.yamlfile import ConfigError


def check_export(export: Export, profiles: Path, zone: ZoneInfo) -> None:
    """Say what would stand in the way of an export, whatever the articles.

    ``profiles``: the archive's own; ``zone``: that of the archive.

    Raises:
        ConfigError: its profile is not there or is not right, or the export says something that its profile has no use for.
    """
    if find_file_profile(export.profile, profiles) is None:
        projection_of(export, profiles, zone)
    elif export.of_repositories:
        names = ", ".join(f"`{name}`" for name in export.of_repositories)
        raise ConfigError(f"export {export.label}: profile {export.profile} makes files, and {names} is for git repositories")


def projection_of(export: Export, profiles: Path, zone: ZoneInfo) -> Projection:
    """The form that articles take in an export that is a repository.

    Raises:
        ConfigError: its profile is not there or is not right, or the export asks for a choice of articles.
    """
    if export.only != Only():
        raise ConfigError(f"export {export.label}: `only` is for files; profile {export.profile} makes a git repository of all")
    return Projection(export, find_profile(export.profile, profiles), zone)
