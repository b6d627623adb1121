"""The health of an archive as Prometheus reads it: the text exposition format, version 0.0.4.

It may be scraped, or written into a file for the textfile collector of the node exporter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import newsarchive
from newsarchive.health.condition import State
from newsarchive.health.overview import Overview
from newsarchive.store.runs import Totals

Kind = Literal["gauge", "counter"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric with all its samples."""

    name: str
    kind: Kind
    help: str
    samples: list[tuple[Mapping[str, str], float]] = field(default_factory=list)

    def add(self, value: float | datetime | None, **labels: str) -> None:
        """Add a sample; what is not known is none, and a moment is its seconds since 1970."""
        if value is not None:
            self.samples.append((labels, value.timestamp() if isinstance(value, datetime) else value))


@dataclass(frozen=True, slots=True)
class ExportFigures:
    """How an export stands."""

    label: str
    behind: int
    """Changes that are not in it yet."""
    held_back: int
    """Articles that it cannot take."""


def exposition(sources: Iterable[Overview], exports: Iterable[ExportFigures], totals: Mapping[str, Totals]) -> str:
    """All metrics, each with what it means, as one text."""
    metrics = [*_of_archive(), *_of_sources(list(sources), totals), *_of_exports(list(exports))]
    return "".join(line for metric in metrics if metric.samples for line in _lines(metric))


def _of_archive() -> Iterator[Metric]:
    info = Metric("newsarchive_info", "gauge", "The version of the program.")
    info.add(1, version=newsarchive.__version__)
    yield info


def _of_sources(sources: list[Overview], totals: Mapping[str, Totals]) -> Iterator[Metric]:
    def gauge(name: str, text: str) -> Metric:
        return Metric(f"newsarchive_source_{name}", "gauge", text)

    state = gauge("state", "Whether a source is in this state; it may be in several.")
    articles = gauge("articles", "Articles in the archive.")
    today = gauge("articles_yesterday", "Articles that appeared on the last whole day, in the zone of the source.")
    crawl = gauge("last_crawl_timestamp_seconds", "When the last crawl ended.")
    success = gauge("last_success_timestamp_seconds", "When the last crawl ended in which nothing failed.")
    newest = gauge("newest_article_timestamp_seconds", "When the newest article was published.")
    waiting = gauge("frontier_targets", "What was found and is still to be asked for.")
    held = gauge("quarantined", "What could not be archived.")
    missing = gauge("field_missing_ratio", "Share of the articles of the last two weeks without a field.")
    answer = gauge("answer_seconds", "Seconds until answers began in the last crawl, the median.")
    for each in sources:
        name = each.source
        if each.health:
            there = {condition.state for condition in each.health.conditions}
            for one in State:
                state.add(one in there, source=name, state=one)
        articles.add(each.articles, source=name)
        today.add(each.days[-2] if each.days else None, source=name)
        crawl.add(each.last.finished if each.last else None, source=name)
        success.add(each.success.finished if each.success else None, source=name)
        newest.add(each.newest, source=name)
        waiting.add(each.waiting, source=name)
        held.add(each.quarantined, source=name)
        for what, share in each.missing.items():
            missing.add(share, source=name, field=what)
        if each.last:
            answer.add(each.last.list_time, source=name, of="lists")
            answer.add(each.last.article_time, source=name, of="articles")
    yield from (state, articles, today, crawl, success, newest, waiting, held, missing, answer)
    for name, text in (
        ("crawls", "Crawls that have ended."),
        ("requests", "Requests that they made."),
        ("new", "Articles that they found new."),
        ("revised", "Articles that they found changed."),
        ("failed", "Times that something could not be archived."),
    ):
        total = Metric(f"newsarchive_source_{name}_total", "counter", text)
        for source, numbers in totals.items():
            total.add(getattr(numbers, name), source=source)
        yield total


def _of_exports(exports: list[ExportFigures]) -> Iterator[Metric]:
    behind = Metric("newsarchive_export_behind", "gauge", "Changes in the archive that an export does not have yet.")
    held = Metric("newsarchive_export_held_back", "gauge", "Articles that an export cannot take.")
    for each in exports:
        behind.add(each.behind, export=each.label)
        held.add(each.held_back, export=each.label)
    yield from (behind, held)


def _lines(metric: Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {_escaped(metric.help)}\n"
    yield f"# TYPE {metric.name} {metric.kind}\n"
    for labels, value in metric.samples:
        named = ",".join(f'{name}="{_quoted(text)}"' for name, text in labels.items())
        yield f"{metric.name}{{{named}}} {value:.17g}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', '\\"')
