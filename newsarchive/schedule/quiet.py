"""Quiet hours: times of the day in which no source is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

_EXPECTED = 'expected hours such as "23:00-06:00", or a list of such'
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """From one time of the day to another, perhaps across midnight."""

    begin: time
    end: time

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"

    def on(self, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
        """When they begin on a day, and when they end."""
        last = day if self.end > self.begin else day + timedelta(days=1)
        return datetime.combine(day, self.begin, zone), datetime.combine(last, self.end, zone)


def quiet_hours(value: Any) -> tuple[Hours, ...]:
    """What ``quiet`` says: hours, or a list of them; an empty list for none.

    Raises:
        PydanticCustomError: something else.
    """
    said = [value] if isinstance(value, str | Hours) else value
    if not isinstance(said, list | tuple):
        raise PydanticCustomError("quiet", _EXPECTED)
    found = tuple(each if isinstance(each, Hours) else _hours(each) for each in said)
    if len({minute for each in found for minute in _minutes(each)}) == _DAY:
        raise PydanticCustomError("quiet", "expected an hour of the day that is left: nothing would ever be crawled")
    return found


_TIME = r"([01]?\d|2[0-3]):[0-5]\d"
_ONE = {"type": "string", "pattern": rf"^\s*{_TIME}\s*[-–]\s*({_TIME}|24:00)\s*$"}

Quiet = Annotated[
    tuple[Hours, ...],
    PlainValidator(quiet_hours),
    PlainSerializer(lambda said: [str(each) for each in said], return_type=list[str]),
    WithJsonSchema({"anyOf": [_ONE, {"type": "array", "items": _ONE}], "examples": ["23:00-06:00"]}),
]
"""Quiet hours, as `quiet` says them."""


def end_of_quiet(moment: datetime, quiet: tuple[Hours, ...], zone: tzinfo) -> datetime:
    """The moment itself; when it is in quiet hours, their end. ``zone`` is that of their clock; the moment is aware."""
    again = True
    while again:
        again = False
        for begin, end in _around(moment, quiet, zone):
            if begin.timestamp() <= moment.timestamp() < end.timestamp():
                moment, again = end, True
    return moment


def open_time(begin: datetime, end: datetime, quiet: tuple[Hours, ...], zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    """What is left of the time between two (aware) moments without the quiet hours, in order."""
    while (begin := end_of_quiet(begin, quiet, zone)) < end:
        nearest = min((start for start, _ in _around(begin, quiet, zone) if start > begin), default=end)
        yield begin, min(end, nearest)
        begin = min(end, nearest)


def _around(moment: datetime, quiet: tuple[Hours, ...], zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    """The quiet hours of the days before, at and after a moment, as moments."""
    today = moment.astimezone(zone).date()
    yield from (each.on(today + timedelta(days=days), zone) for days in (-1, 0, 1) for each in quiet)


def _hours(value: Any) -> Hours:
    found = re.fullmatch(r"(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)", value.strip()) if isinstance(value, str) else None
    try:
        hour, minute, last_hour, last_minute = [int(each) for each in found.groups()] if found else [-1] * 4
        begin = time(hour, minute)
        end = time() if (last_hour, last_minute) == (24, 0) else time(last_hour, last_minute)
    except ValueError:
        raise PydanticCustomError("quiet", _EXPECTED) from None
    if begin == end:
        raise PydanticCustomError("quiet", _EXPECTED)
    return Hours(begin, end)


def _minutes(hours: Hours) -> Iterator[int]:
    begin, end = (each.hour * 60 + each.minute for each in (hours.begin, hours.end))
    yield from (minute % _DAY for minute in range(begin, end if end > begin else end + _DAY))
