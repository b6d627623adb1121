"""What an article was read from is on the disk before the archived one is looked for, unless it is archived already."""

from __future__ import annotations

import asyncio

import pytest

from newsarchive.capture.writer import CaptureError
from pipelines.capture import Capture
from tests.capture.conftest import exchange
from tests.records import record


class Request:
    """What stands for a request."""


@pytest.fixture
def captured(run):
    """An article that was read from an exchange which is not written yet."""
    request = Request()
    run.captures.take(request, exchange())
    yield record(capture=run.captures.taken(request))
    run.captures.close()


def warcs(run):
    return list(run.archive.warc_folder.glob("*"))


def test_a_new_article_s_capture_is_written(step, run, captured):
    assert asyncio.run(step(Capture)(captured)) is captured
    assert run.archive.captures.read(captured.capture).url == exchange().url


@pytest.mark.parametrize("address", ["url", "links"])
def test_what_is_archived_already_waits(address, step, run, captured):
    known = record(url="http://old.example.org", links=(captured.url,)) if address == "links" else record()
    run.archive.index.articles.put(known)
    assert asyncio.run(step(Capture)(captured)) is captured
    assert warcs(run) == []


def test_an_article_without_a_capture_passes(step, run):
    article = record()
    assert asyncio.run(step(Capture)(article)) is article
    assert warcs(run) == []


def test_what_cannot_be_written_is_an_error(step, run, captured):
    run.archive.warc_folder.write_text("no folder", encoding="utf-8")
    with pytest.raises(CaptureError):
        asyncio.run(step(Capture)(captured))
