"""The step that recognises; what is recognised as what is in test_recognition.py."""

from __future__ import annotations

import pytest

from pipelines.base import Quarantine
from pipelines.recognise import Recognise
from tests.records import record


def test_an_article_passes_under_its_identity(run, step):
    run.archive.index.articles.put(record())
    assert step(Recognise)(record(title="改过的标题", id="NW9")).id == record().id


def test_what_would_make_the_archived_one_worse_is_refused(run, step):
    run.archive.index.articles.put(record(body=f"<p>{'全部七条生产线运转正常。' * 20}</p>"))
    with pytest.raises(Quarantine, match="the archived one is kept") as refused:
        step(Recognise)(record(body="<p>全部七条生产线</p>"))
    assert refused.value.stage == "recognise"
