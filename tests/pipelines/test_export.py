"""Every spider takes part in the run; when the last one ends, all of it is one commit."""

from __future__ import annotations

import asyncio

from pipelines.export import Export
from pipelines.store import Store
from tests.records import record


def test_the_last_spider_to_end_exports(run, step):
    first, second = Export(run, "finews"), Export(run, "other")
    first.open_spider()
    second.open_spider()
    asyncio.run(step(Store)(record(1)))
    first.close_spider()
    assert run.published == []
    asyncio.run(step(Store)(record(2)))
    second.close_spider()
    (result,) = run.published
    assert result.commit
    assert len(list((run.archive.folder / "site" / "_posts").rglob("*.md"))) == 2


def test_an_article_passes_as_it_is(step):
    article = record()
    assert step(Export)(article) is article
