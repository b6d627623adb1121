"""`newsarchive diff`: what has changed, word by word."""

from __future__ import annotations

import pytest

from newsarchive.archive import Archive
from tests.records import record


@pytest.fixture
def archive(make_archive):
    archive = make_archive("http://127.0.0.1:1")
    with Archive(archive.folder) as opened:
        opened.index.articles.put(record(1, body="<p>三人受伤。</p><p>其余不变。</p>"))
        opened.index.articles.put(record(1, body="<p>五人受伤。</p><p>其余不变。</p>", authors=("张三",), revision=2))
        opened.index.articles.put(record(1, body="<p>五人受伤。</p><p>其余不变。</p>", authors=("李四",), revision=3))
    return archive


def test_the_last_change_by_default(archive):
    assert archive.run("diff", record(1).id).out == "authors: [-张三-]{+李四+}\n"


def test_between_any_two(archive):
    out = archive.run("diff", record(1).id, "--from", "1", "--to", "2").out
    assert out == "authors: {+张三+}\n\n[-三-]{+五+}人受伤。\n其余不变。\n"
    events = archive.run("--json", "diff", record(1).id, "--from", "1").events
    assert [(event["field"], event["from"], event["to"]) for event in events] == [("authors", 1, 3), ("body", 1, 3)]


def test_an_article_that_never_changed_has_no_difference(archive):
    with Archive(archive.folder) as opened:
        opened.index.articles.put(record(2))
    result = archive.run("diff", record(2).id)
    assert (result.code, result.out) == (0, f"{record(2).id} has had no other revision before this one.\n")


def test_a_revision_that_there_is_not_is_named(archive):
    result = archive.run("diff", record(1).id, "--from", "9")
    assert (result.code, "has no revision 9; it has 1 to 3" in result.err) == (2, True)
