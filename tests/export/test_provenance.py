"""The record in front of a post: what an index can be made from again."""

from __future__ import annotations

from datetime import timedelta

from newsarchive.article import Evidence, Image
from newsarchive.export.front_matter import mapping, read
from newsarchive.export.provenance import last_change, provenance
from tests.nasty import TITLES
from tests.records import SHANGHAI, START, record


def test_every_text_of_the_record_reads_back_from_front_matter():
    for text in TITLES:
        seen = {"published": Evidence("meta", text, text, text)}
        article = record(links=(text,), section=text, images=(Image(text, text),), evidence=seen)
        data, _ = read(f"---\n{mapping({'newsarchive': provenance(article, SHANGHAI)})}\n---\n")
        found = data["newsarchive"]
        assert (found["links"], found["section"], found["images"]) == ([text], text, [{"url": text, "caption": text}])
        assert found["evidence"] == {"published": {"how": "meta", "where": text, "raw": text, "note": text}}
        assert (found["id"], found["digest"], found["published"]) == (article.id, article.digest, "2026-11-01T08:01:00+08:00")


def test_revisions_are_listed():
    history = [record(), record(revision=2)]
    assert [each["revision"] for each in provenance(history[1], SHANGHAI, history)["revisions"]] == [1, 2]


def test_only_what_was_changed_has_a_last_change():
    assert last_change(record()) is None
    assert last_change(record(revision=2)) == record().fetched
    assert last_change(record(revision=2, updated=START + timedelta(hours=1))) == START + timedelta(hours=1)
