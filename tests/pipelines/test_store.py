"""The article goes into the index, as what it is there, when what it was read from is on the disk; and the run is told."""

from __future__ import annotations

import asyncio

import pytest

from newsarchive.capture.writer import CaptureError
from newsarchive.store.articles import Outcome
from pipelines.base import Quarantine
from pipelines.store import Store
from tests.capture.conftest import exchange
from tests.records import record


@pytest.fixture
def captured(run):
    """An article that was read from an exchange which is not written yet."""
    request = type("Request", (), {})()
    run.captures.take(request, exchange())
    yield record(capture=run.captures.taken(request))
    run.captures.close()


def warcs(run):
    return list(run.archive.warc_folder.glob("*"))


def test_it_is_stored_and_counted_and_passed_on(step, run):
    article = record()
    stored = asyncio.run(step(Store)(article))
    assert stored == article.replace(digest=stored.digest)
    assert run.archive.index.articles.by_key(1).article == stored
    assert run.report("finews").outcomes == {Outcome.NEW: 1}


def test_it_is_counted_where_the_spider_books_it(step, run):
    asyncio.run(step(Store, booked_under="url")(record()))
    assert run.report("url").outcomes == {Outcome.NEW: 1}
    assert run.archive.index.runs.article_counts() == {"finews": 1}


def test_what_had_failed_before_has_been_overcome(step, run):
    run.failed("finews", record().url, "fetch", "no answer")
    asyncio.run(step(Store)(record()))
    assert run.archive.index.quarantine.entries() == []


def test_what_it_was_read_from_is_written_before_it_is_stored(step, run, captured, monkeypatch):
    put_new, there = run.archive.index.articles.put_new, []
    monkeypatch.setattr(run.archive.index.articles, "put_new", lambda new: there.extend(warcs(run)) or put_new(new))
    stored = asyncio.run(step(Store)(captured))
    assert there
    assert type(stored.capture) is str
    assert run.archive.captures.read(stored.capture).url == exchange().url
    assert run.archive.index.articles.by_key(1).article.capture == stored.capture


def test_what_several_were_read_from_is_written_with_one_wait_for_the_disk(step, run, monkeypatch):
    process, waits, write = step(Store), [], run.captures._writer.write
    monkeypatch.setattr(run.captures._writer, "write", lambda records: waits.append(1) or write(records))

    async def several():
        requests = [type("Request", (), {})() for _ in range(3)]
        for number, request in enumerate(requests):
            run.captures.take(request, exchange(number))
        pages = [record(number, capture=run.captures.taken(request)) for number, request in enumerate(requests)]
        return await asyncio.gather(*(process(each.replace(body=f"<p>{each.id}</p>")) for each in pages))

    assert len(asyncio.run(several())) == 3
    assert waits == [1]
    run.captures.close()


def test_what_could_not_be_captured_is_not_stored(step, run, captured):
    run.archive.warc_folder.write_text("no folder", encoding="utf-8")
    with pytest.raises(CaptureError):
        asyncio.run(step(Store)(captured))
    assert run.archive.index.articles.by_key(1) is None


@pytest.mark.parametrize("address", ["url", "links"])
def test_what_is_archived_already_is_not_captured_again(address, step, run, captured):
    known = captured.replace(capture=None)
    if address == "links":
        known = known.replace(url="http://old.example.org", links=(captured.url,))
    run.archive.index.articles.put(known)
    asyncio.run(step(Store)(captured))
    assert warcs(run) == []


def test_what_has_changed_is_captured_again(step, run, captured):
    run.archive.index.articles.put(captured.replace(capture=None, title="原来的标题"))
    stored = asyncio.run(step(Store)(captured))
    assert stored.revision == 2
    assert run.archive.captures.read(stored.capture).url == exchange().url


def test_an_article_without_a_capture_is_stored_without_one(step, run):
    assert asyncio.run(step(Store)(record())).capture is None
    assert warcs(run) == []


def test_an_article_is_stored_under_the_identity_that_it_has(step, run):
    run.archive.index.articles.put(record())
    assert asyncio.run(step(Store)(record(title="改过的标题", id="NW9"))).id == record().id


def test_what_would_make_the_archived_one_worse_is_refused(step, run):
    run.archive.index.articles.put(record(body=f"<p>{'全部七条生产线运转正常。' * 20}</p>"))
    with pytest.raises(Quarantine, match="the archived one is kept") as refused:
        asyncio.run(step(Store)(record(body="<p>全部七条生产线</p>")))
    assert refused.value.stage == "recognise"


def test_what_comes_in_together_is_stored_together(step, run, monkeypatch):
    process, transactions = step(Store), []
    write = run.archive.index._database.write
    monkeypatch.setattr(run.archive.index._database, "write", lambda: transactions.append(1) or write())

    async def several():
        return await asyncio.gather(*(process(record(number, body=f"<p>{number}</p>")) for number in range(5)))

    assert [each.id for each in asyncio.run(several())] == [record(number).id for number in range(5)]
    assert len(transactions) == 1
    assert run.report("finews").outcomes == {Outcome.NEW: 5}
