"""A commit: in whose name it is, signed with which key, and whole or not at all."""

from __future__ import annotations

import subprocess

import pytest

from newsarchive.config.git import GitChoice
from newsarchive.export.command import GitError
from newsarchive.export.commit import Commit
from newsarchive.export.git import Repository
from tests.export.repositories import MOMENT, commit, git

UNSIGNED = "refs/newsarchive/unsigned"
MAIL = "archive@example.org"


@pytest.fixture
def path(tmp_path):
    return Repository.create(tmp_path / "site").path


@pytest.fixture
def key(tmp_path, path):
    """An SSH key, and a repository whose git verifies with it."""
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", MAIL, "-f", str(key)], check=True)
    signers = tmp_path / "signers"
    signers.write_text(f"{MAIL} {key.with_suffix('.pub').read_text(encoding='ascii')}", encoding="ascii")
    git(path, "config", "gpg.format", "ssh")
    git(path, "config", "gpg.ssh.allowedSignersFile", str(signers))
    return key


def test_a_commit_is_made_in_the_name_that_the_export_says(path):
    commit(Repository(path, GitChoice(author="澜州 Archive <archive@example.org>")), {"a.md": b"a"})
    assert git(path, "log", "-1", "--format=%an <%ae>|%cn <%ce>") == "|".join(["澜州 Archive <archive@example.org>"] * 2)


def test_a_commit_is_signed_with_the_key_that_the_export_names(path, key):
    repository = Repository(path, GitChoice(author=f"Archive <{MAIL}>", sign=str(key)))
    first = commit(repository, {"a.md": b"a"}, "Subject 澜州\n\nBody\n")
    second = commit(repository, {"a.md": None, "b.md": b"b"})
    git(path, "verify-commit", first)
    git(path, "verify-commit", second)
    assert repository.head == git(path, "rev-parse", "main") == second
    assert git(path, "rev-parse", "main~1") == first
    assert git(path, "log", "--no-show-signature", "-1", "--format=%B", first) == "Subject 澜州\n\nBody"
    assert git(path, "log", "--no-show-signature", "-1", "--format=%an %ae %at %ct", first) == f"Archive {MAIL} {MOMENT} {MOMENT}"
    assert git(path, "ls-tree", "-r", "--name-only", "main") == "b.md"
    assert git(path, "for-each-ref", "--format=%(refname)") == "refs/heads/main"
    git(path, "fsck", "--strict")


@pytest.mark.parametrize(
    ("choice", "is_signed"), [(GitChoice(), True), (GitChoice(sign=True), True), (GitChoice(sign=False), False)]
)
def test_git_s_own_setting_counts_where_the_export_says_nothing(choice, is_signed, path, key):
    git(path, "config", "user.signingKey", str(key))
    git(path, "config", "commit.gpgSign", "true")
    commit(Repository(path, choice), {"a.md": b"a"})
    assert ("gpgsig" in git(path, "cat-file", "commit", "HEAD")) == is_signed


def test_a_key_that_is_not_there_is_named_and_nothing_is_committed(path, key, tmp_path):
    first = commit(Repository(path, GitChoice(sign=False)), {"a.md": b"a"})
    lost = tmp_path / "lost"
    with pytest.raises(GitError, match=r"could not sign the commit in .*lost.*`git config gpg\.format`.*`git: \{sign: false\}`"):
        commit(Repository(path, GitChoice(sign=str(lost))), {"a.md": b"b"})
    assert git(path, "rev-parse", "main") == first
    key.rename(lost)
    key.with_suffix(".pub").rename(lost.with_suffix(".pub"))
    second = commit(Repository(path, GitChoice(author=f"Archive <{MAIL}>", sign=str(lost))), {"a.md": b"b"})
    git(path, "verify-commit", second)
    assert git(path, "rev-parse", "main~1") == first


def test_a_key_that_waits_for_its_passphrase_is_not_waited_for(path, key, monkeypatch):
    monkeypatch.setattr("newsarchive.export.git.SIGNING_SECONDS", 0.5)
    slow = path.parent / "slow"
    slow.write_text("#!/bin/sh\nsleep 30\n", encoding="ascii")
    slow.chmod(0o755)
    git(path, "config", "gpg.ssh.program", str(slow))
    with pytest.raises(GitError, match=r"could not sign .* it took longer than 0 s"):
        commit(Repository(path, GitChoice(sign=str(key))), {"a.md": b"a"})
    assert Repository(path).head is None


def test_what_a_killed_run_left_to_be_signed_is_no_part_of_the_next_commit(path, key):
    git(path, "update-ref", UNSIGNED, commit(Repository(path, GitChoice(sign=False)), {"left.md": b"left"}))
    git(path, "update-ref", "-d", "refs/heads/main")
    commit(Repository(path, GitChoice(author=f"Archive <{MAIL}>", sign=str(key))), {"a.md": b"a"})
    assert git(path, "ls-tree", "-r", "--name-only", "main") == "a.md"
    assert git(path, "rev-list", "--count", "main") == "1"


def test_somebody_who_moved_the_branch_while_it_was_signed_keeps_it(path, key):
    repository = Repository(path, GitChoice(author=f"Archive <{MAIL}>", sign=str(key)))
    commit(repository, {"a.md": b"a"})
    with Commit(repository) as making:
        making.write("a.md", b"ours")
        theirs = commit(Repository(path, GitChoice(sign=False)), {"b.md": b"theirs"})
        with pytest.raises(GitError, match="update-ref"):
            making.finish("Ours\n", MOMENT)
    assert git(path, "rev-parse", "main") == theirs
