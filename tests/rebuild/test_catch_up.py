"""An index brought up to the posts of its branch, as several runs of one archive left them."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.archive import Archive
from newsarchive.rebuild.catch_up import catch_up
from newsarchive.run import Run
from newsarchive.yamlfile import ConfigError
from tests.export.repositories import git
from tests.records import record

NOW = datetime(2026, 11, 2, tzinfo=UTC)
CONFIG = """\
timezone: Asia/Shanghai
exports:
  - {{profile: {profile}, to: site, branch: site, work_tree: false, push: true, base_url: "//news.example.org"}}
capture: none
"""


class Place:
    """One machine that has the archive."""

    def __init__(self, folder, origin):
        git(folder.parent, "clone", "--quiet", "--depth=1", "--filter=blob:none", "--branch=main", origin.as_uri(), str(folder))
        self.folder = folder

    def put(self, *articles):
        with Archive(self.folder) as archive:
            for article in articles:
                archive.index.articles.put(article)

    def export(self):
        with Archive(self.folder) as archive:
            return archive.export(archive.exports()[0], NOW, push=True)

    def catch_up(self, known=None):
        with Archive(self.folder) as archive, Run(archive, export=False, group=False) as run:
            return catch_up(run, archive.exports()[0], known)

    def titles(self):
        with Archive(self.folder) as archive:
            articles = archive.index.articles
            return sorted(each.article.title for each in articles.changed_since(0, articles.sequence()))

    def begin_anew(self):
        """As a runner that finds its cache empty."""
        shutil.rmtree(self.folder / "state")


@pytest.fixture(params=["finews", "jekyll"])
def profile(request):
    return request.param


@pytest.fixture
def places(tmp_path, profile):
    """Two machines with the same archive; the second has the index of the first as it was at first."""
    origin, work = tmp_path / "origin.git", tmp_path / "work"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(origin))
    for key in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
        git(origin, "config", key, "true")
    git(tmp_path, "clone", "--quiet", origin.as_uri(), str(work))
    (work / "newsarchive.yaml").write_text(CONFIG.format(profile=profile), encoding="utf-8")
    (work / ".gitignore").write_text("/state/\n/site/\n")
    git(work, "add", ".")
    git(work, "commit", "--quiet", "--message=Begin")
    git(work, "push", "--quiet", "origin", "HEAD:main")
    first = Place(tmp_path / "first", origin)
    first.put(record(1), record(2))
    first.export()
    second = Place(tmp_path / "second", origin)
    shutil.copytree(first.folder / "state", second.folder / "state")
    return origin, first, second


def posts(origin):
    return [each for each in git(origin, "ls-tree", "-r", "--name-only", "site").splitlines() if each.startswith("_posts/")]


def test_an_index_that_is_gone_is_made_of_the_posts_and_exports_nothing(places):
    origin, first, _ = places
    titles, commits = first.titles(), git(origin, "rev-list", "--count", "site")
    first.begin_anew()
    shutil.rmtree(first.folder / "site")
    done = first.catch_up()
    assert (done.taken, done.doubled, done.unreadable) == (2, [], 0)
    assert first.titles() == titles
    assert first.export().kept == {}
    assert git(origin, "rev-list", "--count", "site") == commits


def test_what_another_run_published_is_taken_in(places):
    origin, first, second = places
    first.put(record(3))
    first.export()
    assert second.catch_up().taken == 1
    assert second.titles() == first.titles()
    second.put(record(4))
    result = second.export()
    assert (result.kept, result.held_back, result.push_error) == ({}, {}, None)
    assert len(posts(origin)) == 4


def test_where_nothing_has_come_nothing_is_read(places, monkeypatch):
    _, _, second = places
    head = second.catch_up().head
    monkeypatch.setattr("newsarchive.rebuild.catch_up.files_in", None)
    assert second.catch_up(head).taken == 0


@pytest.mark.parametrize("at_once", [True, False])
def test_two_runs_that_found_the_same_article_agree_later(places, at_once):
    origin, first, second = places
    if at_once:
        second.catch_up()  # it has the branch before the other one pushes to it
    first.put(record(3))
    second.put(record(3, fetched=record(3).fetched + timedelta(seconds=40)))
    first.export()
    second.export()
    second.catch_up()
    later = {"revision": 2, "title": "澜州第3号工厂再次恢复生产", "fetched": record(3).fetched + timedelta(hours=6)}
    second.put(record(3, **later))
    result = second.export()
    assert (result.kept, result.held_back, result.written >= 1) == ({}, {}, True)
    assert len(posts(origin)) == 3


def test_one_piece_that_two_runs_found_under_two_ids_keeps_one_post(places):
    origin, first, second = places
    second.catch_up()
    body = "<p>澜州第9号工厂一日清晨恢复生产，全部生产线运转正常。</p>"
    first.put(record(8, title="一篇", body=body))
    second.put(record(9, title="一篇", body=body, published=record(8).published))
    first.export()
    second.export()
    assert len(posts(origin)) == 4
    done = second.catch_up()
    assert len(done.doubled) == 1
    second.export()
    assert len(posts(origin)) == 3
    assert second.catch_up().doubled == []


def test_what_a_person_changed_stays_theirs(places, tmp_path):
    origin, first, second = places
    path = edit(origin, tmp_path, lambda text: text.replace("恢复生产。", "恢复生产，比计划早了一天。"))
    second.catch_up()
    first.put(record(1, revision=2, title="澜州第1号工厂又恢复生产", fetched=record(1).fetched + timedelta(hours=1)))
    second.put(record(1, revision=2, title="澜州第1号工厂又恢复生产", fetched=record(1).fetched + timedelta(hours=1)))
    assert list(second.export().kept) == [path]
    assert "比计划早了一天" in git(origin, "show", f"site:{path}")


def test_a_post_that_a_person_removed_stays_away(places, tmp_path):
    origin, _, second = places
    path = edit(origin, tmp_path, None)
    second.catch_up()
    second.put(record(3))
    second.export()
    assert path not in posts(origin)
    assert len(posts(origin)) == 2


def edit(origin, tmp_path, change):
    """Somebody changes a post by hand, or removes it, and pushes that."""
    hand = tmp_path / "hand"
    git(tmp_path, "clone", "--quiet", "--branch=site", origin.as_uri(), str(hand))
    path = next(each for each in posts(origin) if "0000000001" in each)
    if change is None:
        (hand / path).unlink()
    else:
        before = (hand / path).read_text(encoding="utf-8")
        assert change(before) != before
        (hand / path).write_text(change(before), encoding="utf-8")
    git(hand, "commit", "--quiet", "--all", "--message=By hand")
    git(hand, "push", "--quiet", "origin", "site")
    return path


def test_a_commit_that_was_never_pushed_is_made_again(places, tmp_path):
    origin, first, _ = places
    first.put(record(3))
    with Archive(first.folder) as archive:  # the runner is gone before it can push
        archive.config.exports[0].__dict__["push"] = None
        archive.export(archive.exports()[0], NOW)
    shutil.rmtree(first.folder / "site")
    git(first.folder, "worktree", "prune")
    git(first.folder, "branch", "--delete", "--force", "site")
    first.catch_up()
    first.export()
    assert len(posts(origin)) == 3


@pytest.mark.parametrize("profile", ["jekyll"], indirect=True)  # those of finews are understood without a record
def test_posts_that_do_not_say_what_they_are_of_are_no_store(places, tmp_path):
    origin, first, _ = places
    hand = tmp_path / "hand"
    git(tmp_path, "clone", "--quiet", "--branch=site", origin.as_uri(), str(hand))
    for each in (hand / "_posts").rglob("*.html"):
        each.write_text("---\ntitle: x\n---\n\n<p>x</p>\n")
    git(hand, "commit", "--quiet", "--all", "--message=By hand")
    git(hand, "push", "--quiet", "origin", "site")
    first.begin_anew()
    shutil.rmtree(first.folder / "site")
    git(first.folder, "worktree", "prune")
    git(first.folder, "branch", "--delete", "--force", "site")
    with pytest.raises(ConfigError, match="cannot be read back"):
        first.catch_up()
