"""Times told from the moment of reading: ``3小时前``, ``vor 2 Stunden``, ``yesterday``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

_MINUTE, _HOUR, _DAY, _WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Ago:
    """How long before the moment of reading."""

    span: timedelta
    whole_days: bool
    """The words name a day and not a time of day."""


# How the words for a unit begin, in the languages of the news.
_UNIT_WORDS = {
    timedelta(seconds=1): "second sec 秒 초 sekund segundo seconde secondi секунд detik giây",
    _MINUTE: "分 분 min мин хвилин dakika dk menit phút دقيقة دقائق मिनट",
    _HOUR: "小时 小時 时 時間 시간 hour hr heure hora ore ora stund std uur tim час godz saat jam giờ ساعة ساعات घंट",
    _DAY: "天 日 일 day jour día dia giorn tag dag день дн dni gün hari ngày يوم أيام दिन",
    _WEEK: "周 週 주 week semaine seman settiman woche недел tydzie tygodni hafta",
}
_UNITS = {word: span for span, words in _UNIT_WORDS.items() for word in words.split()}
_DAY_WORDS = (
    "今天 今日 오늘 today heute aujourd'hui hoy hoje oggi сегодня dzisiaj bugün",
    "昨天 昨日 어제 yesterday gestern hier ayer ontem ieri вчера wczoraj dün",
    "前天 그저께 vorgestern позавчера",
)
_DAYS = {word: number for number, words in enumerate(_DAY_WORDS) for word in words.split()}
_NOW = "刚刚|剛剛|たった今|방금|just now|gerade eben|à l'instant|ahora mismo|agora mesmo|только что"

_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
RELATIVE = re.compile(
    r"(?<![a-zA-Z0-9.:/-])(?:"
    rf"(?P<n1>\d{{1,3}}|an?|one|een|une?)\s?(?P<u1>{_UNIT})[^\W\d_]{{0,6}}\.?\s?"
    r"(?:前|以前|之前|ago|전|назад|тому|fa\b|atrás|geleden|siden|sedan|temu|önce|yang lalu|lalu|trước|पहले)"
    rf"|(?:vor|il y a|hace|há|منذ|قبل|πριν από)\s(?P<n2>\d{{1,3}})\s?(?P<u2>{_UNIT})[^\W\d_]{{0,6}}"
    rf"|(?P<day>{'|'.join(map(re.escape, _DAYS))})(?![a-zà-ÿа-я])"
    rf"|(?P<now>{_NOW}))",
    re.IGNORECASE,
)
"""One time told from the moment of reading."""


def read_relative(found: re.Match[str]) -> Ago | None:
    """What a match of :data:`RELATIVE` means."""
    if found["now"]:
        return Ago(timedelta(0), whole_days=False)
    if found["day"]:
        return Ago(_DAY * _DAYS[found["day"].casefold()], whole_days=True)
    number, unit = (found["n1"], found["u1"]) if found["n1"] else (found["n2"], found["u2"])
    span = _UNITS.get(unit.casefold())
    if span is None:
        return None
    return Ago(span * (int(number) if number.isdecimal() else 1), whole_days=span >= _DAY)
