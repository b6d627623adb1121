"""When a piece was published and when it was last updated, each with the evidence and the precision it has.

Proposals that name the same day support each other; within the day that wins, the most exact proposal is taken.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from newsarchive.article import Evidence
from newsarchive.extract.dates.reading import Reading
from newsarchive.extract.extraction import Candidate
from newsarchive.extract.fields.byline import Byline
from newsarchive.extract.fields.date_proposals import (
    PLAIN,
    Proposal,
    Setting,
    proposals_of,
    proposals_of_scripts,
    setting_of,
)
from newsarchive.extract.fields.reading import Read
from newsarchive.extract.page import Page

_MINUTE_STEP = timedelta(minutes=15)
_FARTHEST = timedelta(hours=14)


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
    setting = setting_of(page, byline, zone, fetched)
    proposals = [p for p in proposals_of(page, byline, setting) if _plausible(p.reading, setting)]
    if not any(p.kind == "published" for p in proposals):
        proposals += [p for p in proposals_of_scripts(source, setting) if _plausible(p.reading, setting)][:1]
    published = _settle(_without_changes(proposals), setting)
    updated = _latest([p for p in proposals if p.kind == "updated"], published)
    return _read("published", published, proposals), _read("updated", updated, proposals)


def _plausible(reading: Reading, setting: Setting) -> bool:
    """Not ahead of the fetch, by more than the zones of the world can explain."""
    return setting.fetched is None or reading.moment <= setting.fetched + timedelta(days=1)


def _settle(proposals: list[Proposal], setting: Setting) -> Proposal | None:
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


def _without_changes(proposals: list[Proposal]) -> list[Proposal]:
    """Those for the publication; a plain ``date`` that is the second of the last change is that, if another is there."""
    changed = {
        p.reading.moment.replace(tzinfo=None) for p in proposals if p.kind == "updated" and p.reading.precision == "second"
    }
    published = [p for p in proposals if p.kind == "published"]
    others = [p for p in published if p.where not in PLAIN or p.reading.moment.replace(tzinfo=None) not in changed]
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


def _localised(chosen: Proposal, others: list[Proposal]) -> Proposal:
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


def _latest(proposals: list[Proposal], published: Proposal | None) -> Proposal | None:
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


def _read(field: str, chosen: Proposal | None, proposals: list[Proposal]) -> Read[Reading]:
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
