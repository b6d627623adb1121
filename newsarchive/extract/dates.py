"""Reading dates out of words: ``2022年04月13日 08:18``, ``Apr 13, 2022, 8:18 PM ET``, ``13.04.2022``, an epoch number.

Pure text in, moment out. Nothing is guessed: a date without a year needs a year or the moment of reading to lean on,
``04/05/2022`` needs to be told which number is the day, and a relative time (``3小时前``) needs the moment of reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from newsarchive.article import Precision
from newsarchive.extract.months import month_number
from newsarchive.extract.relative import RELATIVE, Ago, read_relative
from newsarchive.extract.zones import ZONE, read_zone


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


@dataclass(frozen=True, slots=True)
class _Clock:
    time: time
    precision: Precision
    zone: tzinfo | None


_Place = tuple[int, int, _Clock | None]
"""Where a date lies in the text, and the time of day found in it or beside it."""

_NOTHING = _Context(None, None, None, None)
_Parts = tuple[int | None, int | None, int]
"""Year, month, day; a year that the words leave out is None, a word that is no month too."""

_YEARS = range(1700, 2200)
_MOST = 2000  # characters looked at: a text that has no date by then is no dateline
_MARK = re.compile(r"\d{4}|\d\s?[月월/.-]\s?\d|年|\d[\s./-]?[^\W\d_]{3}|[^\W\d_]{3}\.?\s\d")  # every date has one of these
_FOUR = re.compile(r"\d{4}")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")

# What may stand between the parts of a date: "13 de abril de 2022", "13-Apr-2022", "13. April, 2022", "13 tháng 4".
_GAP = r"[\s,./\-’']{0,3}"
_OF = rf"{_GAP}(?:(?:de|del|di|of|d'|ngày|tháng|thg|m\.|năm|gada|г\.)(?![^\W\d_]))?{_GAP}"
_WORD = r"([^\W\d_][^\s\d,:;()|/\-]{1,14})"
_DAY = r"(?<![\d.:])(\d{1,2})(?:st|nd|rd|th|er|ème|de|[ºª°]|-?го|-?е)?"
_NOT_MORE = r"(?!\d)(?!:\d)"

_ERAS = {"民国": 1911, "民國": 1911, "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_BUDDHIST = range(2400, 2700)
_BUDDHIST_OFFSET = 543

_ISO = re.compile(
    r"\s*(\d{4})-(\d\d)-(\d\d)[T ](?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?"
    r"\s?(?P<zone>Z|[+-]\d\d:?\d\d)?\s*"
)
"""What systems write for systems; read first because most dates are so written."""
_YMD = re.compile(
    r"(?<!\d)(\d{4})(?:\s?[-/._年년]\s?|\s{1,2}(?=\d\d?\s?/))(\d{1,2})\s?(?:[-/._月월])\s?(\d{1,2})(?!\d)\s?[日号號일.]?"
)
_ERA = re.compile(r"(民国|民國|令和|平成|昭和|大正|明治)\s?(元|\d{1,3})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日?")
_HAN = re.compile(r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号號]")
_COMPACT = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
    rf"(?:T?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?(?P<zone>{ZONE})?)?(?!\d)"
)
_DMY_WORD = re.compile(rf"{_DAY}{_OF}{_WORD}{_OF}(?:พ\.ศ\.\s?)?(\d{{4}}|(?<=-)\d\d){_NOT_MORE}")
_MDY_WORD = re.compile(rf"(?<![^\W_]){_WORD}\s?{_DAY}(?:,?\s?{_OF}|,?\s(?:at\s)?)(\d{{4}}){_NOT_MORE}")
_YMD_WORD = re.compile(rf"(?<!\d)(\d{{4}}){_OF}{_WORD}{_GAP}(\d{{1,2}}){_NOT_MORE}(?:\.|\sd\.)?")
_UNIX = re.compile(
    rf"{_WORD}\s+(\d{{1,2}})\s+(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s+"
    rf"(?:(?P<zone>{ZONE})\s+)?(?P<year>\d{{4}}){_NOT_MORE}"
)
_DMY = re.compile(r"(?<![\d./-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?(\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"(?<![\d./:年-])(\d{1,2})\s?(?:月|월)\s?(\d{1,2})(?!\d)\s?[日号號일]?")
_MONTH_DAY_TIME = re.compile(r"(?<![\d./:-])(\d{1,2})[-/](\d{1,2})(?=\s{1,4}\d{1,2}:\d\d)")
_DAY_WORD = re.compile(rf"{_DAY}{_OF}{_WORD}")
_WORD_DAY = re.compile(rf"(?<![^\W_]){_WORD}\s?{_DAY}(?![\d:])")

_HALF = r"(上午|下午|晚上|晚间|晚|凌晨|早上|中午|午前|午後|오전|오후)?"
_HALF_AFTER = r"([AaPp]\.?\s?[Mm]\b\.?|SA\b|CH\b)?"
_CLOCK = (
    rf"{_HALF}\s?(?<!\d)([01]?\d|2[0-4])\s?(?:[:h.]\s?([0-5]\d(?!\d)|\d(?=:))(?:[:.]([0-5]?\d)(?!\d)(?:[.,]\d{{1,9}})?)?"
    rf"|[时時点點시]\s?(?:([0-5]?\d)\s?[分분]?)?(?:\s?([0-5]?\d)\s?[秒초])?|(?=\s?[AaPp]\.?\s?[Mm]\b))\s?{_HALF_AFTER}"
)
# Between a date and its time: "2022-04-13T08:18", "13 April 2022 at 8:18 pm", "13.04.2022, 08:18 Uhr", "(水) 08:18",
# "13 abr 2022 - 08h18", "13 avril 2022 à 8h18".
_TO_CLOCK = (
    r"(?:\s?\(?(?:星期|周|週)?[一二三四五六日天月火水木金土]\)?|\s?\([^\d()]{1,12}\)|,?\s[^\W\d_]{3,10}(?=[\s,]{1,2}\d))?"
    r"[T_\s,;|·•/—–\-@]{0,8}"
    r"(?:(?:at|um|kl|klo|as|às|alle|ore|ora|o|om|a las|à|saat|pukul|jam|lúc|в|о|на|على الساعة|الساعة)\.?(?![^\W\d_]))?"
    r"[\s:,;|·•\-]{0,3}"
)
_CLOCK_AFTER = re.compile(rf"{_TO_CLOCK}{_CLOCK}(?:\s?(?:Uhr|hrs|hs|h|น\.)\b)?(?:,?\s?[(\[]?({ZONE})[)\]]?)?")
_CLOCK_BEFORE = re.compile(
    rf"(?<![\d:.]){_CLOCK}\s?(?:Uhr|hrs|h)?(?:\s?[(\[]?({ZONE})[)\]]?)?[\s,;|·•\-—–]{{0,4}}"
    r"(?:(?:on|am|le|el|del|em|il|di|dne|dnia)\s|[^\W\d_]{2,12}[,.]?\s)?$"
)
_AFTERNOON = frozenset({"下午", "晚上", "晚间", "晚", "午後", "오후"})
_MORNING = frozenset({"午前", "오전", "凌晨"})
_BEFORE = 40  # characters in which a time of day that precedes its date is looked for
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
    if (iso := _ISO.fullmatch(raw)) and (exact := _dated(iso, _digits(iso, _NOTHING), 0, _Context(zone, now, year, day_first))):
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
        text = unicodedata.normalize("NFKC", text)
    context = _Context(zone, now, year, day_first)
    at = 0
    while (now is not None or _MARK.search(text, at)) and (found := _next(text, at, context)):
        yield found
        at = found.end


def _next(text: str, at: int, context: _Context) -> Found | None:
    """The leftmost date from ``at`` on; of two that begin together, the one of the form listed first."""
    best: Found | None = None
    forms = _FORMS if context.lends_year else _WITH_YEAR
    for pattern, marks, parts in forms if _FOUR.search(text, at) else _SHORT_YEAR + forms[len(_WITH_YEAR) :]:
        if marks and not any(mark in text for mark in marks):
            continue
        for match in pattern.finditer(text, at):
            if best is not None and match.start() >= best.start:
                break
            if (found := _dated(match, parts(match, context), at, context)) is not None:
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
    place = _with_clock(match, 0, context)
    if match["day"] and place[2] is None and match[0] != match.string.strip():
        return None
    return _found(place, moment.date(), match.string, context)


def _dated(match: re.Match[str], parts: _Parts | None, at: int, context: _Context) -> Found | None:
    """The day that a form named, with the time of day that stands in it or beside it."""
    if parts is None or parts[1] is None:
        return None
    day = _yearless(parts[1], parts[2], context) if parts[0] is None else _day(parts[0], parts[1], parts[2])
    if day is None:
        return None
    return _found(_with_clock(match, at, context), day, match.string, context)


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


def _with_clock(match: re.Match[str], at: int, context: _Context) -> _Place:
    """A date together with the time of day written in it, right after it, or else right before it."""
    start, end, text = match.start(), match.end(), match.string
    if match.groupdict().get("hour"):
        zone = read_zone(match["zone"], context.zone) if match["zone"] else None
        exact: Precision = "second" if match["second"] else "minute"
        return start, end, _Clock(_time(match["hour"], match["minute"], match["second"]), exact, zone)
    if after := _CLOCK_AFTER.match(text, end):
        return start, after.end(), _clock(after, context)
    left = max(at, start - _BEFORE)
    if before := _CLOCK_BEFORE.search(text[left:start]):
        return left + before.start(), end, _clock(before, context)
    return start, end, None


def _clock(match: re.Match[str], context: _Context) -> _Clock:
    half, hours, minutes, seconds, cjk_minutes, cjk_seconds, half_after, zone = match.groups()
    hour = int(hours)
    marker = (half_after or "").upper().replace(".", "").replace(" ", "")
    if marker in {"PM", "CH"} or half in _AFTERNOON or (half == "中午" and hour < 3):
        hour += 12 if hour < 12 else 0
    elif (marker in {"AM", "SA"} or half in _MORNING) and hour == 12:
        hour = 0
    return _Clock(
        _time(hour % 24, minutes or cjk_minutes, seconds or cjk_seconds),
        "second" if seconds or cjk_seconds else "minute",
        read_zone(zone, context.zone) if zone else None,
    )


def _time(hour: int | str, minute: str | None, second: str | None) -> time:
    return time(int(hour), int(minute or 0), int(second or 0))


def _found(place: _Place, day: date, text: str, context: _Context) -> Found:
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


# The forms, the strict before the lenient. Each names its parts; that they are a day of the calendar is checked above.


def _digits(match: re.Match[str], _: _Context) -> _Parts:
    return int(match[1]), int(match[2]), int(match[3])


def _era(match: re.Match[str], _: _Context) -> _Parts:
    return _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2])), int(match[3]), int(match[4])


def _han(match: re.Match[str], _: _Context) -> _Parts:
    return int(match[1].translate(_HAN_DIGITS)), _han_number(match[2]), _han_number(match[3])


def _han_number(words: str) -> int:
    """``十三`` is 13, ``二十`` is 20: all that a month or a day needs."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(words.translate(_HAN_DIGITS))
    return 10 * int(tens.translate(_HAN_DIGITS) or 1) + int(ones.translate(_HAN_DIGITS) or 0)


def _day_month_year(match: re.Match[str], _: _Context) -> _Parts:
    year = int(match[3])
    return year + 2000 if year < 100 else year, month_number(match[2]), int(match[1])


def _month_day_year(match: re.Match[str], _: _Context) -> _Parts:
    return int(match[3]), month_number(match[1]), int(match[2])


def _year_month_day(match: re.Match[str], _: _Context) -> _Parts:
    return int(match[1]), month_number(match[2]), int(match[3])


def _unix(match: re.Match[str], _: _Context) -> _Parts:
    return int(match["year"]), month_number(match[1]), int(match[2])


def _vietnamese(match: re.Match[str], _: _Context) -> _Parts:
    return int(match[3]), int(match[2]), int(match[1])


def _two_numbers_first(match: re.Match[str], context: _Context) -> _Parts | None:
    """``13.04.2022``, ``04/13/2022``: after a full stop the month; with slashes only a number above twelve tells."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first > 12 or first == second or (context.day_first and second <= 12):
        return year, second, first
    if second > 12 or context.day_first is False:
        return year, first, second
    return None


def _month_day(match: re.Match[str], _: _Context) -> _Parts:
    return None, int(match[1]), int(match[2])


def _day_word(match: re.Match[str], _: _Context) -> _Parts:
    return None, month_number(match[2]), int(match[1])


def _word_day(match: re.Match[str], _: _Context) -> _Parts:
    return None, month_number(match[1]), int(match[2])


_Reader = Callable[[re.Match[str], _Context], _Parts | None]
_FORMS: tuple[tuple[re.Pattern[str], tuple[str, ...], _Reader], ...] = (
    # The pattern, characters of which one must be in the text for it to match at all, and what reads it.
    (_YMD, (), _digits),
    (_ERA, ("年",), _era),
    (_HAN, ("年",), _han),
    (_VIETNAMESE, ("tháng",), _vietnamese),
    (_DMY_WORD, (), _day_month_year),
    (_MDY_WORD, (), _month_day_year),
    (_YMD_WORD, (), _year_month_day),
    (_UNIX, (":",), _unix),
    (_DMY, ("/", ".", "-"), _two_numbers_first),
    (_COMPACT, (), _digits),
    (_MONTH_DAY, ("月", "월"), _month_day),
    (_MONTH_DAY_TIME, (":",), _month_day),
    (_DAY_WORD, (), _day_word),
    (_WORD_DAY, (), _word_day),
)
_WITH_YEAR = _FORMS[:10]
_SHORT_YEAR = ((_ERA, ("年",), _era), (_HAN, ("年",), _han), (_DMY_WORD, ("-",), _day_month_year))
