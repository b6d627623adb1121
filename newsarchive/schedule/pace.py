"""The pace of a source: so often, at the times of a clock, or as news is to be expected of it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from newsarchive.yamlfile import duration, spell

if TYPE_CHECKING:
    from apscheduler.triggers.cron import CronTrigger

_FIELDS = 5
_WORDS = r"^\s*(auto|\d+(\.\d+)?\s*[smhd]|\S+(\s+\S+){4})\s*$"
"""What an editor takes: more than is right, for cron has rules of its own."""
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
"""As cron counts them: 0 is Sunday, and so is 7. APScheduler counts from Monday, so days are given to it by name."""
_NEVER = 30 * 366
"""Days in which a time comes at least once, if it ever does: the 29th of February on a given day of the week."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """So long from the beginning of one crawl to that of the next."""

    period: timedelta

    def __str__(self) -> str:
        return spell(self.period)


@dataclass(frozen=True, slots=True)
class Cron:
    """At the times of a clock, in the words of cron: minute, hour, day of the month, month, day of the week."""

    expression: str
    zone: ZoneInfo | None = None
    """Whose clock it is; None for that of the source."""

    def __str__(self) -> str:
        return self.expression

    def after(self, moment: datetime, zone: tzinfo) -> datetime:
        """The first of its times after an (aware) moment; ``zone`` is the source's."""
        later = moment + timedelta(microseconds=1)
        times = (each.get_next_fire_time(None, later) for each in _triggers(self.expression, self.zone or zone))
        found: datetime = min(time for time in times if time is not None)  # there is one: `pace` has looked
        return found


@dataclass(frozen=True, slots=True)
class Auto:
    """Where news is to be expected, as far as the day's looks go."""

    def __str__(self) -> str:
        return "auto"


Rule = Fixed | Cron | Auto


def pace(value: Any) -> Rule:
    """What ``every`` says: ``5m``, ``"*/10 8-18 * * mon-fri"`` or ``auto``.

    Raises:
        PydanticCustomError: something else.
    """
    if isinstance(value, Rule):
        return value
    if isinstance(value, timedelta):
        return Fixed(value)
    words = value.split() if isinstance(value, str) else []
    if words == ["auto"]:
        return Auto()
    if len(words) == _FIELDS:
        return _cron(" ".join(words))
    try:
        period: timedelta = duration(value)
    except PydanticCustomError:
        expected = 'expected a duration such as 5m, the five fields of cron such as "*/10 8-18 * * mon-fri", or auto'
        raise PydanticCustomError("pace", expected) from None
    if period < timedelta(seconds=1):
        raise PydanticCustomError("pace", "expected a second or more")
    return Fixed(period)


Pace = Annotated[
    Rule,
    PlainValidator(pace),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": _WORDS, "examples": ["5m", "*/10 8-18 * * mon-fri", "auto"]}),
]
"""A pace, as `every` says it."""


def in_zone(rule: Rule, zone: ZoneInfo) -> Rule:
    """The same pace by the clock of ``zone``, unless it has one of its own."""
    return replace(rule, zone=rule.zone or zone) if isinstance(rule, Cron) else rule


def _cron(expression: str) -> Cron:
    try:
        triggers = _triggers(expression, ZoneInfo("UTC"))
    except ValueError as error:
        raise PydanticCustomError("cron", "expected the five fields of cron: {why}", {"why": str(error)}) from None
    start = datetime(2024, 1, 1, tzinfo=ZoneInfo("UTC"))
    if not any(_comes(each, start) for each in triggers):
        raise PydanticCustomError("cron", "expected a time that comes: there is no such day")
    return Cron(expression)


def _comes(trigger: CronTrigger, start: datetime) -> bool:
    trigger.end_date = start + timedelta(days=_NEVER)
    comes = trigger.get_next_fire_time(None, start) is not None
    trigger.end_date = None
    return comes


@functools.lru_cache(maxsize=64)
def _triggers(expression: str, zone: tzinfo) -> Sequence[CronTrigger]:
    """What finds the times of an expression. As for cron, a day is meant that is the one *or* the other, when both are said."""
    # Imported here because it costs a tenth of a second that few archives need to pay.
    from apscheduler.triggers.cron import CronTrigger  # noqa: PLC0415

    minute, hour, day, month, weekday = expression.lower().split()
    weekday = ",".join(_weekdays(weekday))
    days = [(day, weekday)] if "*" in (day[:1], weekday[:1]) else [(day, "*"), ("*", weekday)]
    return [CronTrigger.from_crontab(f"{minute} {hour} {each} {month} {other}", timezone=zone) for each, other in days]


def _weekdays(field: str) -> Iterator[str]:
    """The days of the week that a field names, each by its name.

    Raises:
        ValueError: it is none.
    """
    for part in field.split(","):
        found = re.fullmatch(r"(\*|\w+)(?:-(\w+))?(?:/([1-9]\d?))?", part)
        if not found:
            raise ValueError(f"{part!r} is no day of the week")
        first, last, step = found.groups()
        if first == "*" and step is None and last is None:
            yield "*"
            continue
        begin = 0 if first == "*" else _weekday(first)
        end = _weekday(last) if last else 6 if step else begin
        if end < begin:
            end += 7  # from Friday to Monday; and Sunday is the 7 as well
        yield from (_DAYS[each % 7] for each in range(begin, end + 1, int(step or 1)))


def _weekday(word: str) -> int:
    if word in _DAYS:
        return _DAYS.index(word)
    if word.isdecimal() and int(word) <= 7:
        return int(word)
    raise ValueError(f"{word!r} is no day of the week")
