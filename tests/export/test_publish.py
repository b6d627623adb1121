"""Exporting: what changed and nothing else, one commit, and nothing of the user's touched."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest

from newsarchive.archive import Archive
from newsarchive.export import publish as publish_module
from newsarchive.export import worktree
from newsarchive.export.command import GitError
from newsarchive.export.commit import Commit
from newsarchive.export.git import Repository
from tests.records import START, record

NOW = datetime(2026, 11, 2, tzinfo=UTC)


class Exported:
    """An archive with one export, used without any crawl."""

    def __init__(self, test_archive):
        self.folder = test_archive.folder
        self.git = test_archive.git
        self.is_clean = test_archive.is_clean
        self.commits = test_archive.commits
        self.site = test_archive.site

    def put(self, *articles):
        with Archive(self.folder) as archive:
            for article in articles:
                archive.index.articles.put(article)

    def export(self):
        with Archive(self.folder) as archive:
            return archive.export(archive.exports()[0], NOW)

    def configure(self, old, new):
        path = self.folder / "newsarchive.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def post(self, number):
        return self.site / "_posts" / "2026" / "11" / f"2026-11-01-NW20261101{number:010}.md"


@pytest.fixture
def exported(make_archive):
    return Exported(make_archive("http://127.0.0.1:1"))


def test_a_run_is_one_commit_and_the_next_is_none(exported):
    exported.put(record(1), record(2))
    first = exported.export()
    assert first.commit == exported.git("rev-parse", "HEAD").strip()
    assert exported.git("log", "-1", "--format=%s").strip() == "Add 2 articles from finews"
    assert "澜州日报: 2" in exported.git("log", "-1", "--format=%b")
    assert exported.is_clean()
    assert exported.export().commit is None
    exported.put(record(3))
    exported.export()
    assert exported.git("show", "--format=", "--name-status", "HEAD").split() == [
        "A",
        "_posts/2026/11/2026-11-01-NW202611010000000003.md",
    ]
    assert exported.commits() == 2
    assert exported.is_clean()


def test_an_archive_begins_with_its_site_and_the_first_articles_are_added_to_it(exported):
    exported.export()
    assert exported.git("log", "-1", "--format=%s").strip() == "Update the site's pages"
    exported.put(record(1))
    exported.export()
    assert exported.git("log", "-1", "--format=%s").strip() == "Add 1 article from finews"
    assert exported.git("show", "--format=", "--name-only", "HEAD").split() == [
        "_posts/2026/11/2026-11-01-NW202611010000000001.md",
        "category/lanzhouribao.html",
    ]


def test_a_revision_is_a_commit_whose_diff_is_the_change(exported):
    exported.put(record(1))
    exported.export()
    exported.put(record(1, title="澜州第1号工厂再度停产", revision=2))
    exported.export()
    diff = exported.git("show", "--format=%s", "--unified=0", "HEAD")
    assert diff.startswith("Revise 1 article from finews")
    changed = [line for line in diff.splitlines() if line.startswith(("+", "-")) and line[:3] not in ("+++", "---")]
    assert changed == ['-title: "澜州第1号工厂恢复生产"', '+title: "澜州第1号工厂再度停产"']


def test_a_post_whose_date_is_corrected_moves(exported):
    exported.put(record(1))
    exported.export()
    old = exported.post(1)
    assert old.exists()
    exported.put(record(1, published=START.replace(day=3), revision=2))
    result = exported.export()
    assert result.removed == 1
    assert not old.exists()
    assert (old.parent / "2026-11-03-NW202611010000000001.md").exists()
    assert exported.is_clean()


def test_the_same_index_gives_the_same_tree_whatever_came_when(exported):
    exported.put(record(1), record(2, publisher="澜州晚报"))
    exported.export()
    exported.put(record(3, publisher="江海 财经报"), record(1, title="改过的标题", revision=2))
    exported.export()
    step_by_step = exported.git("rev-parse", "HEAD^{tree}")
    shutil.rmtree(exported.site)
    exported.export()
    assert exported.git("rev-parse", "HEAD^{tree}") == step_by_step
    assert exported.commits() == 1


def test_another_form_rewrites_everything_and_leaves_nothing_behind(exported):
    exported.put(record(1), record(2))
    exported.export()
    exported.configure("to: site", "to: site, layout: flat")
    result = exported.export()
    assert result.removed == 2
    assert sorted(path.name for path in (exported.site / "_posts").iterdir()) == [
        "2026-11-01-NW202611010000000001.md",
        "2026-11-01-NW202611010000000002.md",
    ]
    assert exported.git("log", "-1", "--format=%s").strip() == "Rewrite 2 articles in a new form"
    assert exported.is_clean()


@pytest.mark.parametrize("layouts", [("sharded", "day"), ("day", "sharded")])
def test_posts_move_into_folders_of_days_and_back_in_one_commit_that_renames_them(exported, layouts):
    exported.configure("to: site", f"to: site, layout: {layouts[0]}")
    exported.put(record(1), record(2))
    exported.export()
    mine = next((exported.site / "_posts").rglob("*0002.md"))
    mine.write_text("my own", encoding="utf-8")
    exported.git("commit", "--quiet", "--all", "--message", "Mine")
    exported.configure(f"layout: {layouts[0]}", f"layout: {layouts[1]}")
    result = exported.export()
    assert (result.removed, result.written, list(result.kept)) == (1, 2, [mine.relative_to(exported.site).as_posix()])
    place = {"sharded": "_posts/2026/11", "day": "_posts/2026/11/01"}
    name = "2026-11-01-NW202611010000000001.md"
    said = exported.git("show", "--format=", "--name-status", "--find-renames", "HEAD").splitlines()
    assert f"R100\t{place[layouts[0]]}/{name}\t{place[layouts[1]]}/{name}" in said
    assert mine.read_text(encoding="utf-8") == "my own"
    assert exported.is_clean()
    assert exported.export().commit is None


def test_two_media_of_one_pinyin_share_a_page_that_names_both(exported):
    exported.put(record(1, publisher="诗刊"), record(2, publisher="时刊"))
    exported.export()
    page = exported.site / "category" / "shikan.html"
    assert "title: 时刊新闻、诗刊新闻\n" in page.read_text(encoding="utf-8")


def test_articles_of_two_sources_with_one_id_have_two_posts(exported):
    exported.put(record(1), record(1, source="other", url="http://other.example.org/1", title="另一篇"))
    exported.export()
    assert exported.post(1).exists()
    assert exported.post(1).with_name("2026-11-01-NW202611010000000001-other.md").exists()


def test_what_lacks_a_date_is_held_back_and_goes_out_when_it_has_one(exported):
    exported.put(record(1), record(2, published=None, published_precision=None))
    result = exported.export()
    assert result.written > 0
    assert list(result.held_back.values()) == ["it has no date of publication, and posts are named by date"]
    assert exported.export().held_back == result.held_back
    exported.put(record(2, revision=2))
    assert exported.export().held_back == {}
    assert exported.post(2).exists()


# --- what is the user's -----------------------------------------------------------------------------------------------


def test_an_edit_that_is_not_committed_is_neither_overwritten_nor_committed(exported):
    exported.put(record(1), record(2))
    exported.export()
    exported.post(1).write_text("mine", encoding="utf-8")
    (exported.site / "notes.txt").write_text("mine too", encoding="utf-8")
    exported.put(record(1, title="改过的标题", revision=2), record(2, title="也改过", revision=2))
    result = exported.export()
    assert list(result.kept) == ["_posts/2026/11/2026-11-01-NW202611010000000001.md"]
    assert exported.post(1).read_text(encoding="utf-8") == "mine"
    assert "也改过" in exported.post(2).read_text(encoding="utf-8")
    assert exported.git("show", "--format=", "--name-only", "HEAD").split() == [
        "_posts/2026/11/2026-11-01-NW202611010000000002.md"
    ]
    assert exported.git("status", "--porcelain").split("\n")[:2] == [
        " M _posts/2026/11/2026-11-01-NW202611010000000001.md",
        "?? notes.txt",
    ]
    exported.git("checkout", "--", str(exported.post(1)))
    exported.export()
    assert "改过的标题" in exported.post(1).read_text(encoding="utf-8")


def test_what_is_staged_stays_staged_and_is_not_committed(exported):
    exported.put(record(1))
    exported.export()
    (exported.site / "about.md").write_text("about", encoding="utf-8")
    exported.git("add", "about.md")
    exported.put(record(2))
    exported.export()
    assert "about.md" not in exported.git("ls-tree", "-r", "--name-only", "HEAD")
    assert exported.git("status", "--porcelain") == "A  about.md\n"


def test_an_edit_that_is_committed_stays(exported):
    exported.put(record(1))
    exported.export()
    exported.post(1).write_text("mine", encoding="utf-8")
    exported.git("commit", "--quiet", "--all", "--message", "mine")
    exported.put(record(1, title="改过的标题", revision=2))
    result = exported.export()
    assert result.commit is None
    assert "you changed this file" in next(iter(result.kept.values()))
    assert exported.git("show", f"HEAD:{exported.post(1).relative_to(exported.site)}") == "mine"


def test_a_removed_post_is_not_brought_back(exported):
    exported.put(record(1), record(2))
    exported.export()
    exported.git("rm", "--quiet", str(exported.post(1)))
    exported.git("commit", "--quiet", "--message", "remove")
    exported.put(record(1, title="改过的标题", revision=2))
    assert exported.export().kept == {"_posts/2026/11/2026-11-01-NW202611010000000001.md": "you removed this file"}
    assert not exported.post(1).exists()


def test_a_branch_set_back_is_brought_up_to_date(exported):
    exported.put(record(1))
    exported.export()
    exported.put(record(2))
    exported.export()
    exported.git("reset", "--quiet", "--hard", "HEAD~1")
    assert not exported.post(2).exists()
    exported.export()
    assert exported.post(2).exists()
    assert exported.is_clean()


def test_a_folder_that_is_no_repository_is_left_alone(exported):
    exported.site.mkdir()
    (exported.site / "thesis.txt").write_text("mine", encoding="utf-8")
    exported.put(record(1))
    with pytest.raises(GitError, match="is no git repository"):
        exported.export()
    assert [path.name for path in exported.site.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(("mark", "what"), [("MERGE_HEAD", "a merge"), ("CHERRY_PICK_HEAD", "a cherry-pick")])
def test_what_is_half_done_in_the_repository_stops_the_export(mark, what, exported):
    exported.put(record(1))
    exported.export()
    (exported.site / ".git" / mark).write_text(exported.git("rev-parse", "HEAD"), encoding="utf-8")
    exported.put(record(2))
    with pytest.raises(GitError, match=f"{what} is under way"):
        exported.export()


def test_nothing_is_written_through_a_symbolic_link(exported, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    exported.put(record(1))
    exported.export()
    shutil.rmtree(exported.site / "category")
    (exported.site / "category").symlink_to(outside)
    exported.put(record(2, publisher="江海晚报"))
    result = exported.export()
    assert "category/jianghaiwanbao.html" in result.kept
    assert list(outside.iterdir()) == []


# --- after a crash ----------------------------------------------------------------------------------------------------


class Crash(BaseException):
    """Stands for a kill at this point."""


def crash(*_arguments, **_keywords):
    raise Crash


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (worktree.files, "replace"),
        (Commit, "finish"),
        (Repository, "stage"),
        (publish_module, "ExportState"),
    ],
)
def test_after_a_crash_the_next_export_completes_it(place, name, exported, monkeypatch):
    exported.put(record(1))
    exported.export()
    exported.put(record(2), record(1, title="改过的标题", revision=2), record(3, publisher="江海晚报"))
    with monkeypatch.context() as patch:
        calls = iter(range(100))
        real = getattr(place, name)
        patch.setattr(place, name, crash if name != "replace" else lambda *a, **k: crash() if next(calls) == 2 else real(*a, **k))
        with pytest.raises(Crash):
            exported.export()
    exported.export()
    assert exported.is_clean()
    assert exported.commits() == 2
    tree = exported.git("rev-parse", "HEAD^{tree}")
    shutil.rmtree(exported.site)
    exported.export()
    assert exported.git("rev-parse", "HEAD^{tree}") == tree
