"""Git run: with its messages in English, in no other repository than ours, asking nobody, and with an end."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from newsarchive.disk import make_room

TIMED_OUT = 124
"""The exit code that stands for a command that took too long, as of ``timeout``."""


class GitError(Exception):
    """Something that git refused, in its own words, and what can be done."""


def environment() -> dict[str, str]:
    """The environment for git: its messages in English, and no variable that would lead it to another repository.

    Those are set when we are called from a git hook, say.
    """
    elsewhere = {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_COMMON_DIR",
        "GIT_PREFIX",
        "GIT_NAMESPACE",
    }
    return {**{key: value for key, value in os.environ.items() if key not in elsewhere}, "LC_ALL": "C.UTF-8"}


def run_git(
    path: Path, *arguments: str, stdin: str | None = None, check: bool = True, index: Path | None = None
) -> tuple[int, str]:
    """The exit code and the output of a git command; ``index`` is taken for git's index instead of the ordinary one.

    Raises:
        GitError: git refused, and ``check`` asks for that to be said; or there is no git.
    """
    command = ["git", "-C", str(path), *arguments]
    variables = environment() | ({"GIT_INDEX_FILE": str(index)} if index else {})
    try:
        done = subprocess.run(
            command, input=stdin, capture_output=True, encoding="utf-8", errors="surrogateescape", check=False, env=variables
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed; install it (Debian: apt-get install git) and export again") from error
    if check and done.returncode:
        raise GitError(f"git {arguments[0]} in {path} failed: {reason(done.stderr, done.returncode, path)}")
    return done.returncode, done.stdout


def git_within(
    seconds: float, path: Path, *arguments: str, stdin: str | None = None, variables: Mapping[str, str] | None = None
) -> tuple[int, str, str]:
    """The exit code, the output and the complaints of a git command that may ask a network or a key, and asks no person.

    It has no terminal, so neither git nor ssh can wait for an answer there; and it is ended, with all that it started, when
    the time is over.
    """
    command = ["git", "-C", str(path), *arguments]
    quiet = {"GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "never"}
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="surrogateescape",
        env={**environment(), **quiet, **(variables or {})},
        start_new_session=True,
    )
    try:
        out, said = process.communicate(stdin, timeout=max(seconds, 0.1))
    except subprocess.TimeoutExpired:
        return TIMED_OUT, "", f"it took longer than {seconds:.0f} s"
    finally:
        if process.poll() is None:  # it is too slow, or we are being interrupted
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    return process.returncode, out, said


def asking_nobody(path: Path) -> dict[str, str]:
    """The variables with which ssh, called by git in that repository, fails where it would ask a person."""
    own = "GIT_SSH_COMMAND" in os.environ or run_git(path, "config", "core.sshCommand", check=False)[1]
    return {} if own else {"GIT_SSH_COMMAND": f"{os.environ.get('GIT_SSH', 'ssh')} -o BatchMode=yes"}


def reason(said: str, code: int, path: Path) -> str:
    """Why git failed, in its own words; of a full disk, which one it is."""
    reason = said.strip() or f"exit code {code}"
    return f"{reason}; {make_room(path)}" if os.strerror(errno.ENOSPC) in reason else reason
