"""Findings in words: one line each, with the way out."""

from __future__ import annotations

import pytest

from newsarchive.verify.finding import Finding, Kind


def test_a_finding_is_one_line_that_names_the_thing_and_the_way_out():
    finding = Finding(Kind.MISSING, "export site", "_posts/a.md", "it is\nnot there", "run `newsarchive export`")
    assert finding.in_words == "missing: export site: _posts/a.md: it is not there; run `newsarchive export`"


@pytest.mark.parametrize("kind", Kind)
def test_everything_is_damage_but_what_the_user_changed(kind):
    assert Finding(kind, "index", "a", "b", "c").damage == (kind is not Kind.OWN)
