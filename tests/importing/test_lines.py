"""Records as lines of JSON."""

from __future__ import annotations

import gzip

from newsarchive.importing.findings import Defect
from newsarchive.importing.lines import records_in
from tests.records import record

CLASSES = {"finews": frozenset({"em_media"})}


def test_each_line_is_a_record_and_a_wrong_one_is_named(tmp_path):
    kept = record(2, body='<p class="em_media">来源</p><p>正文</p>')
    lines = [record(1).to_json(), "", "{}", kept.to_json(), record(3, title=None).to_json(), "澜州"]
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    posts = list(records_in(path, CLASSES))
    assert [each.path for each in posts] == [f"all.jsonl:{number}" for number in (1, 3, 4, 5, 6)]
    assert [each.article for each in posts] == [record(1), None, kept, None, None]
    assert posts[1].refused.startswith("id: Field required")
    assert posts[3].refused == "it has no title"
    assert posts[4].text == "澜州"
    assert {finding.defect for each in posts for finding in each.findings} == {Defect.RECORD}


def test_a_body_that_is_not_safe_is_made_so(tmp_path):
    path = tmp_path / "all.jsonl"
    path.write_text(record(1, body="<p>正文<script>x()</script></p>").to_json(), encoding="utf-8")
    (post,) = records_in(path, CLASSES)
    assert post.article.body == "<p>正文</p>"


def test_a_compressed_file_that_is_cut_gives_what_it_has_and_says_so(tmp_path):
    path = tmp_path / "all.jsonl.gz"
    path.write_bytes(gzip.compress("".join(record(number).to_json() + "\n" for number in range(500)).encode()))
    assert len([each for each in records_in(path, CLASSES) if each.article]) == 500
    path.write_bytes(path.read_bytes()[:-2000])
    *posts, last = records_in(path, CLASSES)
    assert 0 < len(posts) < 500
    assert "cannot be read any further" in last.refused
    assert last.path == f"all.jsonl.gz:{len(posts) + 1}"
