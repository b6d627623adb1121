"""The time of day beside a date: ``08:18``, ``8時18分``, ``下午3:05``, ``8h18``, ``8:18 p.m. EDT``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, tzinfo

from newsarchive.article import Precision
from newsarchive.extract.dates.zones import ZONE, read_zone


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, how exact it is, and the zone that the words name."""

    time: time
    precision: Precision
    zone: tzinfo | None


Place = tuple[int, int, Clock | None]
"""Where a date lies in the text, and the time of day found in it or beside it."""

_HALF = r"(上午|下午|晚上|晚间|晚|凌晨|早上|中午|午前|午後|오전|오후)?"
_HALF_AFTER = r"([AaPp]\.?\s?[Mm]\b\.?|SA\b|CH\b)?"
_CLOCK = (
    rf"{_HALF}\s?(?<!\d)([01]?\d|2[0-4])\s?(?:[:h.]\s?([0-5]\d(?!\d|\s?[万亿%])|\d(?=:))(?:[:.]([0-5]?\d)(?!\d)(?:[.,]\d{{1,9}})?)?"
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


def with_clock(match: re.Match[str], at: int, zone: tzinfo | None) -> Place:
    """A date together with the time of day written in it, right after it, or else right before it.

    ``at`` is where the text before the date still is its own; ``zone`` is where the page is, to settle ``CST``.
    """
    start, end, text = match.start(), match.end(), match.string
    if match.groupdict().get("hour"):
        named = read_zone(match["zone"], zone) if match["zone"] else None
        exact: Precision = "second" if match["second"] else "minute"
        return start, end, Clock(_time(match["hour"], match["minute"], match["second"]), exact, named)
    if after := _CLOCK_AFTER.match(text, end):
        return start, after.end(), _clock(after, zone)
    left = max(at, start - _BEFORE)
    if before := _CLOCK_BEFORE.search(text[left:start]):
        return left + before.start(), end, _clock(before, zone)
    return start, end, None


def _clock(match: re.Match[str], near: tzinfo | None) -> Clock:
    half, hours, minutes, seconds, cjk_minutes, cjk_seconds, half_after, zone = match.groups()
    hour = int(hours)
    marker = (half_after or "").upper().replace(".", "").replace(" ", "")
    if marker in {"PM", "CH"} or half in _AFTERNOON or (half == "中午" and hour < 3):
        hour += 12 if hour < 12 else 0
    elif (marker in {"AM", "SA"} or half in _MORNING) and hour == 12:
        hour = 0
    return Clock(
        _time(hour % 24, minutes or cjk_minutes, seconds or cjk_seconds),
        "second" if seconds or cjk_seconds else "minute",
        read_zone(zone, near) if zone else None,
    )


def _time(hour: int | str, minute: str | None, second: str | None) -> time:
    return time(int(hour), int(minute or 0), int(second or 0))
