"""`newsarchive schedule print`: files shown, or written where none is lost."""

from __future__ import annotations

import subprocess


def test_files_are_shown_under_their_names(make_archive):
    result = make_archive("http://127.0.0.1:1").run("schedule", "print", "docker")
    assert result.code == 0
    names = [line.strip("# -") for line in result.out.splitlines() if line.startswith("# -----")]
    assert names == [".dockerignore", "Dockerfile", "compose.yaml"]


def test_one_file_is_shown_as_it_is(make_archive, tmp_path):
    result = make_archive("http://127.0.0.1:1").run("schedule", "print", "cron", "--every", "2h")
    assert " */2 * * * cd " in result.out
    assert f"cd {tmp_path}/archive && " in result.out


def test_a_changed_file_is_replaced_by_force_alone(make_archive, tmp_path):
    archive, there = make_archive("http://127.0.0.1:1"), tmp_path / "units"
    command = ("schedule", "print", "systemd", "--to", str(there))
    assert archive.run(*command).code == 0
    (there / "newsarchive-archive.service").write_text("mine")
    refused = archive.run(*command)
    assert (refused.code, (there / "newsarchive-archive.service").read_text()) == (2, "mine")
    assert "--force" in refused.err
    assert archive.run(*command, "--force").code == 0
    assert "ExecStart=" in (there / "newsarchive-archive.service").read_text()


def test_a_pace_that_is_none_is_said(make_archive):
    result = make_archive("http://127.0.0.1:1").run("schedule", "print", "cron", "--every", "often")
    assert result.code == 2
    assert "expected a duration such as" in result.err


def test_an_archive_for_github_is_made_in_three_commands(make_archive, tmp_path):
    anywhere = make_archive("http://127.0.0.1:1")
    folder = tmp_path / "my-news"
    assert anywhere.run("init", "--github", str(folder)).code == 0
    assert anywhere.run("-C", str(folder), "schedule", "print", "github", "--to", str(folder)).code == 0
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    untracked = subprocess.run(
        ["git", "-C", str(folder), "status", "--porcelain", "--untracked-files=all"], capture_output=True, text=True, check=True
    ).stdout.split()[1::2]
    assert untracked == [".github/workflows/archive.yml", ".gitignore", "newsarchive.yaml"]
