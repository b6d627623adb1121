"""What proposes a date of a page: its head (JSON-LD, ``<meta>``), elements and lines around the headline, address, scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from itertools import islice
from typing import Any, Literal
from urllib.parse import urlsplit

from newsarchive.article import How
from newsarchive.extract.dates.reading import Reading, find_dates, read_date
from newsarchive.extract.fields.byline import Byline
from newsarchive.extract.fields.places import day_goes_first, zone_at
from newsarchive.extract.fields.scripts import script_dates
from newsarchive.extract.page import Node, Page

Kind = Literal["published", "updated"]


@dataclass(slots=True)
class Proposal:
    """A date that something on the page says."""

    kind: Kind
    reading: Reading
    how: How
    where: str
    raw: str
    weight: float
    """How far it is believed by itself, from 0 to 1."""
    support: float = 0.0
    """The weights of all that name the same day, each way of saying it counted once."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What dates of this page lean on."""

    zone: tzinfo | None
    """Of moments that name none."""
    fetched: datetime | None
    """When the page was fetched."""
    year: int | None
    """The year that the address names."""
    day_first: bool | None
    """Whether the day goes before the month in figures, where that is known."""


_ARTICLE = re.compile(r"Article|Posting|Report|Review|Recipe|HowTo|Publication|Story", re.IGNORECASE)
_LD_NAMES: dict[Kind, tuple[str, ...]] = {
    "published": ("datePublished", "pubDate", "dateCreated", "uploadDate"),
    "updated": ("dateModified", "upDate", "dateUpdated"),
}
_META_PUBLISHED = re.compile(
    r"^(?:(?:og:|article:|bt:|dc\.|dcterms\.|sailthru\.|parsely-|weibo:|cxenseparse:|citation_|rnews:|prism\.|eprints\.)\s?)*"
    r"(?:recs:)?(?:article)?[:_.-]?(?:(?:date|time)[:_.-]?)?"
    r"(?:publi(?:shed|cation|sh|c)|pub|issued|released?|creat(?:ed?|ion)|original|online)"
    r"[:_.-]?(?:(?:date|time|at)\b|datetime|timestamp|date_?time|_date|_at)?$"
    r"|^(?:(?:dc|dcterms)\.)?date$|^og:time$|^date[:_.-]?(?:published|created|issued)$|^pubdate$|^lastpublished$"
)
PLAIN = frozenset(("date", "dc.date"))
"""Names of ``<meta>`` that do not say what happened on the day."""
_META_DATE = re.compile(r"dat[ei]|time|publ|created|_at|issued")
_META_UPDATED = re.compile(r"(?:modif|updat|revis|last_?mod)", re.IGNORECASE)
_META_OTHER = re.compile(r"expir|valid|event|start|end_|copyright|birth|dateupdate|maketime", re.IGNORECASE)
_UPDATED_WORD = re.compile(
    r"(?:updated?|modified|revised|edited|更新|修改|改订|最終更新|aktualisiert|stand|geändert|mise? à jour|modifié|"
    r"actualiz|atualiz|aggiorn|modificat|bijgewerkt|обновлен|изменен|aktualiz|güncelle|diperbarui|cập nhật|"
    r"수정|업데이트|تحديث|अपडेट|oppdatert|uppdaterad|opdateret|päivitetty)\W{0,3}(?:\w{1,5}\W{0,3}){0,3}$",
    re.IGNORECASE,
)
_UPDATED_NAME = re.compile(r"(?<![a-z])(?:changed|modified|last-?_?updated?|dateModified|updated-?_?(?:at|on|date))(?![a-z])")
_PUBLISHED_NAME = re.compile(r"publi|post|creat|issued", re.IGNORECASE)
_PUBLISHED_WORD = re.compile(
    r"(?:publish|posted|발행|입력|등록|发布|發布|发表|發表|日期|时间|時間|公開|掲載|veröffentlicht|publi[eéc]|"
    r"pubblicat|gepubliceerd|опубликован|opublikowan|yayın|giriş|diterbitkan|đăng|نشر|प्रकाशित|publisert|"
    r"udgivet|julkaistu)\w{0,6}\W{0,6}(?:\w{1,4}\W{0,3}){0,2}$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    "发布|發布|发表|發表|日期|时间|時間|更新|公開|掲載|입력|등록|수정|publi|posted|update|modif|date|veröff|aktualis|stand|опубл|обновл|"
    "yayın|güncel|tayang|đăng|cập nhật|نشر|تحديث"
)
"""A line under the text tells a date of the piece only when it says so."""
_OTHER_DATE = re.compile(
    r"(?:©|copyright|版权|born|生于|截至|截止|今天是|现在是|today is|deadline|expires?|event date|有效期|reviewed|accessed|"
    r"retrieved|since|joined|(?:活动|会议|报名|举办|开幕|比赛|演出|考试|讲座|营业|开庭)(?:时间|日期))\W{0,4}\w{0,8}\W{0,3}$",
    re.IGNORECASE,
)
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:([-/_.]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])|[/-](0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01]))(?!\d)"
)
_URL_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_LONGEST = 400  # characters of a line that may be a byline
_LONGEST_TAIL = 120  # ... and of one under the text
_ABOVE = 6  # blocks before the headline whose <time> may be the piece's
_CONTEXT = 30  # characters before a date that may say what it is
_LEVELS = 3  # elements whose names are asked what a date is
_MOST = 50  # dates of one kind that are compared with all others: an article has a few
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(?:19|20)\d\d(?!\d)")


def setting_of(page: Page, byline: Byline, zone: tzinfo | None, fetched: datetime | None) -> Setting:
    """What dates of the page lean on; ``zone`` and ``fetched`` as far as they are known."""
    language = (page.language_tag or page.first_meta("og:locale", "content-language") or "").lower().replace("_", "-")
    parts = urlsplit(page.url or "")
    country = (parts.hostname or "").rpartition(".")[2]
    if _mostly_chinese(page) and not language.startswith(("zh", "ja")):
        language = "zh"  # templates are copied, and their language with them
    year = next((int(found[1]) for found in _URL_YEAR.finditer(parts.path)), None)
    day_first = day_goes_first(language, country)
    if day_first is None and any("/" in line.glued and line.has_digits for line in byline.lines):
        day_first = _order_of_numbers(page)
    return Setting(zone or zone_at(language, country), fetched, year, day_first)


def _order_of_numbers(page: Page) -> bool | None:
    """Whether the day goes first in the other dates of the page, those with a number above twelve."""
    orders = {
        int(found[1]) > 12
        for block in page.blocks
        if "/" in block.text and len(block.text) < 100
        for found in _NUMBERS.finditer(block.text)
        if max(int(found[1]), int(found[2])) > 12
    }
    return orders.pop() if len(orders) == 1 else None


def _mostly_chinese(page: Page) -> bool:
    title = page.title[:200]
    return not title.isascii() and sum("\u4e00" <= letter <= "\u9fff" for letter in title) > 0.3 * len(title) > 0


def proposals_of(page: Page, byline: Byline, setting: Setting) -> Iterator[Proposal]:
    """The dates that the page says of itself, and its address."""
    yield from islice(_from_json_ld(page, setting), _MOST)
    yield from islice(_from_meta(page, setting), _MOST)
    yield from islice(_from_elements(page, byline, setting), _MOST)
    yield from islice(_from_lines(page, byline, setting), _MOST)
    yield from _from_url(page, setting)


def _say(raw: Any, setting: Setting) -> Reading | None:
    if not isinstance(raw, str | int | float) or isinstance(raw, bool):
        return None
    return read_date(raw, zone=setting.zone, day_first=setting.day_first)


def _from_json_ld(page: Page, setting: Setting) -> Iterator[Proposal]:
    seen: set[str] = set()
    for item in page.json_ld:
        kind = str(item.get("@type", ""))
        weight = 1.0 if _ARTICLE.search(kind) or not kind else 0.7 if kind == "WebPage" else 0.4
        for which, names in _LD_NAMES.items():
            for name in names:
                reading = _say(item.get(name), setting)
                if reading is None or name in seen:
                    continue
                if weight == 1.0:
                    seen.add(name)
                share = weight if name not in ("dateCreated", "uploadDate") else weight * 0.6
                yield Proposal(which, reading, "json-ld", f"{kind or 'object'}.{name}", str(item[name]), share)


def _from_meta(page: Page, setting: Setting) -> Iterator[Proposal]:
    for name, contents in page.meta.items():
        kind = _kind_of_meta(name)
        if kind and (reading := _say(contents[0], setting)):
            yield Proposal(kind, reading, "meta", name, contents[0], 0.6 if name in PLAIN else 0.9)


@lru_cache(maxsize=1024)
def _kind_of_meta(name: str) -> Kind | None:
    if not _META_DATE.search(name) or _META_OTHER.search(name):
        return None
    if _META_UPDATED.search(name):
        return "updated"
    return "published" if _META_PUBLISHED.match(name) else None


def _from_elements(page: Page, byline: Byline, setting: Setting) -> Iterator[Proposal]:
    """``<time>`` near the headline, and whatever says that it is the date."""
    blocks = page.blocks
    if not blocks:
        return
    top = byline.start if byline.headline is None else byline.headline
    low = blocks[min(len(blocks) - 1, max(0, top - _ABOVE))].start
    high = blocks[min(len(blocks) - 1, byline.start)].end
    for node in page.times:
        said = f"{node.get('itemprop')} {node.get('class')}".lower()
        inside = low <= node.index <= high
        marked = "datepublished" in said or node.get("pubdate") or "datemodified" in said
        if not inside and not marked:
            continue
        text = page.text_of(node)
        raw = node.get("datetime") or node.get("content") or text
        reading = _say(raw, setting) or _say(text, setting)
        if reading is None:
            continue
        before = _words_before(page, node)
        updated = "modified" in said or bool(_UPDATED_WORD.search(before) or _UPDATED_WORD.search(text[:20]))
        updated = updated or ("updated" in said.split() and "published" not in said) or _is_named_update(node)
        if _OTHER_DATE.search(before):
            continue
        above = byline.headline is not None and node.index < blocks[byline.headline].start
        weight = 0.45 if above else 0.7 if inside else 0.3
        yield Proposal("updated" if updated else "published", reading, "text", "<time>", raw, weight + 0.1 * bool(marked))


def _is_named_update(node: Node) -> bool:
    """Whether the names of an element, or of the next ones around it, say that it holds the date of the last change."""
    around = islice((node, *node.ancestors()), _LEVELS)
    names = " ".join(f"{each.get('class')} {each.get('id')} {each.get('itemprop')}" for each in around)
    return _UPDATED_NAME.search(names) is not None and _PUBLISHED_NAME.search(names) is None


def _words_before(page: Page, node: Node) -> str:
    """The last words in front of a node, as far as the same line goes."""
    words = ""
    for other in reversed(page.nodes[max(0, node.index - 8) : node.index]):
        words = f"{other.text} {words}"
        if len(words) > _CONTEXT:
            break
    return " ".join(words.split())[-_CONTEXT:]


def _from_lines(page: Page, byline: Byline, setting: Setting) -> Iterator[Proposal]:
    """Dates in the lines around the headline, and labelled ones behind the text."""
    first = True
    for line in byline.lines:
        if line.place == "body" or len(line.glued) > _LONGEST or not line.has_digits:
            continue
        if (line.place == "tail" and not _is_labelled(line.glued)) or "地点" in line.glued:
            continue  # under the text only a labelled date is the piece's; a time with a place is an event's
        text = line.text
        if len(text) == 13 and text.isdecimal() and (reading := _say(text, setting)):
            yield Proposal("published", reading, "text", line.place, text, 0.7)
            continue
        for found in find_dates(text, zone=setting.zone, now=setting.fetched, year=setting.year, day_first=setting.day_first):
            if line.block.links * 2 > len(text) and len(found.words) * 2 < len(text) and line.place != "head":
                continue
            before = text[max(0, found.start - _CONTEXT) : found.start]
            if _OTHER_DATE.search(before):
                continue
            updated = bool(_UPDATED_WORD.search(before)) or _is_named_update(line.block.node)
            labelled = updated or bool(_PUBLISHED_WORD.search(before))
            weight = {"head": 0.75, "above": 0.45, "tail": 0.1, "body": 0.0}[line.place]
            if labelled:
                weight += 0.2 if line.place != "tail" else 0.4
            elif line.place == "tail" or len(text) > 160:
                continue
            if not first and not labelled:
                weight -= 0.3
            first = False
            yield Proposal("updated" if updated else "published", found.reading, "text", line.place, found.words, weight)


def _is_labelled(text: str) -> bool:
    return len(text) <= _LONGEST_TAIL and _LABEL.search(text.lower()) is not None


def _from_url(page: Page, setting: Setting) -> Iterator[Proposal]:
    path = urlsplit(page.url or "").path
    if found := _URL_DAY.search(path):
        year, month, day = found[1], found[3] or found[5], found[4] or found[6]
        reading = _say(f"{year}-{month}-{day}", setting)
        if reading is not None:
            yield Proposal("published", reading, "url", "path", found[0], 0.6)


def proposals_of_scripts(source: str, setting: Setting) -> Iterator[Proposal]:
    """The dates in the page's scripts, for pages that say none themselves; ``source`` is the page's markup."""
    for name, raw in script_dates(source):
        if (reading := _say(raw, setting)) is not None:
            yield Proposal("published", reading, "text", f"script: {name}", raw, 0.4)
