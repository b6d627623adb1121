"""How sources are, in a table and in lines."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.console import Console

from newsarchive.cli.health import as_object, conditions, states, table, told
from newsarchive.health.condition import Condition, Health, State, health
from newsarchive.health.overview import Overview

SINCE = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ILL = health(
    "finews",
    [
        Condition("finews", State.DEGRADED, SINCE, ("published: is read in 0 of 9 articles",), "http://a/1", "published"),
        Condition("finews", State.FAILING, SINCE, ("its list could not be had", "and so on")),
        Condition("finews", State.DEGRADED, SINCE, ("body: too short",), None, "body"),
    ],
)


def drawn(*some):
    console = Console(width=160, highlight=False, markup=False, record=True, quiet=False, file=None, force_terminal=False)
    with console.capture() as captured:
        console.print(table(some, UTC))
    return captured.get()


def test_the_worst_is_said_first_and_each_state_once():
    assert states(ILL) == "failing, degraded"
    assert states(None) == "–"
    assert states(health("finews", [])) == "well"


def test_each_fault_is_a_line_with_its_evidence_and_where_to_look():
    assert list(told(ILL, UTC)) == [
        "finews: failing since 2026-11-20 12:00 +0000: its list could not be had; and so on",
        "finews: degraded since 2026-11-20 12:00 +0000: published: is read in 0 of 9 articles",
        "  first: http://a/1",
        "finews: degraded since 2026-11-20 12:00 +0000: body: too short",
    ]
    assert list(told(health("finews", []), UTC)) == []


def test_programs_get_the_same():
    assert [each["state"] for each in conditions(ILL)] == ["failing", "degraded", "degraded"]
    assert conditions(ILL)[1] == {
        "state": "degraded",
        "since": "2026-11-20T12:00:00+00:00",
        "field": "published",
        "evidence": ["published: is read in 0 of 9 articles"],
        "article": "http://a/1",
    }
    found = as_object(Overview(source="finews", health=ILL, days=(2, 4, 9), missing={"authors": 1 / 3}))
    assert (found["state"], found["wrong"], found["a_day"], found["missing"]) == ("failing", True, 3.0, {"authors": 0.3333})


def test_the_table_has_a_row_a_source_and_takes_no_name_for_markup():
    odd = Overview(source="[bold]x", days=(0, 1, 2), articles=3, waiting=1, quarantined=2, missing={"authors": 0.25})
    text = drawn(Overview(source="finews", health=ILL), odd)
    assert "failing, degraded" in text
    line = next(line for line in text.splitlines() if "[bold]x" in line)
    assert " ".join(line.split()) == "[bold]x – 3 0.5 ▁▅█ never authors 25% 1 in the frontier, 2 in quarantine"


def test_without_a_condition_it_is_well():
    assert health("x", []) == Health("x", (Condition("x", State.WELL),))
