"""A backup taken at any moment restores to an archive that verifies clean, and nothing is ever overwritten."""

from __future__ import annotations

import json
import threading
import zipfile

import pytest

from newsarchive.archive import Archive
from newsarchive.backup import BackupError, restore_backup, write_backup
from tests.conftest import TestArchive, newsarchive, story


@pytest.fixture
def archive(serve, make_archive):
    """An archive of two articles, with a rule of its own."""
    site = serve(*(story(number) for number in range(1, 3)))
    archive = make_archive(site.url)
    (archive.folder / "rules").mkdir()
    (archive.folder / "sources").mkdir()
    (archive.folder / "rules" / "notes.txt").write_text("ours\n", encoding="utf-8")
    assert archive.run("crawl", "finews").code == 0
    return archive


def back_up(archive, file):
    with Archive(archive.folder) as opened:
        return write_backup(opened, file)


def records(folder):
    with Archive(folder) as archive:
        return [each.article for each in archive.index.articles.changed_since(0, archive.index.articles.sequence())]


def test_what_is_restored_is_what_was_backed_up(archive, tmp_path):
    file, folder = tmp_path / "a.zip", tmp_path / "restored"
    assert archive.run("backup", str(file)).code == 0
    result = newsarchive("restore", str(file), str(folder))
    assert result.code == 0, result.err
    again = TestArchive(folder)
    assert records(folder) == records(archive.folder)
    assert again.posts() == archive.posts()
    assert again.git("rev-parse", "HEAD", "--abbrev-ref", "HEAD") == archive.git("rev-parse", "HEAD", "--abbrev-ref", "HEAD")
    assert again.is_clean()
    assert (folder / "rules" / "notes.txt").read_text(encoding="utf-8") == "ours\n"
    for warc in (archive.folder / "state" / "warc").iterdir():
        assert (folder / "state" / "warc" / warc.name).read_bytes() == warc.read_bytes()
    checked = again.run("verify", "--captures")
    assert checked.code == 0, checked.out
    assert "nothing new, no commit" in again.run("export").out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "archive", "restored"]


def test_backups_taken_while_a_crawl_runs_verify_clean(serve, make_archive, tmp_path):
    site = serve(*(story(number) for number in range(1, 60)))
    archive = make_archive(site.url)
    crawl = threading.Thread(target=archive.run, args=("crawl", "finews"))
    crawl.start()
    counts = []
    while crawl.is_alive() or not counts:
        file, folder = tmp_path / f"{len(counts)}.zip", tmp_path / f"restored-{len(counts)}"
        back_up(archive, file)
        restore_backup(file, folder)
        result = TestArchive(folder).run("verify", "--captures")
        assert result.code == 0, result.out + result.err
        counts.append(len(records(folder)))
    crawl.join()
    assert counts == sorted(counts)


def test_of_a_capture_file_that_is_being_written_the_whole_records_are_taken(archive, tmp_path):
    (closed,) = (archive.folder / "state" / "warc").glob("*.warc.gz")
    content = closed.read_bytes()
    opened = closed.rename(closed.with_name(f"{closed.name}.open"))
    opened.write_bytes(content + content[:100])  # as a record looks that is on its way to the disk
    back_up(archive, tmp_path / "a.zip")
    restore_backup(tmp_path / "a.zip", tmp_path / "restored")
    assert (tmp_path / "restored" / "state" / "warc" / closed.name).read_bytes() == content


def test_the_users_own_branches_and_commits_come_along(archive, tmp_path):
    (archive.site / "about.md").write_text("mine\n", encoding="utf-8")
    archive.git("add", "about.md")
    archive.git("commit", "--quiet", "--message", "mine")
    archive.git("branch", "draft")
    back_up(archive, tmp_path / "a.zip")
    restore_backup(tmp_path / "a.zip", tmp_path / "restored")
    assert (tmp_path / "restored" / "site" / "about.md").read_text(encoding="utf-8") == "mine\n"
    assert "draft" in TestArchive(tmp_path / "restored").git("branch", "--list")


def test_nothing_is_overwritten_by_either(archive, tmp_path):
    file = tmp_path / "a.zip"
    file.write_text("precious", encoding="utf-8")
    result = archive.run("backup", str(file))
    assert result.code == 2
    assert f"{file} is there already" in result.err
    assert file.read_text(encoding="utf-8") == "precious"
    back_up(archive, tmp_path / "b.zip")
    with pytest.raises(BackupError, match="is not empty; nothing is overwritten"):
        restore_backup(tmp_path / "b.zip", archive.folder)


def test_what_is_no_backup_is_refused_and_leaves_nothing_behind(archive, tmp_path):
    (tmp_path / "no.zip").write_bytes(b"nothing of the kind")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("readme.txt", "hello")
    for name, why in (("no.zip", "is no backup, or is damaged"), ("other.zip", "it has no backup.json")):
        with pytest.raises(BackupError, match=why):
            restore_backup(tmp_path / name, tmp_path / "restored")
    back_up(archive, tmp_path / "b.zip")
    content = bytearray((tmp_path / "b.zip").read_bytes())
    content[len(content) // 2] ^= 0xFF
    (tmp_path / "b.zip").write_bytes(content)
    with pytest.raises(BackupError, match="damaged"):
        restore_backup(tmp_path / "b.zip", tmp_path / "restored")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "b.zip", "no.zip", "other.zip"]


@pytest.mark.parametrize("name", ["../evil", "/evil", "state/../../evil"])
def test_no_file_leads_out_of_the_folder(name, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("backup.json", json.dumps({"form": 1, "program": "1", "exports": {}}))
        made.writestr(name, "x")
    with pytest.raises(BackupError, match="is no path inside"):
        restore_backup(tmp_path / "a.zip", tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_a_backup_of_a_later_form_asks_for_a_newer_program(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("backup.json", json.dumps({"form": 99, "program": "9.9"}))
    with pytest.raises(BackupError, match="upgrade newsarchive"):
        restore_backup(tmp_path / "a.zip", tmp_path / "restored")
