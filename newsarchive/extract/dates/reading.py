"""Reading dates out of words: ``2022年04月13日 08:18``, ``Apr 13, 2022, 8:18 PM ET``, ``13.04.2022``, an epoch number.

Pure text in, moment out. Nothing is guessed: a date without a year needs a year or the moment of reading to lean on,
``04/05/2022`` needs to be told which number is the day, and a relative time (``3小时前``) needs the moment of reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from newsarchive.article import Precision
from newsarchive.extract.dates.clock import Place, with_clock
from newsarchive.extract.dates.forms import ISO, SHORT_YEAR, WITH_YEAR, YEARLESS, Parts, digits
from newsarchive.extract.dates.relative import RELATIVE, Ago, read_relative


@dataclass(frozen=True, slots=True)
class Reading:
    """A moment read from words."""

    moment: datetime
    """Always aware; midnight where only the day is known."""
    precision: Precision
    zone_assumed: bool
    """The words named no zone: the moment is in the zone that was handed in, or in UTC."""


@dataclass(frozen=True, slots=True)
class Found:
    """A reading and where in the text it stood."""

    start: int
    end: int
    reading: Reading
    words: str


@dataclass(frozen=True, slots=True)
class _Context:
    zone: tzinfo | None
    now: datetime | None
    year: int | None
    day_first: bool | None

    @property
    def lends_year(self) -> bool:
        """Whether a date without a year can be read."""
        return self.year is not None or self.now is not None


_YEARS = range(1700, 2200)
_MOST = 2000  # characters looked at: a text that has no date by then is no dateline
_MARK = re.compile(r"\d{4}|\d\s?[月월/.-]\s?\d|年|\d[\s./-]?[^\W\d_]{3}|[^\W\d_]{3}\.?\s\d")  # every date has one of these
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_FOUR = re.compile(r"\d{4}")
_BUDDHIST = range(2400, 2700)
_BUDDHIST_OFFSET = 543
_MILLISECONDS = 1e11  # as seconds, the year 5138
_EMPTY_FIELD = date(1970, 1, 1)  # what a zero looks like
_EPOCH_END = 7_258_118_400  # the year 2200
_EPOCH = re.compile(r"\s*(1\d{9}|1\d{12})(?:\.\d+)?\s*")


def read_date(
    raw: str | float,
    *,
    zone: tzinfo | None,
    now: datetime | None = None,
    year: int | None = None,
    day_first: bool | None = None,
) -> Reading | None:
    """The first date that the words name, or None.

    Args:
        raw: words, or the seconds or milliseconds of an epoch.
        zone: where the clock hangs when the words do not say; None reads it as UTC. Either way it is marked as assumed.
        now: when the words were written down: gives relative times their meaning, and a date without a year its year.
        year: the year of a date that names none, where it is known from elsewhere (an address, say).
        day_first: whether ``04/05/2022`` is the fourth of May; unknown, such a date is not read.
    """
    if isinstance(raw, int | float):
        return _from_epoch(float(raw))
    if found := _EPOCH.fullmatch(raw):
        return _from_epoch(float(found[1]))
    if (iso := ISO.fullmatch(raw)) and (exact := _dated(iso, digits(iso), 0, _Context(zone, now, year, day_first))):
        return exact.reading
    first = next(find_dates(raw, zone=zone, now=now, year=year, day_first=day_first), None)
    return first.reading if first else None


def find_dates(
    text: str,
    *,
    zone: tzinfo | None,
    now: datetime | None = None,
    year: int | None = None,
    day_first: bool | None = None,
) -> Iterator[Found]:
    """Every date in running words, from left to right; the arguments are those of :func:`read_date`."""
    text = text[:_MOST]
    if not text.isascii():
        text = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), unicodedata.normalize("NFKC", text))
    context = _Context(zone, now, year, day_first)
    at = 0
    while (now is not None or _MARK.search(text, at)) and (found := _next(text, at, context)):
        yield found
        at = found.end


def _next(text: str, at: int, context: _Context) -> Found | None:
    """The leftmost date from ``at`` on; of two that begin together, the one of the form listed first."""
    best: Found | None = None
    forms = (WITH_YEAR if _FOUR.search(text, at) else SHORT_YEAR) + (YEARLESS if context.lends_year else ())
    for pattern, marks, parts in forms:
        if best is not None and best.start <= at:
            break  # nothing can stand further left
        if marks and not any(mark in text for mark in marks):
            continue
        for match in pattern.finditer(text, at):
            if best is not None and match.start() >= best.start:
                break
            if (found := _dated(match, parts(match, context.day_first), at, context)) is not None:
                best = found
                break
    if context.now is not None:
        told = RELATIVE.search(text, at)
        if told and (best is None or told.start() < best.start) and (ago := read_relative(told)):
            best = _before(told, ago, context.now, context) or best
    return best


def _before(match: re.Match[str], ago: Ago, now: datetime, context: _Context) -> Found | None:
    """A time told from ``now``; a bare "today" counts only with a clock beside it or standing alone."""
    moment = (now.astimezone(context.zone) if context.zone else now) - ago.span
    if not ago.whole_days:
        reading = Reading(moment.replace(second=0, microsecond=0), "minute", zone_assumed=False)
        return Found(match.start(), match.end(), reading, match[0])
    place = with_clock(match, 0, context.zone)
    if match["day"] and place[2] is None and match[0] != match.string.strip():
        return None
    return _found(place, moment.date(), match.string, context)


def _dated(match: re.Match[str], parts: Parts | None, at: int, context: _Context) -> Found | None:
    """The day that a form named, with the time of day that stands in it or beside it."""
    if parts is None or parts[1] is None:
        return None
    day = _yearless(parts[1], parts[2], context) if parts[0] is None else _day(parts[0], parts[1], parts[2])
    if day is None:
        return None
    return _found(with_clock(match, at, context.zone), day, match.string, context)


def _day(year: int, month: int, day: int) -> date | None:
    if year in _BUDDHIST:
        year -= _BUDDHIST_OFFSET
    if year not in _YEARS:
        return None
    try:
        named = date(year, month, day)
    except ValueError:
        return None
    return None if named == _EMPTY_FIELD else named


def _yearless(month: int, day: int, context: _Context) -> date | None:
    """A date that names no year takes the one it is given, or the latest that does not lie ahead of ``now``."""
    if context.year is not None:
        return _day(context.year, month, day)
    if context.now is None:
        return None
    latest = (context.now + timedelta(days=1)).date()
    this_year = _day(latest.year, month, day)
    return this_year if this_year is not None and this_year <= latest else _day(latest.year - 1, month, day)


def _found(place: Place, day: date, text: str, context: _Context) -> Found:
    start, end, clock = place
    zone = (clock and clock.zone) or context.zone or UTC
    precision: Precision = "day"
    # 00:00:00 to the second is how a system that knows only the day fills the field.
    if clock and not (clock.precision == "second" and clock.time == time()):
        precision = clock.precision
    moment = datetime.combine(day, clock.time if clock else time(), zone)
    return Found(start, end, Reading(moment, precision, not (clock and clock.zone)), text[start:end])


def _from_epoch(number: float) -> Reading | None:
    """Seconds, or milliseconds where seconds would lie beyond the calendar; zero is an empty field, not 1970."""
    seconds = number / 1000 if number >= _MILLISECONDS else number
    if not 0 < seconds < _EPOCH_END:
        return None
    return Reading(datetime.fromtimestamp(int(seconds), UTC), "second", zone_assumed=False)
