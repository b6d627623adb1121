"""Fields of a source that used to be read and are not any more, with the rule that no longer finds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from newsarchive.sources import JsonSource, Source
from newsarchive.store.checks import Checked
from newsarchive.trial.readings import Reading


@dataclass(frozen=True, slots=True)
class Lost:
    """One field that none of the articles has."""

    field: str
    before: Checked
    """As it was when it was still read."""
    rules: tuple[str, ...]
    """What finds nothing now: the expressions of the definition, or the place where it used to be read."""


def lost(
    source: Source, now: Mapping[str, Reading], checked: Mapping[str, Checked], archived: Mapping[str, Checked]
) -> list[Lost]:
    """The fields that no article has now, though most had them.

    Args:
        source: the definition.
        now: what is read now.
        checked: what the last check found.
        archived: what the articles say that were archived since then.
    """
    found = []
    for name, reading in now.items():
        if reading.read or not reading.articles:
            continue
        before = next((each for each in (checked.get(name), archived.get(name)) if each and each.usual), None)
        if before:
            found.append(Lost(name, before, tuple(_rules(source, name, before.place))))
    return found


def kept(
    now: Mapping[str, Reading], checked: Mapping[str, Checked], missing: Iterable[Lost], moment: datetime
) -> dict[str, Checked]:
    """What the next check is held against: what is read now, and what used to be read where that was more.

    Of a field that goes missing in one article after the other it would else be forgotten that most had it.
    """
    found = as_checked(now, moment)
    more = {name: before for name, before in checked.items() if name in found and before.usual and not found[name].usual}
    return {**found, **more, **{each.field: each.before for each in missing}}


def as_checked(readings: Mapping[str, Reading], moment: datetime) -> dict[str, Checked]:
    """Readings as they are remembered."""
    return {name: Checked(each.read, each.articles, each.place, moment) for name, each in readings.items()}


def _rules(source: Source, field: str, place: str | None) -> Iterator[str]:
    """The expressions by which the definition finds a field; for web pages, where it was found."""
    if isinstance(source, JsonSource):
        lists = ((f"lists[{number}]", each.fields) for number, each in enumerate(source.lists))
        for name, fields in (("article", source.article.fields), *lists):
            expression = getattr(fields, field, None)
            if expression:
                yield f"{name}.fields.{field}: {expression}"
    elif place:
        yield place
