"""`newsarchive show`: one article, under any of its names, in any of its revisions."""

from __future__ import annotations

import json

import pytest

from newsarchive.archive import Archive
from tests.records import record
from tests.test_copies import copy


@pytest.fixture
def archive(make_archive):
    archive = make_archive("http://127.0.0.1:1")
    with Archive(archive.folder) as opened:
        opened.index.articles.put(record(1, links=("http://mirror.example.org/1",)))
        opened.index.articles.put(record(1, title="更正：产量为三成", revision=2))
        opened.index.articles.put(record(2, id="same"))
        opened.index.articles.put(record(3, id="same", source="other", url="http://other.example.org/3"))
    return archive


@pytest.mark.parametrize(
    "name",
    [
        record(1).id,
        f"finews:{record(1).id}",
        record(1).url,
        "http://mirror.example.org/1",
        f"https://any.example.net/html_News/NewsShare.html?infoCode={record(1).id}",
    ],
)
def test_an_article_is_found_under_any_of_its_names(name, archive):
    result = archive.run("show", name)
    assert result.code == 0, result.err
    assert 'title: "更正：产量为三成"' in result.out


def test_in_the_revision_and_the_form_that_were_asked_for(archive):
    first = archive.run("show", record(1).id, "--revision", "1").out
    assert 'title: "澜州第1号工厂恢复生产"' in first
    assert archive.run("show", record(1).id, "--text").out == "澜州第1号工厂一日清晨恢复生产。\n"
    assert archive.run("show", record(1).id, "--html").out == "<p>澜州第1号工厂一日清晨恢复生产。</p>\n"
    assert json.loads(archive.run("--json", "show", record(1).id).out)["revision"] == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nothing",), "there is no article 'nothing': give an id, SOURCE:ID, or an address it is known under"),
        (("same",), "several articles are called 'same': say which of finews:same, other:same"),
        ((record(1).id, "--revision", "3"), f"{record(1).id} has no revision 3; it has 1 to 2"),
    ],
)
def test_what_is_not_there_is_named(arguments, message, archive):
    result = archive.run("show", *arguments)
    assert (result.code, message in result.err) == (2, True), result.err


def test_the_source_tells_namesakes_apart(archive):
    assert "other.example.org" in archive.run("show", "other:same").out


@pytest.fixture
def copied(make_archive):
    archive = make_archive("http://127.0.0.1:1")
    with Archive(archive.folder) as opened:
        opened.index.articles.put(copy(2))
        opened.index.articles.put(copy(1, publisher="新华社"))
        opened.index.articles.put(record(3))
        opened.group()
    return archive


def test_its_copies_are_named_the_first_one_first(copied):
    shown = copied.run("show", copy(2).id).out.splitlines()
    assert shown[-3:] == [
        "2 copies of one piece from 新华社:",
        f"- 2026-11-01 08:01  新华社  finews:{copy(1).id}  <{copy(1).url}>",
        f"* 2026-11-01 08:02  第2日报  finews:{copy(2).id}  <{copy(2).url}>",
    ]
    assert "piece" not in copied.run("show", record(3).id).out


def test_its_copies_are_there_for_programs(copied):
    said = json.loads(copied.run("--json", "show", copy(2).id).out)
    assert (said["origin"], said["first"]) == ("新华社", f"finews:{copy(1).id}")
    assert [each["publisher"] for each in said["copies"]] == ["新华社"]
    assert json.loads(copied.run("--json", "show", record(3).id).out)["copies"] == []
