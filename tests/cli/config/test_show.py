"""`newsarchive config show`: every setting as it holds."""

from __future__ import annotations

import yaml

from tests.cli.config.conftest import write


def test_what_holds_is_shown_and_can_be_used_as_it_is(archive):
    shown = archive.run("config", "show")
    assert "timezone: Asia/Shanghai" in shown.out
    assert "# newsarchive.yaml:1" in shown.out
    again = yaml.safe_load(shown.out)
    write(archive, shown.out)
    assert archive.run("config", "check").code == 0
    assert yaml.safe_load(archive.run("config", "show").out) == again
    assert archive.run("status").code == 0


def test_a_source_is_shown_as_it_is_crawled_here(archive):
    shown = archive.run("config", "show", "finews").out
    assert yaml.safe_load(shown)["hosts"]["share"] == "http://127.0.0.1:1"
    assert "# newsarchive.yaml:3\n" in shown
    assert "# data/sources/finews.yaml:" in shown
    events = archive.run("--json", "config", "show", "finews").events
    assert {"event": "setting", "key": "every", "value": "5m", "origin": "data/sources/finews.yaml:9"}.keys() == events[0].keys()
    unknown = archive.run("config", "show", "finew")
    assert (unknown.code, "did you mean 'finews'?" in unknown.err) == (2, True)
