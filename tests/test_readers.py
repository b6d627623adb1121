"""Processes that read pages: the same articles, and a page that ends its reader costs itself alone."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive import readers as module
from newsarchive.article import digest_of
from newsarchive.extract.found import JunkError, PageArticle
from newsarchive.grouping.signature import signature_of
from newsarchive.readers import ReaderError, Readers, readers_for
from newsarchive.reading import read

TEXT = "".join(f"<p>The council of the harbour met for the {number}th time and agreed upon the ferry.</p>" for number in range(9))


def page(number=0, *, body=None):
    html = f"<html><head><title>Report {number} on the harbour</title></head><body><article>{TEXT}</article></body></html>"
    url = f"https://news.example.org/{number}.html"
    fetched = datetime(2026, 11, 1, 8, tzinfo=UTC)
    return {"body": body or html.encode(), "url": url, "headers": {}, "fetched": fetched, "source": "courier"}


def run(readers, *pages):
    async def ask():
        try:
            return await asyncio.gather(*(readers.read(**each) for each in pages), return_exceptions=True)
        finally:
            readers.close()

    return asyncio.run(asyncio.wait_for(ask(), 50))


def test_another_process_reads_what_this_one_would():
    pages = [page(number) for number in range(12)]
    found = run(Readers(1, tuple, patience=0), *pages)
    assert [each.article for each in found] == [read(each, ()).article for each in pages]
    assert found[0].article.body.text == found[0].article.body.text.strip() != ""


def test_where_many_are_expected_the_processes_are_there_before_the_pages():
    readers = Readers(1, tuple, patience=8)

    async def ask():
        readers.expect(8)
        assert not readers._readers
        readers.expect(9)
        assert len(readers._readers) == 1
        try:
            return await readers.read(**page())
        finally:
            readers.close()

    found = asyncio.run(asyncio.wait_for(ask(), 50))
    assert found.article.url == page()["url"]
    assert len(readers.signatures) == 1  # it was read there


def test_what_copies_are_found_by_is_made_there_as_well(monkeypatch):
    monkeypatch.setattr(module, "_REMEMBERED", 3)
    readers = Readers(1, tuple, patience=0)
    found = run(readers, *map(page, range(5)))
    last = [digest_of(each.article.title, each.article.body.text) for each in found][2:]
    assert list(readers.signatures) == last
    assert readers.signatures[last[-1]] == signature_of(found[-1].article.title, found[-1].article.body.text)


def test_a_page_that_is_no_article_is_said_to_be_none():
    (here,), (there,) = (run(Readers(1, tuple, patience), page(body=b"<p>404 Not Found</p>")) for patience in (1, 0))
    assert isinstance(here, JunkError)
    assert isinstance(there, JunkError)
    assert (str(there), there.says_gone) == (str(here), here.says_gone)


def test_a_small_crawl_starts_no_process(monkeypatch):
    monkeypatch.setattr(module, "_Reader", None)
    assert len(run(Readers(1, tuple, patience=3), *map(page, range(3)))) == 3
    assert len(run(Readers(0, tuple, patience=0), page())) == 1


@pytest.mark.parametrize("fault", ["python", "words", "process"])
def test_where_no_process_can_be_started_the_crawl_reads_the_pages_itself(fault, monkeypatch, tmp_path, caplog):
    if fault != "process":
        broken = {"python": "import os; os._exit(9)\n", "words": "import pickle; pickle.dumps = lambda *_: b'no pickle'\n"}
        (tmp_path / "sitecustomize.py").write_text(broken[fault])
        monkeypatch.syspath_prepend(tmp_path)
    else:
        monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    found = run(Readers(2, tuple, patience=0), *map(page, range(12)))
    assert [each.article.url for each in found] == [page(number)["url"] for number in range(12)]
    (said,) = caplog.messages
    why = {"python": "it ended with the status 9", "words": "by the signal SIGKILL", "process": str(tmp_path / "nothing")}
    assert why[fault] in said


def started_for(pages, readers):
    """How many processes there are when so many pages have been asked for at once."""

    async def ask():
        asked = [asyncio.ensure_future(readers.read(**page(number))) for number in range(pages)]
        await asyncio.sleep(0)
        started = len(readers._readers)
        found = await asyncio.gather(*asked)
        readers.close()
        return started, [each.article.url for each in found]

    started, urls = asyncio.run(asyncio.wait_for(ask(), 50))
    assert urls == [page(number)["url"] for number in range(pages)]
    return started


def test_another_process_is_started_when_those_that_are_there_have_their_hands_full():
    assert started_for(module._IN_HAND, Readers(3, tuple, patience=0)) == 1
    assert started_for(module._IN_HAND + 1, Readers(3, tuple, patience=0)) == 2
    assert started_for(module._IN_HAND * 9, Readers(3, tuple, patience=0)) == 3


def test_where_no_other_can_be_started_the_one_that_is_there_reads_all(monkeypatch, caplog):
    starts = []

    def once(theirs, start=module._started):
        starts.append(theirs)
        if len(starts) > 1:
            raise OSError("Resource temporarily unavailable")
        return start(theirs)

    monkeypatch.setattr(module, "_started", once)
    assert started_for(module._IN_HAND * 9, Readers(3, tuple, patience=0)) == 1
    assert len(starts) == 2
    assert not caplog.messages


def test_closed_with_pages_in_hand_nothing_is_left(caplog):
    readers = Readers(2, tuple, patience=0)

    async def stop():
        asked = [asyncio.ensure_future(readers.read(**page(number))) for number in range(40)]
        await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        processes = [each._process for each in readers._readers]
        readers.close()
        done = await asyncio.gather(*asked, return_exceptions=True)
        return processes, [each for each in done if not isinstance(each, PageArticle)]

    processes, unread = asyncio.run(asyncio.wait_for(stop(), 50))
    assert [each.returncode for each in processes] == [-signal.SIGKILL] * 2
    assert unread
    assert {type(each) for each in unread} == {asyncio.CancelledError}
    assert readers._readers == []
    assert caplog.messages == []


def test_closed_when_the_loop_is_at_its_end_nothing_is_left(caplog):
    readers = Readers(1, tuple, patience=0)
    loop = asyncio.new_event_loop()
    loop.run_until_complete(asyncio.wait_for(readers.read(**page()), 50))
    (reader,) = readers._readers
    readers.close()
    loop.close()
    assert reader._process.returncode == -signal.SIGKILL
    assert reader._connection.fileno() == -1
    readers.close()
    assert caplog.messages == []


def test_a_reader_that_is_told_to_stop_reads_on():
    readers = Readers(1, tuple, patience=0)

    async def ask():
        await readers.read(**page())
        readers._readers[0]._process.terminate()
        try:
            return await readers.read(**page(1))
        finally:
            readers.close()

    assert asyncio.run(asyncio.wait_for(ask(), 50)).article.url == page(1)["url"]


def deadly(monkeypatch, tmp_path, deed):
    """Have the page 3 do something to the process that reads it."""
    (tmp_path / "sitecustomize.py").write_text(
        "import newsarchive.extract.page_article as module\n"
        "ordinary = module.read_page\n"
        "def read_page(body, *, url, **rest):\n"
        "    if url.endswith('/3.html'):\n"
        f"        {deed}\n"
        "    return ordinary(body, url=url, **rest)\n"
        "module.read_page = read_page\n"
    )
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        ("import os; os._exit(7)", "with the status 7"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "by the signal SIGSEGV"),
        ("import signal; signal.alarm(1); signal.pause()", "could not be read within"),
    ],
)
def test_a_page_that_ends_its_reader_costs_itself_alone(monkeypatch, tmp_path, deed, why):
    deadly(monkeypatch, tmp_path, deed)
    found = run(Readers(1, tuple, patience=0), *map(page, range(9)))
    assert isinstance(found[3], ReaderError)
    assert why in str(found[3])
    assert [number for number, each in enumerate(found) if isinstance(each, Exception)] == [3]


@pytest.mark.parametrize("most", [0, 1])
def test_a_suspect_page_is_never_read_by_the_crawl_itself(monkeypatch, tmp_path, most):
    deadly(monkeypatch, tmp_path, "import os; os._exit(7)")
    pages = [{**page(number), "suspect": number == 3} for number in range(5)]
    readers = Readers(most, tuple)
    found = run(readers, *pages)
    assert isinstance(found[3], ReaderError)
    assert [number for number, each in enumerate(found) if isinstance(each, Exception)] == [3]


def test_where_no_process_can_be_started_a_suspect_page_is_read_all_the_same(monkeypatch, tmp_path, caplog):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    found = run(Readers(0, tuple), *({**page(number), "suspect": True} for number in range(3)))
    assert [each.article.url for each in found] == [page(number)["url"] for number in range(3)]
    assert len(caplog.messages) == 1


def test_an_error_of_ours_is_raised_where_it_was_asked(monkeypatch, tmp_path):
    deadly(monkeypatch, tmp_path, "raise KeyError('harbour')")
    found = run(Readers(1, tuple, patience=0), *map(page, range(5)))
    assert isinstance(found[3], KeyError)
    assert "in read_page" in found[3].__notes__[0]
    assert not isinstance(found[4], Exception)


def test_an_error_that_a_pickle_loses_is_told_in_its_words(monkeypatch, tmp_path):
    deadly(monkeypatch, tmp_path, "raise type('HarbourError', (Exception,), {'__init__': lambda self, a, b: None})('quay', 4)")
    found = run(Readers(1, tuple, patience=0), *map(page, range(5)))
    assert isinstance(found[3], RuntimeError)
    assert "HarbourError" in str(found[3])
    assert not isinstance(found[4], Exception)


def test_readers_end_when_their_process_is_killed(tmp_path):
    script = (
        "import asyncio, os, sys; sys.path.insert(0, sys.argv[1]); from tests.test_readers import *\n"
        "async def main():\n"
        "    readers = Readers(1, tuple, patience=0); await readers.read(**page())\n"
        "    print(readers._readers[0]._process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(main())"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", script, str(root)], stdout=subprocess.PIPE, text=True, timeout=50, check=False)
    assert done.returncode == -signal.SIGKILL
    reader = Path("/proc", done.stdout.strip(), "cmdline")
    patience = time.monotonic() + 20
    while reader.exists() and b"reading_process" in reader.read_bytes() and time.monotonic() < patience:
        time.sleep(0.1)
    assert not (reader.exists() and b"reading_process" in reader.read_bytes())


@pytest.mark.parametrize(("processors", "processes"), [({0}, 0), ({0, 1}, 2), (set(range(8)), 2)])
def test_by_default_as_many_read_as_one_crawl_can_feed(processors, processes, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: processors)
    assert (readers_for(None), readers_for(0), readers_for(5)) == (processes, 0, 5)
