"""History from nothing: every revision a commit's difference, the same names each time, and the tree of an ordinary export."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.archive import Archive
from newsarchive.export.command import GitError
from tests.export.repositories import git
from tests.records import START, record

NOW = datetime(2026, 11, 20, tzinfo=UTC)
DAY = timedelta(days=1)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)

RECORDED = [
    record(1, fetched=NOON),
    record(2, fetched=NOON + timedelta(hours=1), publisher="澜州晚报"),
    record(3, fetched=NOON + timedelta(hours=2), published=None),  # held back until its date is known
    record(1, fetched=NOON + timedelta(hours=3), title="澜州第1号工厂停产", revision=2),
    record(4, fetched=NOON + DAY, publisher="江海 财经报"),
    record(2, fetched=NOON + DAY, publisher="澜州日报", revision=2),  # its former medium is gone
    record(5, fetched=NOON),  # a clock that goes back
    record(1, fetched=NOON + 2 * DAY, title="澜州第1号工厂停产", published=START + 3 * DAY, revision=3),  # the post moves
    record(3, fetched=NOON + 3 * DAY, revision=2),
]


@pytest.fixture
def archive(make_archive):
    made = make_archive("http://127.0.0.1:1")
    with Archive(made.folder) as opened:
        for each in RECORDED:
            opened.index.articles.put(each)
    return made


def export(archive, now=NOW, *, since_epoch=False):
    with Archive(archive.folder) as opened:
        return opened.export(opened.exports()[0], now, since_epoch=since_epoch)


def start_over(archive):
    shutil.rmtree(archive.site)


def test_history_is_told_by_commits_of_their_moments(archive):
    result = export(archive, since_epoch=True)
    rows = [row.split("|") for row in git(archive.site, "log", "--reverse", "--format=%ad|%s", "--date=unix").splitlines()]
    moments = [datetime.fromtimestamp(int(seconds), UTC) - NOON for seconds, _ in rows]
    assert [subject for _, subject in rows] == [
        "Add 2 articles from finews",
        "Revise 1 article from finews",
        "Add 1 article and revise 1 article from finews",
        "Add 1 article from finews",
        "Revise 1 article from finews",
        "Revise 1 article from finews",
        "Update the site's pages",
    ]
    hours = [moment / timedelta(hours=1) for moment in moments]
    assert hours == [2, 3, 24, 24, 48, 72, 72]
    assert result.commit == git(archive.site, "rev-parse", "HEAD")
    assert archive.is_clean()


def test_a_revision_is_a_commit_whose_difference_is_the_change(archive):
    export(archive, since_epoch=True)
    change = git(archive.site, "log", "--reverse", "--format=", "--unified=0", "--patch", "-1", "HEAD~5")
    changed = [line for line in change.splitlines() if line.startswith(("+", "-")) and line[:3] not in ("+++", "---")]
    assert changed == ['-title: "澜州第1号工厂恢复生产"', '+title: "澜州第1号工厂停产"']
    moved = git(archive.site, "show", "--format=", "--name-status", "--find-renames=60", "HEAD~2").splitlines()
    assert [row[0] for row in moved] == ["R"]


def test_the_same_commits_each_time_and_the_tree_of_an_ordinary_export(archive):
    first = export(archive, since_epoch=True).commit
    assert export(archive).commit is None
    start_over(archive)
    export(archive)
    ordinary = git(archive.site, "rev-parse", "HEAD^{tree}")
    start_over(archive)
    assert export(archive, NOW + 40 * DAY, since_epoch=True).commit == first
    assert git(archive.site, "rev-parse", "HEAD^{tree}") == ordinary
    assert archive.is_clean()


def test_an_ordinary_export_goes_on_from_there(archive):
    export(archive, since_epoch=True)
    with Archive(archive.folder) as opened:
        opened.index.articles.put(record(6))
    export(archive)
    assert git(archive.site, "show", "--format=", "--name-only", "HEAD").count("_posts/") == 1
    assert archive.is_clean()


def test_a_bare_repository_has_the_same_history(archive):
    first = export(archive, since_epoch=True).commit
    start_over(archive)
    config = archive.folder / "newsarchive.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("profile: finews", "profile: finews, work_tree: false"), encoding="utf-8")
    assert export(archive, since_epoch=True).commit == first


def test_what_is_not_empty_is_left_as_it_is_with_the_way_out(archive):
    export(archive)
    head = git(archive.site, "rev-parse", "HEAD")
    result = archive.run("export", "--since-epoch")
    assert result.code != 0
    assert "is not empty, and a history can only be made from nothing: move it away" in result.err
    assert git(archive.site, "rev-parse", "HEAD") == head
    start_over(archive)
    git(archive.folder, "init", "--quiet", "site")
    (archive.site / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(GitError, match="is not empty"):
        export(archive, since_epoch=True)


def test_an_archive_without_articles_begins_with_its_site(make_archive):
    made = make_archive("http://127.0.0.1:1")
    assert export(made, since_epoch=True).commit
    assert git(made.site, "log", "--format=%s") == "Update the site's pages"


def test_what_the_generator_cannot_build_is_held_back_with_its_history(archive, monkeypatch):
    def wrong(_generator, _site, posts):
        return {path: "it breaks" for path in posts if record(1).id in path}

    monkeypatch.setattr("newsarchive.export.publish.refused_posts", wrong)
    with Archive(archive.folder) as opened:
        result = opened.export(opened.exports()[0], NOW, since_epoch=True, check="jekyll")
    assert result.held_back == {record(1).id: "it breaks"}
    assert record(1).id not in git(archive.site, "log", "--format=", "--name-only")
