"""Lines of the log: one a record, whatever stands in it."""

from __future__ import annotations

import json
import logging
import re
import sys
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.logs.forms import Json, Text
from newsarchive.logs.masking import Mask

ZONE = ZoneInfo("Asia/Shanghai")


def record(words, error=None, **extra):
    made = logging.LogRecord("newsarchive.run", logging.INFO, "", 0, "%s", (words,), error)
    made.created, made.process = 1794000000.25, 1234
    made.__dict__.update(extra)
    return made


def test_people_read_when_what_kind_and_what_in_the_zone_of_the_archive():
    line = Text(Mask(), ZONE).format(record("new courier:1 头条", event="article", fields={"id": "1"}))
    assert line == "2026-11-07 05:20:00.250+0800 info 1234 article: new courier:1 头条"


def test_programs_read_the_same_as_fields():
    line = Json(Mask(["hunter2!"])).format(
        record("…", event="article", fields={"id": "1", "url": "http://a/?token=x", "ms": 7, "b": "hunter2!"})
    )
    assert json.loads(line) == {
        "time": "2026-11-06T21:20:00.250+00:00",
        "level": "info",
        "pid": 1234,
        "event": "article",
        "id": "1",
        "url": "http://a/?token=***",
        "ms": 7,
        "b": "***",
    }


def test_what_others_say_is_a_message():
    assert json.loads(Json(Mask()).format(record("old news")))["message"] == "old news"
    assert "newsarchive.run: old news" in Text(Mask(), ZONE).format(record("old news"))


@pytest.mark.parametrize("form", [Text(Mask(), ZONE), Json(Mask())], ids=["text", "json"])
@given(words=st.text())
def test_a_record_is_a_line_whatever_a_site_has_written(form, words):
    line = form.format(record(words, event="article", fields={"title": words}))
    assert len(line.splitlines()) == 1


def test_a_traceback_is_there_and_keeps_secrets_too():
    try:
        raise ValueError("it was hunter2!")
    except ValueError:
        failed = record("failed", sys.exc_info())
    text = Text(Mask(["hunter2!"]), ZONE).format(failed)
    assert re.search(r"failed\n  Traceback .*\n  ValueError: it was \*\*\*$", text, re.DOTALL)
    said = json.loads(Json(Mask(["hunter2!"])).format(failed))
    assert said["traceback"].endswith("ValueError: it was ***")
