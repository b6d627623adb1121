"""Everything in an archive's folder that is configuration, checked: all errors at once, and what is likely not meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from newsarchive import sources
from newsarchive.config import FILE, Config, load_config
from newsarchive.config.doubts import doubts
from newsarchive.export.files.profile import find_file_profile
from newsarchive.export.fitting import check_export
from newsarchive.export.profile import FILE as PROFILE
from newsarchive.export.profile import find_profile
from newsarchive.extract.rules.rules import load_rule
from newsarchive.sources import Source
from newsarchive.yamltext import ConfigError, Document, Problem, read

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check has found."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    """What is legal, and likely not meant. Nothing, as long as `newsarchive.yaml` itself has errors."""


def check(folder: Path, environment: Mapping[str, str]) -> Outcome:
    """Check the configuration of the archive in ``folder``: `newsarchive.yaml`, `sources/`, `rules/` and `profiles/`."""
    errors: list[Problem] = []
    config = _tried(errors, folder / FILE, lambda: load_config(folder / FILE))
    own: dict[str, Source] = {}
    for name in sources.own(folder / "sources"):
        path = folder / "sources" / f"{name}.yaml"
        source = _tried(errors, path, lambda name=name: sources.find(name, folder / "sources"))  # type: ignore[misc]  # bound now
        if source is not None:
            own[name] = source
    for path in sorted((folder / "rules").glob("*.yaml")):
        _tried(errors, path, lambda path=path: load_rule(path))  # type: ignore[misc]  # as above
    for path in sorted((folder / "profiles").glob(f"*/{PROFILE}")):
        _tried(errors, path, lambda path=path: _profile(path.parent.name, folder / "profiles"))  # type: ignore[misc]  # as above
    if config is None:
        return Outcome(tuple(errors), ())
    document = read(folder / FILE)
    named = {str(each.path) for each in errors}
    errors += [each for each in _together(config, folder, document) if not any(path in each.words for path in named)]
    return Outcome(tuple(errors), tuple(doubts(config, folder, document, own, environment)))


def _profile(name: str, folder: Path) -> None:
    if find_file_profile(name, folder) is None:
        find_profile(name, folder)


def _together(config: Config, folder: Path, document: Document) -> Iterator[Problem]:
    """What is wrong between `newsarchive.yaml` and what it names; what a file has been blamed for is not said again."""
    for name in config.sources:
        try:
            config.source(name, folder / "sources")
        except ConfigError as error:
            yield _at(document, ["sources", name], error)
    for number, export in enumerate(config.exports):
        try:
            check_export(export, folder / "profiles", config.timezone)
        except ConfigError as error:
            yield _at(document, ["exports", number], error)


def _at(document: Document, place: list[str | int], error: ConfigError) -> Problem:
    line, key = document.find(place)
    return Problem(document.path, line, key, str(error))


def _tried(errors: list[Problem], path: Path, what: Callable[[], Result]) -> Result | None:
    try:
        return what()
    except ConfigError as error:
        said = str(error).removeprefix(f"{path}:1: ").removeprefix(f"{path}: ")
        errors += error.problems or (Problem(path, 1, "", said),)
        return None
