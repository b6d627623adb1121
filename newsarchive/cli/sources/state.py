"""How a source is in an archive: whether it is crawled, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsarchive import sources
from newsarchive.archive import Archive
from newsarchive.cli.common import Invocation
from newsarchive.cli.health import conditions
from newsarchive.health.condition import Health
from newsarchive.health.overview import usable
from newsarchive.health.told import health_of
from newsarchive.schedule.pace import Fixed
from newsarchive.sources import Source


@dataclass(frozen=True, slots=True)
class State:
    """One source, as the archive has it."""

    source: Source
    """The definition as it holds here."""
    file: Path
    """Where it is written."""
    enabled: bool
    """Whether `crawl` crawls it without its being named."""
    last_success: datetime | None
    """When a crawl of it last ended without failures."""
    articles: int
    newest: datetime | None
    """When the newest of them was published."""
    checked: datetime | None
    """When it was last checked."""
    health: Health | None
    """How it is; None where it is not crawled."""


def health_here(archive: Archive, names: Iterable[str]) -> dict[str, Health]:
    """How those of the sources are that the archive crawls, as `status` has it."""
    chosen = set(names)
    sources, _ = usable(archive)
    return health_of(archive.index, [source for source in sources if source.name in chosen], datetime.now(UTC))


def state_of(archive: Archive, name: str, health: Health | None) -> State:
    """How the source of that name is, of which :func:`health_here` says that.

    Raises:
        ConfigError: there is none.
    """
    index = archive.index
    well = index.runs.last(name, well=True)
    return State(
        source=archive.source(name),
        file=sources.file_of(name, archive.folder / "sources"),
        enabled=name in archive.source_names(),
        last_success=well.finished if well else None,
        articles=index.runs.article_counts().get(name, 0),
        newest=index.articles.newest().get(name),
        checked=max((each.checked for each in index.checks.of(name).values()), default=None),
        health=health,
    )


def emit_state(invocation: Invocation, state: State) -> None:
    """The state as an object for programs."""
    source = state.source
    moments = {"last_success": state.last_success, "newest": state.newest, "last_check": state.checked}
    invocation.emit(
        "source",
        source=source.name,
        title=source.title,
        spider=source.spider,
        file=str(state.file),
        lists=[source.list_url(each) for each in source.lists],
        every=source.every.period.total_seconds() if isinstance(source.every, Fixed) else None,
        pace=str(source.every),
        enabled=state.enabled,
        verified=str(source.verified),
        articles=state.articles,
        state=str(state.health.state) if state.health else None,
        conditions=conditions(state.health),
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
    )
