"""Each kind of damage to the index is planted, and named."""

from __future__ import annotations

import sqlite3

import pytest

NW1 = "finews:NW202611010000000001"


def test_a_sound_index_is_found_to_be_so(kept):
    assert kept.verify() == []


@pytest.mark.parametrize(
    ("statement", "kind", "thing", "what"),
    [
        ("DELETE FROM revisions WHERE article = 1 AND revision = 1", "missing", NW1, "revision 1 is not there"),
        ("DELETE FROM revisions WHERE article = 1 AND revision = 2", "missing", NW1, "its current revision is not there"),
        (
            "UPDATE revisions SET record = substr(record, 1, 100) WHERE article = 1 AND revision = 1",
            "unreadable",
            f"{NW1} revision 1",
            "its record cannot be read",
        ),
        (
            "UPDATE revisions SET record = replace(record, '清晨', '夜里') WHERE article = 1 AND revision = 1",
            "altered",
            f"{NW1} revision 1",
            "its title or text is not what its digest was made of",
        ),
        (
            "UPDATE revisions SET digest = 'x' WHERE article = 1 AND revision = 1",
            "altered",
            f"{NW1} revision 1",
            "its record has another digest than the index",
        ),
        (
            "UPDATE revisions SET record = (SELECT record FROM revisions WHERE article = 2) WHERE article = 1 AND revision = 1",
            "altered",
            f"{NW1} revision 1",
            "its record is that of finews:NW202611010000000002 revision 1",
        ),
        ("UPDATE articles SET title = 'x' WHERE key = 1", "altered", NW1, "the index says another title than its record"),
        ("UPDATE counters SET value = 1", "altered", "the database", "exports would overlook changes"),
        (
            "DELETE FROM addresses WHERE address LIKE 'id:%1'",
            "missing",
            NW1,
            "it is not found under its address id:finews:NW2026",
        ),
        (
            "UPDATE addresses SET article = 77 WHERE address LIKE 'url:%3'",
            "unreadable",
            "the database",
            "of addresses refers to a row of articles that is not there",
        ),
    ],
)
def test_damage_is_named(statement, kind, thing, what, kept):
    kept.sql(statement)
    findings = [each for each in kept.verify() if each[1] == "index"]
    assert [each[:3] for each in findings] == [(kind, "index", thing)]
    assert what in findings[0][3]
    assert "backup" in findings[0][4]


def test_an_article_whose_later_revision_is_not_the_current_one(kept):
    kept.sql("UPDATE articles SET revision = 1 WHERE key = 1")
    whats = [each[3] for each in kept.verify() if each[1] == "index"]
    assert whats[0] == "its current revision is said to be 1, and there is a later one, 2"


def test_a_file_that_is_damaged_inside_is_named_and_the_rest_goes_on(kept):
    path = kept.folder / "state" / "index.sqlite3"
    with sqlite3.connect(path) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'articles_by_digest'").fetchone()[0]
    connection.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = bytes(size)
    path.write_bytes(content)
    findings = kept.verify()
    assert {each[:3] for each in findings} == {("unreadable", "index", "the database")}


def test_an_index_that_is_none_is_damage(kept):
    path = kept.folder / "state" / "index.sqlite3"
    path.write_bytes(b"no database at all" * 1000)
    result = kept.run("verify")
    assert result.code == 3
    assert "cannot be used as the index" in result.err
