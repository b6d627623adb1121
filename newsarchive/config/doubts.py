"""What a configuration may say, and hardly means: warnings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from newsarchive import sources
from newsarchive.config import Config
from newsarchive.sources import Source
from newsarchive.yamltext import ConfigError, Document, Problem, read

Doubt = Callable[[list[str | int], str], Problem]
"""Makes a warning about a place in `newsarchive.yaml`."""
_VARIABLE = re.compile(r"\$\{(\w+)\}")


def doubts(
    config: Config, folder: Path, document: Document, own: Mapping[str, Source], environment: Mapping[str, str]
) -> Iterator[Problem]:
    """What is legal in the configuration of the archive in ``folder``, and likely not meant.

    ``document``: its `newsarchive.yaml`; ``own``: its own definitions, as far as they are right.
    """

    def doubt(place: list[str | int], words: str) -> Problem:
        line, key = document.find(place)
        return Problem(document.path, line, key, words)

    choices = config.sources
    crawled = [*(name for name in choices if choices[name].enabled), *(name for name in own if name not in choices)]
    if not crawled:
        yield doubt(["sources"], "no source is enabled: `newsarchive crawl` has nothing to do")
    elif not config.exports:
        yield doubt(["exports"], "there is none: what is archived is published nowhere")
    for name in crawled:
        try:
            source = config.source(name, folder / "sources")
        except ConfigError:  # said already, as an error
            continue
        if source.budget is not None and source.budget <= len(source.lists):
            words = f"{source.budget} requests are spent on the {len(source.lists)} lists of {name}; no article is ever asked for"
            yield doubt(["sources", name, "budget"], words)
        if source.file.startswith(str(folder)):
            yield from _not_set(read(Path(source.file)), environment)
        else:
            yield from _not_set_abroad(doubt(["sources", name], ""), source, environment)
    yield from _exports(config, folder, doubt)
    yield from _not_set(document, environment)
    manners = config.politeness
    if manners.timeout > manners.time_limit:
        yield doubt(
            ["politeness", "timeout"], "longer than `time_limit`, which is for all that one address costs: it never counts"
        )
    if not manners.robots:
        yield doubt(["politeness", "robots"], "robots.txt is not obeyed: a site may shut you out")
    keeps = config.images == "keep" or any(choice.images == "keep" for choice in choices.values())
    if "pictures" in config.model_fields_set and not keeps:
        yield doubt(["pictures"], "no pictures are kept: that takes `images: keep`, here or at a source")
    yield from _unused(config, folder)


def _exports(config: Config, folder: Path, doubt: Doubt) -> Iterator[Problem]:
    places = [(folder / Path(each.to).expanduser()).resolve() for each in config.exports]
    home = folder.resolve()
    for number, place in enumerate(places):
        for other, elsewhere in enumerate(places):
            if number != other and place == elsewhere and number > other:
                words = f"exports {config.exports[other].label} and {config.exports[number].label} go to the same folder"
                yield doubt(["exports", number, "to"], words)
            elif place != elsewhere and place.is_relative_to(elsewhere):
                yield doubt(["exports", number, "to"], f"lies inside of the folder of export {config.exports[other].label}")
        if place == home or home.is_relative_to(place):
            yield doubt(["exports", number, "to"], "is the folder of the archive, or one above it; name one below it")
        elif any(place.is_relative_to(home / own) for own in ("state", "sources", "rules", "profiles")):
            yield doubt(["exports", number, "to"], "lies among the archive's own files; name another folder")
        only = config.exports[number].only
        if only.since and only.until and only.since > only.until:
            yield doubt(["exports", number, "only"], f"nothing was published both since {only.since} and until {only.until}")


def _not_set(document: Document, environment: Mapping[str, str]) -> Iterator[Problem]:
    for place, line, text in document.scalars():
        for name in _VARIABLE.findall(text):
            if not environment.get(name):
                yield Problem(document.path, line, document.find(place)[1], f"the environment variable {name} is not set")


def _not_set_abroad(where: Problem, source: Source, environment: Mapping[str, str]) -> Iterator[Problem]:
    for value in (*source.headers.values(), *source.cookies.values()):
        for name in _VARIABLE.findall(value):
            if not environment.get(name):
                yield Problem(where.path, where.line, where.key, f"the environment variable {name} is not set")


def _unused(config: Config, folder: Path) -> Iterator[Problem]:
    """Files that nothing leads to."""
    used = {export.profile for export in config.exports}
    for path in sorted((folder / "profiles").glob("*/profile.yaml")):
        if path.parent.name not in used:
            yield Problem(path, None, "", "no export uses this profile")
    for kind in ("sources", "rules"):
        for path in sorted((folder / kind).glob("*.yml")):
            yield Problem(path, None, "", f"is not read: files in {kind}/ end in .yaml")
    for name in sources.own(folder / "sources"):
        choice = config.sources.get(name)
        if choice is not None and not choice.enabled:
            yield Problem(folder / "sources" / f"{name}.yaml", None, "", "is enabled nowhere: newsarchive.yaml switches it off")
