"""The metrics are what Prometheus reads: its own parser says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from newsarchive.health.condition import Condition, Health, State
from newsarchive.health.overview import Overview
from newsarchive.health.prometheus import ExportFigures, exposition
from newsarchive.store.run_record import RunRecord
from newsarchive.store.runs import Totals

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
RUN = RunRecord("finews", NOW - timedelta(minutes=1), NOW, False, 0, 0, 0, 0, 1, list_time=0.25)
FINEWS = Overview(
    source="finews",
    health=Health("finews", (Condition("finews", State.SILENT), Condition("finews", State.DEGRADED, field="body"))),
    articles=7,
    days=(1, 2, 3),
    missing={"authors": 0.25},
    last=RUN,
    success=RUN,
    newest=NOW,
    waiting=4,
    quarantined=5,
)
ODD = 'a "b" \\ c\nd 新闻'


def samples(text):
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_every_figure_is_there():
    found = samples(exposition([FINEWS], [ExportFigures("site", 3, 2)], {"finews": Totals(9, 30, 7, 1, 2)}))
    source = ("source", "finews")
    assert {state: found["newsarchive_source_state", source, ("state", state)] for state in State} == {
        **dict.fromkeys(State, 0),
        State.SILENT: 1,
        State.DEGRADED: 1,
    }
    figures = {
        "articles": 7,
        "articles_yesterday": 2,
        "last_crawl_timestamp_seconds": NOW.timestamp(),
        "last_success_timestamp_seconds": NOW.timestamp(),
        "newest_article_timestamp_seconds": NOW.timestamp(),
        "frontier_targets": 4,
        "quarantined": 5,
        "crawls_total": 9,
        "requests_total": 30,
        "new_total": 7,
        "revised_total": 1,
        "failed_total": 2,
    }
    assert {name: found[f"newsarchive_source_{name}", source] for name in figures} == figures
    assert found["newsarchive_source_field_missing_ratio", ("field", "authors"), source] == 0.25
    assert found["newsarchive_source_answer_seconds", ("of", "lists"), source] == 0.25
    assert found["newsarchive_export_behind", ("export", "site")] == 3
    assert found["newsarchive_export_held_back", ("export", "site")] == 2


def test_what_is_not_known_is_left_out():
    found = samples(exposition([Overview(source="url", articles=1)], [], {}))
    assert {name for name, *_ in found} == {
        "newsarchive_info",
        "newsarchive_source_articles",
        "newsarchive_source_frontier_targets",
        "newsarchive_source_quarantined",
    }


@pytest.mark.parametrize("name", [ODD, "", "\\", '"'])
def test_a_name_comes_back_whatever_it_is_made_of(name):
    found = samples(exposition([Overview(source=name, articles=1)], [ExportFigures(name, 1, 0)], {name: Totals(1, 1, 1, 1, 1)}))
    assert found["newsarchive_source_articles", ("source", name)] == 1
    assert found["newsarchive_export_behind", ("export", name)] == 1
    assert found["newsarchive_source_crawls_total", ("source", name)] == 1


def test_each_metric_says_once_what_it_is():
    text = exposition([FINEWS, Overview(source="url")], [], {"finews": Totals(1, 1, 1, 1, 1), "url": Totals(1, 1, 1, 1, 1)})
    heads = [line.split()[:3] for line in text.splitlines() if line.startswith("#")]
    assert len({tuple(head) for head in heads}) == len(heads)
    assert text.endswith("\n")
    assert all(family.documentation for family in text_string_to_metric_families(text))
