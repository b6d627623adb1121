"""An archive that lives on GitHub Actions: the printed workflow, run step by step on a bare repository."""

from __future__ import annotations

import pytest

from tests.schedule.rounds import Home

ROUNDS = (("plain", 4), ("plain", 0), ("overlap", 2), ("lost", 1), ("damaged", 2), ("plain", 0))
FEW = (("plain", 4), ("plain", 0), ("overlap", 5), ("lost", 0), ("plain", 0))
"""Of posts that carry their records: those that two runs make of one article differ."""


@pytest.mark.parametrize(("profile", "rounds"), [("finews", ROUNDS), ("jekyll", FEW)])
def test_nothing_is_lost_or_doubled_when_caches_are_lost_and_runs_overlap(tmp_path, on_path, profile, rounds):
    home = Home(tmp_path, on_path, profile, apart=0.5)
    try:
        for what, news in rounds:
            done = home.round(what, news)
            for each in done.outcomes:
                assert (each.failed, "left alone" in each.log, "held back" in each.log) == ([], False, False), each.log
        assert sorted(home.posts().values()) == sorted(story.title for story in home.stories)
        assert home.is_linear()
        assert home.complaints() == ""
        assert home.rounds[1].commits == 0
        summary = home.rounds[0].outcomes[0].summary
        assert summary.count("```") == 2
        assert all(words in summary for words in ("finews", "export site: at commit "))
    finally:
        home.close()
