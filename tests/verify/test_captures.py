"""Each kind of damage to captures is planted, and named."""

from __future__ import annotations

import fcntl
import shutil
import sqlite3

import pytest

from tests.conftest import story


@pytest.fixture
def captured(serve, make_archive):
    """Three articles, crawled and captured."""
    site = serve(story(1), story(2), story(3))
    archive = make_archive(site.url)
    assert archive.run("crawl", "finews").code == 0
    return archive


def the_file(archive):
    (file,) = (archive.folder / "state" / "warc").glob("*.warc.gz")
    return file


def rows(archive, statement):
    with sqlite3.connect(archive.folder / "state" / "index.sqlite3") as connection:
        found = connection.execute(statement).fetchall()
    connection.close()
    return found


def findings(archive, *options):
    result = archive.run("--json", "verify", *options)
    found = [(each["problem"], each["thing"], each["what"]) for each in result.events if each.get("store") == "captures"]
    assert result.code == (3 if found else 0), result.out + result.err
    return found


def test_what_was_crawled_verifies_clean(captured):
    assert findings(captured, "--captures") == []


def test_a_file_that_is_gone_is_missing(captured):
    file = the_file(captured)
    file.unlink()
    assert findings(captured) == [("missing", file.name, "the file is not there")]


def test_a_file_that_is_cut_off_is_altered(captured):
    file = the_file(captured)
    last = max(place + length for place, length in rows(captured, "SELECT offset, length FROM captures"))
    with file.open("r+b") as opened:
        opened.truncate(last - 1)
    ((kind, thing, what),) = findings(captured)
    assert (kind, thing) == ("altered", file.name)
    assert f"{last - 1} bytes of at least {last}" in what


def test_a_record_that_is_damaged_inside_is_unreadable_when_the_files_are_read(captured):
    file = the_file(captured)
    ((place, length),) = rows(captured, "SELECT offset, length FROM captures ORDER BY offset LIMIT 1")
    content = bytearray(file.read_bytes())
    content[place + length // 2] ^= 0xFF
    file.write_bytes(content)
    assert findings(captured) == []
    ((kind, thing, what),) = findings(captured, "--captures")
    assert (kind, thing) == ("unreadable", f"{file.name} at {place}")
    assert "damaged" in what


def test_captures_that_the_index_does_not_know_are_orphaned_and_their_articles_lack_them(captured):
    (gone,) = rows(captured, "SELECT record_id, offset FROM captures ORDER BY offset LIMIT 1")
    with sqlite3.connect(captured.folder / "state" / "index.sqlite3") as connection:
        connection.execute("DELETE FROM captures WHERE record_id = ?", (gone[0],))
    connection.close()
    missing, orphaned = findings(captured, "--captures")
    assert missing[0] == "missing"
    assert gone[0] in missing[2]
    assert orphaned[:2] == ("orphaned", f"{the_file(captured).name} at {gone[1]}")
    assert captured.run("rebuild", "--from", "captures").code == 0
    assert findings(captured, "--captures") == []


def test_a_file_that_is_being_written_is_not_held_against_anyone(captured):
    file = the_file(captured)
    shutil.copy(file, file.with_name("newsarchive-other.warc.gz.open"))
    with file.with_name("newsarchive-other.warc.gz.open").open("ab") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        opened.write(b"\x1f\x8b\x08half")
        opened.flush()
        assert findings(captured, "--captures") == []
