"""Each kind of damage to a repository is planted, and named with a way out that works; what is the user's own is no damage."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from newsarchive.archive import Archive
from tests.records import record
from tests.test_copies import copy

REPOSITORY = "the repository"


def commit(kept):
    kept.git("add", "--all")
    kept.git("commit", "--quiet", "--message", "mine")


def kinds(findings):
    return [(kind, thing) for kind, store, thing, _, _ in findings if store == "export site"]


def test_an_export_that_is_whole_is_found_to_be_so(kept):
    assert kept.verify() == []


def test_a_post_that_is_gone_from_the_work_tree_is_missing(kept):
    kept.post(2).unlink()
    ((kind, _, thing, what, way_out),) = kept.verify()
    assert (kind, thing) == ("missing", kept.path(2))
    assert "gone from the work tree" in what
    assert "restore" in way_out
    kept.git("restore", "--", kept.path(2))
    assert kept.verify() == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\0\0", b"no front matter\n", b"---\ntitle: [\n---\n"])
def test_a_post_that_does_not_read_any_more_is_unreadable(content, kept):
    kept.post(2).write_bytes(content)
    assert kinds(kept.verify()) == [("unreadable", kept.path(2))]


@pytest.mark.parametrize("committed", [False, True])
def test_a_post_that_the_user_changed_is_their_own(committed, kept):
    kept.post(2).write_text(kept.post(2).read_text(encoding="utf-8").replace("恢复", "停止"), encoding="utf-8")
    if committed:
        commit(kept)
    assert kinds(kept.verify()) == [("own", kept.path(2))]


def test_a_post_that_the_user_removed_is_their_own(kept):
    kept.post(2).unlink()
    commit(kept)
    assert kinds(kept.verify()) == [("own", kept.path(2))]


def test_pages_and_files_that_the_user_added_are_nobodys_business(kept):
    (kept.site / "about.md").write_text("---\ntitle: about\n---\n", encoding="utf-8")
    commit(kept)
    assert kept.verify() == []


def test_a_branch_that_was_set_back_lacks_what_was_committed_since(kept):
    kept.put(record(4))
    kept.export()
    kept.git("reset", "--hard", "--quiet", "HEAD~1")
    assert ("altered", REPOSITORY) in kinds(kept.verify())
    assert kept.run("export", "--all").code == 0
    assert kept.verify() == []


def test_a_file_that_git_has_in_an_older_form_of_ours_is_altered(kept):
    older = kept.post(1).read_bytes()
    kept.put(record(1, revision=3, title="第三稿"))
    kept.export()
    kept.post(1).write_bytes(older)
    commit(kept)
    assert kinds(kept.verify()) == [("altered", kept.path(1))]
    assert kept.run("export", "--all").code == 0
    assert kept.verify() == []


def test_a_post_of_no_article_is_orphaned(kept):
    stray = kept.post(9)
    shutil.copy(kept.post(2), stray)
    commit(kept)
    ((kind, _, thing, what, _),) = kept.verify()
    assert (kind, thing) == ("orphaned", kept.path(9))
    assert "no article" in what


def test_every_post_is_orphaned_when_the_index_is_lost(kept):
    shutil.rmtree(kept.folder / "state")
    assert kinds(kept.verify()) == [("orphaned", kept.path(number)) for number in (1, 2, 3)]


def test_an_object_that_git_has_lost_is_unreadable(kept):
    blob = kept.git("rev-parse", f"HEAD:{kept.path(2)}").strip()
    packs = kept.folder / "packs"
    shutil.move(kept.site / ".git" / "objects" / "pack", packs)
    for pack in packs.glob("*.pack"):
        with pack.open("rb") as file:
            subprocess.run(["git", "-C", str(kept.site), "unpack-objects", "-q"], stdin=file, check=True)
    loose = kept.site / ".git" / "objects" / blob[:2] / blob[2:]
    loose.unlink()
    findings = kept.verify()
    assert ("unreadable", REPOSITORY) in kinds(findings)
    assert any(blob in what for _, _, _, what, _ in findings)


def test_a_repository_that_is_gone_is_missing(kept):
    shutil.rmtree(kept.site)
    ((kind, _, thing, _, way_out),) = kept.verify()
    assert (kind, thing) == ("missing", str(kept.site))
    assert "newsarchive export" in way_out
    assert kept.run("export").code == 0
    assert kept.verify() == []


def test_what_has_not_been_exported_yet_is_no_damage(kept):
    kept.put(record(4, publisher="临江晚报"), record(2, revision=2, title="第二稿"))
    assert kept.verify() == []
    kept.export()
    assert kept.verify() == []


def test_a_form_that_has_changed_since_is_no_damage(kept):
    config = kept.folder / "newsarchive.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("withounder.com", "example.org"), encoding="utf-8")
    assert kept.verify() == []


def test_a_repository_in_the_middle_of_a_merge_cannot_be_checked(kept):
    (kept.site / ".git" / "MERGE_HEAD").write_text(kept.git("rev-parse", "HEAD"), encoding="utf-8")
    ((kind, _, _, _, way_out),) = kept.verify()
    assert kind == "unreadable"
    assert "a merge is under way" in way_out


def test_after_the_journal_was_lost_what_is_there_is_taken_over_and_can_be_revised(kept):
    kept.sql("DELETE FROM written")
    kept.sql("DELETE FROM exports")
    kept.export()
    kept.put(record(2, revision=2, title="第二稿"))
    assert not kept.export().kept
    assert "第二稿" in kept.post(2).read_text(encoding="utf-8")
    assert kept.verify() == []


def test_copies_that_one_post_stands_for_are_not_missed_and_their_posts_are_not_to_be_there(kept):
    kept.put(copy(5), copy(6))
    kept.export()
    stray = kept.post(6).read_bytes()
    assert kept.verify() == []
    configuration = kept.folder / "newsarchive.yaml"
    text = configuration.read_text(encoding="utf-8").replace("to: site", "to: site, copies: first")
    configuration.write_text(text, encoding="utf-8")
    kept.export()
    assert not kept.post(6).exists()
    assert kept.verify() == []
    kept.put(copy(7))
    with Archive(kept.folder) as archive:
        archive.group()
    assert kept.verify() == []
    kept.export()
    kept.post(6).write_bytes(stray)
    commit(kept)
    ((kind, _, thing, _, _),) = kept.verify()
    assert (kind, thing) == ("orphaned", kept.path(6))
