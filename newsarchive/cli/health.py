"""How sources are, as the commands say it: in a table, in lines, and as objects for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from newsarchive.cli.common import brief
from newsarchive.health.condition import Condition, Health, State
from newsarchive.health.overview import Overview, sparkline

STYLES = {
    State.FAILING: "bold red",
    State.SILENT: "bold red",
    State.DEGRADED: "yellow",
    State.SLOW: "yellow",
    State.RECOVERING: "cyan",
    State.WELL: "green",
}
"""State to colour, where the terminal has any."""


def moment(when: datetime, zone: tzinfo) -> str:
    """``2026-11-01 08:00 +0800``."""
    return f"{when.astimezone(zone):%Y-%m-%d %H:%M %z}"


def states(health: Health | None) -> str:
    """``failing, slow``; a dash for a source that is not crawled."""
    return ", ".join(dict.fromkeys(str(each.state) for each in health.conditions)) if health else "–"


def told(health: Health, zone: tzinfo) -> Iterator[str]:
    """What is to be said of a source that is not simply well: since when, how that is known, and where to look first."""
    for each in health.conditions:
        if each.state is State.WELL:
            continue
        since = f" since {moment(each.since, zone)}" if each.since else ""
        yield f"{health.source}: {each.state}{since}: {'; '.join(each.evidence)}"
        if each.article:
            yield f"  first: {each.article}"


def conditions(health: Health | None) -> list[dict[str, Any]]:
    """The same for programs."""
    return [_condition(each) for each in health.conditions] if health else []


def _condition(each: Condition) -> dict[str, Any]:
    return {
        "state": str(each.state),
        "since": each.since.isoformat() if each.since else None,
        "field": each.field,
        "evidence": list(each.evidence),
        "article": each.article,
    }


def as_object(each: Overview) -> dict[str, Any]:
    """A source in figures, for programs."""
    last, success = each.last, each.success
    return {
        "source": each.source,
        "state": str(each.health.state) if each.health else None,
        "wrong": each.is_wrong,
        "broken": each.broken,
        "conditions": conditions(each.health),
        "articles": each.articles,
        "a_day": None if each.a_day is None else round(each.a_day, 2),
        "days": list(each.days),
        "missing": {name: round(share, 4) for name, share in each.missing.items()},
        "quarantined": each.quarantined,
        "waiting": each.waiting,
        "newest": each.newest.isoformat() if each.newest else None,
        "last_crawl": last.finished.isoformat() if last else None,
        "last_success": success.finished.isoformat() if success else None,
    }


def table(sources: Iterable[Overview], zone: tzinfo) -> Table:
    """A line for each source."""
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("source", "state"):
        drawn.add_column(name, no_wrap=True)
    for name in ("articles", "a day"):
        drawn.add_column(name, justify="right", no_wrap=True)
    drawn.add_column("14 days", no_wrap=True)
    for name in ("last success", "missing", "besides"):
        drawn.add_column(name)
    for each in sources:
        drawn.add_row(*_row(each, zone), style="" if each.health else "dim")
    return drawn


def _row(each: Overview, zone: tzinfo) -> Sequence[Any]:
    style = STYLES.get(each.health.state, "") if each.health else STYLES[State.FAILING]
    state = Text("broken", style) if each.broken else Text(states(each.health), style if each.health else "")
    besides = [f"{each.waiting} in the frontier"] * bool(each.waiting)
    besides += [f"{each.quarantined} in quarantine"] * bool(each.quarantined)
    return (
        brief(each.source),
        state,
        f"{each.articles}",
        "" if each.a_day is None else f"{each.a_day:.1f}",
        sparkline(each.days),
        moment(each.success.finished, zone) if each.success else "never",
        ", ".join(f"{name} {share:.0%}" for name, share in each.missing.items()),
        ", ".join(besides),
    )
