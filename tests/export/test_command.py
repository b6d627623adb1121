"""Git run: in the repository that is meant, with an end, and with complaints that a person can use."""

from __future__ import annotations

import errno
import os
import time

import pytest

from newsarchive.export.command import TIMED_OUT, GitError, environment, git_within, reason, run_git
from tests.export.repositories import git


@pytest.fixture
def path(tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "site")
    return tmp_path / "site"


def test_what_git_refuses_is_said_with_its_own_words(path):
    with pytest.raises(GitError, match=r"git cat-file in .*site failed: fatal: Not a valid object name nothing"):
        run_git(path, "cat-file", "-p", "nothing")
    assert run_git(path, "cat-file", "-p", "nothing", check=False) == (128, "")


def test_without_git_the_way_to_get_it_is_said(path, monkeypatch):
    monkeypatch.setenv("PATH", str(path))
    with pytest.raises(GitError, match="git is not installed; install it"):
        run_git(path, "status")


def test_variables_that_lead_elsewhere_are_left_out_and_others_kept(monkeypatch):
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Keeper")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    variables = environment()
    assert "GIT_DIR" not in variables
    assert variables["GIT_AUTHOR_NAME"] == "Keeper"
    assert variables["LC_ALL"] == "C.UTF-8"


def test_what_takes_too_long_is_ended_with_all_that_it_started(path, tmp_path):
    mark = tmp_path / "mark"
    git(path, "config", "alias.slow", f"!(sleep 2; touch {mark}) & sleep 60")
    started = time.monotonic()
    assert git_within(0.3, path, "slow") == (TIMED_OUT, "", "it took longer than 0 s")
    time.sleep(2.2)
    assert not mark.exists()
    assert time.monotonic() - started < 30


def test_what_ends_in_time_is_answered_with_its_output_and_its_complaints(path):
    code, out, said = git_within(60, path, "hash-object", "--stdin", stdin="澜州")
    assert (code, len(out.strip()), said) == (0, 40, "")
    code, out, said = git_within(60, path, "rev-parse", "--verify", "nothing")
    assert (code, out) == (128, "")
    assert "fatal:" in said


def test_nobody_is_asked_for_a_credential(path):
    git(path, "config", "alias.asks", "!echo $GIT_TERMINAL_PROMPT")
    assert git_within(60, path, "asks")[1] == "0\n"


def test_a_full_disk_is_named(tmp_path):
    said = reason(f"fatal: write error: {os.strerror(errno.ENOSPC)}\n", 128, tmp_path)
    assert said.startswith("fatal: write error: No space left on device; ")
    assert reason("", 3, tmp_path) == "exit code 3"
