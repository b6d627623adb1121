"""Defects counted, with the first file as the example."""

from __future__ import annotations

from newsarchive.importing.findings import Defect, Example, Finding, Tally


def test_what_is_repaired_and_what_is_reported_are_counted_apart():
    tally = Tally()
    tally.add("a.md", [Finding(Defect.DATE, "the day is that of the id"), Finding(Defect.TITLE, "none", repaired=False)])
    tally.add("b.md", [Finding(Defect.DATE, "none", repaired=False)])
    assert (tally.repaired[Defect.DATE], tally.reported[Defect.DATE], tally.reported[Defect.TITLE]) == (1, 1, 1)
    assert tally.examples[Defect.DATE] == Example("a.md", "the day is that of the id")
    assert tally.defects() == [Defect.DATE, Defect.TITLE]
