"""The forms in which the world writes a day: ``2022年04月13日``, ``13 avril 2022``, ``Apr 13``, ``民國111年4月13日``.

Each form is a pattern and what takes year, month and day from a match of it. Whether these are a day of the calendar is
not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from newsarchive.extract.dates.months import month_number
from newsarchive.extract.dates.zones import ZONE

Parts = tuple[int | None, int | None, int]
"""Year, month, day; a year that the words leave out is None, a word that is no month too."""

_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")

# What may stand between the parts of a date: "13 de abril de 2022", "13-Apr-2022", "13. April, 2022", "13 tháng 4".
_GAP = r"[\s,./\-’']{0,3}"
_OF = rf"{_GAP}(?:(?:de|del|di|of|d'|ngày|tháng|thg|m\.|năm|gada|г\.)(?![^\W\d_]))?{_GAP}"
_WORD = r"([^\W\d_][^\s\d,:;()|/\-]{1,14})"
_DAY = r"(?<![\d.:])(\d{1,2})(?:st|nd|rd|th|er|ème|de|[ºª°]|-?го|-?е)?"
_NOT_MORE = r"(?!\d)(?!:\d)"

_ERAS = {"民国": 1911, "民國": 1911, "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}

ISO = re.compile(
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
_MONTH_DAY_TIME = re.compile(r"(?<![\d./:-])(\d{1,2})[-/](\d{1,2})(?=(?:\s{1,4}|\s?\([^\d()]{1,3}\)\s?)\d{1,2}:\d\d)")
_DAY_WORD = re.compile(rf"{_DAY}{_OF}{_WORD}")
_WORD_DAY = re.compile(rf"(?<![^\W_]){_WORD}\s?{_DAY}(?![\d:])")


def digits(match: re.Match[str], _: bool | None = None) -> Parts:
    """Year, month and day as the first three groups."""
    return int(match[1]), int(match[2]), int(match[3])


def _era(match: re.Match[str], _: bool | None) -> Parts:
    return _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2])), int(match[3]), int(match[4])


def _han(match: re.Match[str], _: bool | None) -> Parts:
    return int(match[1].translate(_HAN_DIGITS)), _han_number(match[2]), _han_number(match[3])


def _han_number(words: str) -> int:
    """``十三`` is 13, ``二十`` is 20: all that a month or a day needs."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(words.translate(_HAN_DIGITS))
    return 10 * int(tens.translate(_HAN_DIGITS) or 1) + int(ones.translate(_HAN_DIGITS) or 0)


def _day_month_year(match: re.Match[str], _: bool | None) -> Parts:
    year = int(match[3])
    return year + 2000 if year < 100 else year, month_number(match[2]), int(match[1])


def _month_day_year(match: re.Match[str], _: bool | None) -> Parts:
    return int(match[3]), month_number(match[1]), int(match[2])


def _year_month_day(match: re.Match[str], _: bool | None) -> Parts:
    return int(match[1]), month_number(match[2]), int(match[3])


def _unix(match: re.Match[str], _: bool | None) -> Parts:
    return int(match["year"]), month_number(match[1]), int(match[2])


def _vietnamese(match: re.Match[str], _: bool | None) -> Parts:
    return int(match[3]), int(match[2]), int(match[1])


def _two_numbers_first(match: re.Match[str], day_first: bool | None) -> Parts | None:
    """``13.04.2022``, ``04/13/2022``: after a full stop the month; with slashes only a number above twelve tells."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first > 12 or first == second or (day_first and second <= 12):
        return year, second, first
    if second > 12 or day_first is False:
        return year, first, second
    return None


def _month_day(match: re.Match[str], _: bool | None) -> Parts:
    return None, int(match[1]), int(match[2])


def _day_word(match: re.Match[str], _: bool | None) -> Parts:
    return None, month_number(match[2]), int(match[1])


def _word_day(match: re.Match[str], _: bool | None) -> Parts:
    return None, month_number(match[1]), int(match[2])


Form = tuple[re.Pattern[str], tuple[str, ...], Callable[[re.Match[str], bool | None], Parts | None]]
"""A pattern, characters of which one must be in the text for it to match at all, and what reads a match; it is told
whether the day goes first where two numbers could be either."""
WITH_YEAR: tuple[Form, ...] = (
    (_YMD, (), digits),
    (_ERA, ("年",), _era),
    (_HAN, ("年",), _han),
    (_VIETNAMESE, ("tháng",), _vietnamese),
    (_DMY_WORD, (), _day_month_year),
    (_MDY_WORD, (), _month_day_year),
    (_YMD_WORD, (), _year_month_day),
    (_UNIX, (":",), _unix),
    (_DMY, ("/", ".", "-"), _two_numbers_first),
    (_COMPACT, (), digits),
)
"""The forms that name a year, the strict before the lenient."""
YEARLESS: tuple[Form, ...] = (
    (_MONTH_DAY, ("月", "월"), _month_day),
    (_MONTH_DAY_TIME, (":",), _month_day),
    (_DAY_WORD, (), _day_word),
    (_WORD_DAY, (), _word_day),
)
"""The forms that leave it out."""
SHORT_YEAR: tuple[Form, ...] = ((_ERA, ("年",), _era), (_HAN, ("年",), _han), (_DMY_WORD, ("-",), _day_month_year))
"""Those of the first kind that do without four digits in a row."""
