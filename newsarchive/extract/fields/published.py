"""When a piece was published and when it was last updated, each with the evidence and the precision it has.

The head (JSON-LD, ``<meta>``), the ``<time>`` elements and lines around the headline, and the address propose dates.
Proposals that name the same day support each other; within the day that wins, the most exact proposal is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from itertools import islice
from typing import Any, Literal
from urllib.parse import urlsplit

from newsarchive.article import Evidence, How
from newsarchive.extract.dates.reading import Reading, find_dates, read_date
from newsarchive.extract.extraction import Candidate
from newsarchive.extract.fields.byline import Byline
from newsarchive.extract.fields.places import day_goes_first, zone_at
from newsarchive.extract.fields.reading import Read
from newsarchive.extract.fields.scripts import script_dates
from newsarchive.extract.page import Node, Page

Kind = Literal["published", "updated"]


@dataclass(slots=True)
class _Proposal:
    kind: Kind
    reading: Reading
    how: How
    where: str
    raw: str
    weight: float
    support: float = 0.0


@dataclass(frozen=True, slots=True)
class _Setting:
    """What dates of this page lean on."""

    zone: tzinfo | None
    fetched: datetime | None
    year: int | None
    """The year that the address names."""
    day_first: bool | None


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
_PLAIN = frozenset(("date", "dc.date"))
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
_MINUTE_STEP = timedelta(minutes=15)
_FARTHEST = timedelta(hours=14)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(?:19|20)\d\d(?!\d)")


def read_dates(
    page: Page, byline: Byline, *, zone: tzinfo | None = None, fetched: datetime | None = None, source: str = ""
) -> tuple[Read[Reading], Read[Reading]]:
    """When the piece was published, and when it was updated.

    Args:
        page: the page.
        byline: its lines around the headline.
        zone: the zone of the site's clock where it is known; otherwise language and country are asked, and then UTC.
        fetched: when the page was fetched; gives relative times their meaning and refuses dates that lie ahead.
        source: the page's markup; its scripts are searched where the page itself says nothing.
    """
    setting = _setting(page, byline, zone, fetched)
    proposals = [p for p in _proposals(page, byline, setting) if _plausible(p.reading, setting)]
    if not any(p.kind == "published" for p in proposals):
        proposals += [p for p in _from_scripts(source, setting) if _plausible(p.reading, setting)][:1]
    published = _settle(_without_changes(proposals), setting)
    updated = _latest([p for p in proposals if p.kind == "updated"], published)
    return _read("published", published, proposals), _read("updated", updated, proposals)


def _setting(page: Page, byline: Byline, zone: tzinfo | None, fetched: datetime | None) -> _Setting:
    language = (page.language_tag or page.first_meta("og:locale", "content-language") or "").lower().replace("_", "-")
    parts = urlsplit(page.url or "")
    country = (parts.hostname or "").rpartition(".")[2]
    if _mostly_chinese(page) and not language.startswith(("zh", "ja")):
        language = "zh"  # templates are copied, and their language with them
    year = next((int(found[1]) for found in _URL_YEAR.finditer(parts.path)), None)
    day_first = day_goes_first(language, country)
    if day_first is None and any("/" in line.glued and line.has_digits for line in byline.lines):
        day_first = _order_of_numbers(page)
    return _Setting(zone or zone_at(language, country), fetched, year, day_first)


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


def _proposals(page: Page, byline: Byline, setting: _Setting) -> Iterator[_Proposal]:
    yield from islice(_from_json_ld(page, setting), _MOST)
    yield from islice(_from_meta(page, setting), _MOST)
    yield from islice(_from_elements(page, byline, setting), _MOST)
    yield from islice(_from_lines(page, byline, setting), _MOST)
    yield from _from_url(page, setting)


def _say(raw: Any, setting: _Setting) -> Reading | None:
    if not isinstance(raw, str | int | float) or isinstance(raw, bool):
        return None
    return read_date(raw, zone=setting.zone, day_first=setting.day_first)


def _from_json_ld(page: Page, setting: _Setting) -> Iterator[_Proposal]:
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
                yield _Proposal(which, reading, "json-ld", f"{kind or 'object'}.{name}", str(item[name]), share)


def _from_meta(page: Page, setting: _Setting) -> Iterator[_Proposal]:
    for name, contents in page.meta.items():
        kind = _kind_of_meta(name)
        if kind and (reading := _say(contents[0], setting)):
            yield _Proposal(kind, reading, "meta", name, contents[0], 0.6 if name in _PLAIN else 0.9)


@lru_cache(maxsize=4096)
def _kind_of_meta(name: str) -> Kind | None:
    if not _META_DATE.search(name) or _META_OTHER.search(name):
        return None
    if _META_UPDATED.search(name):
        return "updated"
    return "published" if _META_PUBLISHED.match(name) else None


def _from_elements(page: Page, byline: Byline, setting: _Setting) -> Iterator[_Proposal]:
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
        yield _Proposal("updated" if updated else "published", reading, "text", "<time>", raw, weight + 0.1 * bool(marked))


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


def _from_lines(page: Page, byline: Byline, setting: _Setting) -> Iterator[_Proposal]:
    """Dates in the lines around the headline, and labelled ones behind the text."""
    first = True
    for line in byline.lines:
        if line.place == "body" or len(line.glued) > _LONGEST or not line.has_digits:
            continue
        if (line.place == "tail" and not _is_labelled(line.glued)) or "地点" in line.glued:
            continue  # under the text only a labelled date is the piece's; a time with a place is an event's
        text = line.text
        if len(text) == 13 and text.isdecimal() and (reading := _say(text, setting)):
            yield _Proposal("published", reading, "text", line.place, text, 0.7)
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
            yield _Proposal("updated" if updated else "published", found.reading, "text", line.place, found.words, weight)


def _is_labelled(text: str) -> bool:
    return len(text) <= _LONGEST_TAIL and _LABEL.search(text.lower()) is not None


def _from_url(page: Page, setting: _Setting) -> Iterator[_Proposal]:
    path = urlsplit(page.url or "").path
    if found := _URL_DAY.search(path):
        year, month, day = found[1], found[3] or found[5], found[4] or found[6]
        reading = _say(f"{year}-{month}-{day}", setting)
        if reading is not None:
            yield _Proposal("published", reading, "url", "path", found[0], 0.6)


def _from_scripts(source: str, setting: _Setting) -> Iterator[_Proposal]:
    for name, raw in script_dates(source):
        if (reading := _say(raw, setting)) is not None:
            yield _Proposal("published", reading, "text", f"script: {name}", raw, 0.4)


def _plausible(reading: Reading, setting: _Setting) -> bool:
    """Not ahead of the fetch, by more than the zones of the world can explain."""
    return setting.fetched is None or reading.moment <= setting.fetched + timedelta(days=1)


def _settle(proposals: list[_Proposal], setting: _Setting) -> _Proposal | None:
    """The day with the most support, and in it the proposal that knows most."""
    if not proposals:
        return None
    for proposal in proposals:
        by_source: dict[str, float] = {}
        for other in proposals:
            if _same_day(proposal.reading, other.reading):
                by_source[other.how] = max(by_source.get(other.how, 0.0), other.weight)
        proposal.support = sum(by_source.values())
    # Of two that are believed alike the earlier: a piece is published once, and touched again later.
    best = max(proposals, key=lambda p: (p.support, p.weight, -p.reading.moment.timestamp()))
    day = [p for p in proposals if _same_day(best.reading, p.reading) and p.weight >= 0.3]
    exact = [p for p in day if p.reading.precision != "day"] or [best]
    return _localised(max(exact, key=lambda p: p.weight), exact)


def _without_changes(proposals: list[_Proposal]) -> list[_Proposal]:
    """Those for the publication; a plain ``date`` that is the second of the last change is that, if another is there."""
    changed = {
        p.reading.moment.replace(tzinfo=None) for p in proposals if p.kind == "updated" and p.reading.precision == "second"
    }
    published = [p for p in proposals if p.kind == "published"]
    others = [p for p in published if p.where not in _PLAIN or p.reading.moment.replace(tzinfo=None) not in changed]
    return others or published


def _same_day(one: Reading, other: Reading) -> bool:
    if one.moment.date() == other.moment.date():
        return True
    if one.precision == "day" or other.precision == "day":
        # A day is a day in its own zone; a moment in another zone may fall on its neighbour.
        day, moment = (one, other) if one.precision == "day" else (other, one)
        return (
            moment.precision != "day"
            and not moment.zone_assumed
            and moment.moment.astimezone(day.moment.tzinfo).date() == day.moment.date()
        )
    return abs(one.moment - other.moment) < timedelta(minutes=1)


def _localised(chosen: _Proposal, others: list[_Proposal]) -> _Proposal:
    """Where a stamp in UTC and the clock on the page tell the same minute, the difference is the page's zone."""
    moment = chosen.reading.moment
    if chosen.reading.zone_assumed or moment.utcoffset():
        return chosen
    for other in others:
        if other.how != "text" or not other.reading.zone_assumed:
            continue
        wall = other.reading.moment.replace(tzinfo=UTC)
        offset = wall - moment.replace(second=0)
        offset = timedelta(minutes=round(offset.total_seconds() / 60))
        if abs(offset) > _FARTHEST or offset % _MINUTE_STEP:
            continue
        if not offset and other.reading.moment.utcoffset():
            # The same digits on a site whose clock does not hang in Greenwich: the Z is a slip.
            reading = replace(chosen.reading, moment=moment.replace(tzinfo=other.reading.moment.tzinfo), zone_assumed=True)
        else:
            reading = replace(chosen.reading, moment=moment.astimezone(timezone(offset)))
        return replace(chosen, reading=reading)
    return chosen


def _latest(proposals: list[_Proposal], published: _Proposal | None) -> _Proposal | None:
    """The strongest update, unless it is the publication itself or lies before it."""
    if not proposals:
        return None
    best = max(proposals, key=lambda p: (p.weight, p.reading.moment))
    if published is not None:
        same: bool = best.reading.precision == "day" or published.reading.precision == "day"
        if best.reading.moment <= published.reading.moment or (
            same and best.reading.moment.date() == published.reading.moment.date()
        ):
            return None
        if not best.reading.moment.utcoffset() and best.reading.precision != "day":
            moment = best.reading.moment.astimezone(published.reading.moment.tzinfo)
            return replace(best, reading=replace(best.reading, moment=moment))
    return best


def _read(field: str, chosen: _Proposal | None, proposals: list[_Proposal]) -> Read[Reading]:
    candidates = tuple(
        Candidate(
            field,
            f"{p.reading.moment.isoformat()} ({p.reading.precision})",
            round(p.support or p.weight, 2),
            f"{p.where}: {p.raw[:80]}",
            chosen is not None and p.where == chosen.where and p.raw == chosen.raw,
        )
        for p in proposals
        if p.kind == field
    )
    if chosen is None:
        return Read(candidates=candidates)
    note = f"zone assumed: {chosen.reading.moment.tzinfo}" if chosen.reading.zone_assumed else None
    return Read(
        value=chosen.reading,
        evidence=Evidence(how=chosen.how, where=chosen.where, raw=chosen.raw, note=note),
        confidence=min(1.0, 0.3 + 0.35 * (chosen.support or chosen.weight)),
        candidates=candidates,
    )
