"""An old archive taken in: counted, resumed, and never to the worse."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from benchmarks.importing.generator import SHARE, generate, piece
from newsarchive.archive import Archive
from newsarchive.importing import intake as module
from newsarchive.importing.findings import Defect
from newsarchive.importing.intake import Intake
from newsarchive.run import Run
from newsarchive.store.articles import Outcome
from tests.conftest import CONFIG
from tests.records import record

POSTS = 120


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "newsarchive.yaml").write_text(CONFIG.format(url="http://127.0.0.1:9"), encoding="utf-8")
    with Archive(folder) as archive:
        yield archive


@pytest.fixture
def old(tmp_path):
    return tmp_path / "old"


def take_in(archive, *folders, moved=None, only_missing=False):
    with Run(archive, export=False) as run:
        intake = Intake(run, moved=moved, only_missing=only_missing)
        for folder in folders:
            intake.folder(folder)
    return run, intake


def write(folder, post, name=None, time=1_650_000_000):
    path = folder / "_posts" / f"{name or post.name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(post.data())
    os.utime(path, (time, time))


def stored(archive):
    return {each.article.id: each.article for each in archive.index.articles.changed_since(0, archive.index.articles.sequence())}


@pytest.mark.parametrize("sharded", [False, True])
def test_the_report_says_what_was_planted_as_often_as_it_was(sharded, archive, old):
    planted = generate(old, POSTS, sharded=sharded)
    run, intake = take_in(archive, old)
    assert intake.tally.repaired + intake.tally.reported == planted
    assert intake.tally.defects() == [each for each in Defect if each in planted]
    assert len(stored(archive)) + len(run.failures) == POSTS + planted[Defect.CONFLICT]
    assert {each.stage for each in archive.index.quarantine.entries()} == {"import"}
    assert all(each.material for each in archive.index.quarantine.entries())


def test_taken_in_again_nothing_changes(archive, old):
    generate(old, POSTS)
    _, first = take_in(archive, old)
    before, sequence = stored(archive), archive.index.articles.sequence()
    run, again = take_in(archive, old)
    assert stored(archive) == before
    assert archive.index.articles.sequence() == sequence
    assert set(run.report("finews").outcomes) == {Outcome.KNOWN}
    assert again.tally == first.tally


def test_what_was_broken_off_goes_on(archive, old, monkeypatch):
    generate(old, POSTS)
    monkeypatch.setattr(module, "BATCH", 20)
    put, left = archive.index.articles.put, iter(range(50))

    def breaks(article):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return put(article)

    monkeypatch.setattr(archive.index.articles, "put", breaks)
    with pytest.raises(KeyboardInterrupt):
        take_in(archive, old)
    kept = len(stored(archive))
    assert 20 <= kept <= 50
    monkeypatch.setattr(archive.index.articles, "put", put)
    run, intake = take_in(archive, old)
    assert run.report("finews").outcomes[Outcome.NEW] == len(stored(archive)) - kept
    assert intake.same


def test_an_article_that_was_archived_later_is_not_replaced(archive, old):
    article = record(1, id=piece(1).id, url=SHARE + piece(1).id, fetched=datetime(2026, 1, 1, tzinfo=UTC))
    archive.index.articles.put(article)
    write(old, piece(1))
    run, _ = take_in(archive, old)
    assert run.well
    assert stored(archive) == {article.id: article}


def test_a_worse_copy_is_refused_and_kept_in_quarantine(archive, old):
    article = record(1, id=piece(1).id, url=SHARE + piece(1).id, body="<p>澜州。</p>" * 2000)
    archive.index.articles.put(article.replace(fetched=datetime(2020, 1, 1, tzinfo=UTC)))
    write(old, piece(1))
    run, intake = take_in(archive, old)
    assert intake.tally.reported == {Defect.REFUSED: 1}
    assert [each.address for each in run.failures] == [str(old / "_posts" / f"{piece(1).name}.md")]
    assert stored(archive)[article.id].body == article.body


def test_copies_of_different_days_are_revisions_in_their_order(archive, old):
    post = piece(1)
    write(old, post, time=1_650_000_100)
    (old / "_posts" / f"{post.name}.md").write_text(post.text().replace("记录在案", "更正如下", 1), encoding="utf-8")
    os.utime(old / "_posts" / f"{post.name}.md", (1_650_000_100, 1_650_000_100))
    write(old, post, name=f"z/{post.name}", time=1_650_000_000)
    for _ in range(2):
        run, _ = take_in(archive, old)
        assert run.well
        article = stored(archive)[post.id]
        assert article.revision == 2
        assert "更正如下" in article.body


def test_the_same_article_under_another_id_minutes_later_stays_one_however_often_it_is_taken_in(archive, old):
    post = piece(1)
    later = replace(post, name=f"{post.name}9", link=f"{post.link}9", date="2022-04-01 09:00:00 +0800")
    write(old, post)
    write(old, later, time=1_650_000_100)
    for _ in range(2):
        run, intake = take_in(archive, old)
        assert run.well
        assert intake.tally.repaired == {Defect.TWIN: 1}
        article = stored(archive)[post.id]
        assert (article.revision, article.other_ids) == (1, (f"{post.id}9",))


def test_a_post_that_has_been_mended_leaves_the_quarantine(archive, old):
    path = old / "_posts" / f"{piece(1).name}.md"
    write(old, piece(1))
    path.write_text("nothing", encoding="utf-8")
    take_in(archive, old)
    (entry,) = archive.index.quarantine.entries()
    assert "nothing" in entry.material
    write(old, piece(1))
    assert take_in(archive, old)[0].well
    assert archive.index.quarantine.entries() == []


def test_records_come_as_lines_and_their_captures_stay_where_they_are(archive, tmp_path):
    newer = record(1, title="澜州第1号工厂恢复生产（更正）", revision=2)
    path = tmp_path / "all.jsonl"
    path.write_text(f"{record(1, capture='urn:uuid:1').to_json()}\n{newer.to_json()}\n", encoding="utf-8")
    for _ in range(2):
        with Run(archive, export=False) as run:
            Intake(run).lines(path)
        assert run.well
        assert stored(archive) == {newer.id: newer}


def test_addresses_that_differ_are_named_with_the_reason(archive, old):
    generate(old, POSTS)
    moved = []
    _, intake = take_in(archive, old, moved=moved.append)
    assert intake.moves.total() == len(moved)
    assert set(intake.moves) == {"the category differs", "the article has the address of its other id"}
    spaced = next(each for each in moved if "21caijingapp" in each.old)
    assert spaced.old.startswith("/21shijijingjibaodao/21caijingapp/2022/")
    assert spaced.new.startswith("/21shijijingjibaodao21caijingapp/2022/")
    assert intake.same > POSTS / 2


def test_only_what_is_missing_is_taken_where_that_is_asked(archive, old):
    here, missing = piece(1), piece(2)
    write(old, here)
    take_in(archive, old)
    write(old, replace(here, title=f"{here.title}之后续"), name=here.name, time=1_660_000_000)
    write(old, missing, time=1_660_000_000)
    take_in(archive, old, only_missing=True)
    assert {each.id: (each.title, each.revision) for each in stored(archive).values()} == {
        here.id: (here.title, 1),
        missing.id: (missing.title, 1),
    }
    take_in(archive, old)
    assert stored(archive)[here.id].revision == 2
