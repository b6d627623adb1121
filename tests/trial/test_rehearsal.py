"""An archive to try something on."""

from __future__ import annotations

from newsarchive.archive import Archive
from newsarchive.trial.rehearsal import rehearsal
from tests.records import record


def test_it_knows_what_the_archive_knows_and_keeps_nothing(tmp_path):
    (tmp_path / "newsarchive.yaml").write_text("timezone: UTC\n", encoding="utf-8")
    with rehearsal(tmp_path) as trial:
        assert trial.index.articles.sequence() == 0
    assert not (tmp_path / "state").exists()
    with Archive(tmp_path) as archive:
        archive.index.articles.put(record(1))
        with rehearsal(tmp_path) as trial:
            assert [each.article for each in trial.index.articles.changed_since(0, 1)] == [record(1)]
            trial.index.articles.put(record(2))
        assert archive.index.articles.sequence() == 1
