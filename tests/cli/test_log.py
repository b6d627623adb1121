"""`newsarchive log`: the revisions of an article."""

from __future__ import annotations

from newsarchive.archive import Archive
from tests.records import START, record


def test_the_newest_first_with_what_changed(make_archive):
    archive = make_archive("http://127.0.0.1:1")
    with Archive(archive.folder) as opened:
        for revision, changes in enumerate([{}, {"title": "更正"}, {"title": "更正", "withdrawn": START}], start=1):
            opened.index.articles.put(record(1, revision=revision, **changes))
    lines = archive.run("log", record(1).id).out.splitlines()
    assert [line.split(maxsplit=4)[4] for line in lines] == [
        "withdrawn: 更正",
        "title: 更正",
        "first seen: 澜州第1号工厂恢复生产",
    ]
    assert lines[0].split()[:3] == ["3", "2026-11-01", "08:00"]
    events = archive.run("--json", "log", record(1).id).events
    assert [(event["revision"], event["changed"]) for event in events] == [(3, ["withdrawn"]), (2, ["title"]), (1, [])]
