"""A workflow of GitHub Actions run on this machine: its own `run:` steps by bash, in order, and what its actions do in between.

What is not known fails: a workflow that uses another action, option or expression has to be looked at.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
SECONDS = 300.0
"""After which a step is taken to hang."""


@dataclass(slots=True)
class Outcome:
    """What a run came to."""

    failed: list[str] = field(default_factory=list)
    """The steps that failed, by their names."""
    log: str = ""
    summary: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    cached: int = 0
    """Bytes that were put into the cache, before they are packed."""
    fetched: int = 0
    """Bytes of git's objects in the workspace at the end: what was fetched, and what was made."""
    restored: str | None = None
    """The key of the cache that was found."""


class Cache:
    """What `actions/cache` keeps: under each key the files that it was given, never changed; the newest of a prefix is found."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self._lock = threading.Lock()
        self._order: list[str] = []

    def save(self, key: str, workspace: Path, patterns: list[str]) -> int:
        files = [path for pattern in patterns for path in workspace.glob(pattern)]
        with self._lock:
            if key in self._order or not files:
                return 0
            for path in files:
                target = self.folder / key / path.relative_to(workspace)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, target)
            self._order.append(key)
        return sum(path.stat().st_size for path in files)

    def restore(self, workspace: Path, key: str, prefixes: list[str]) -> str | None:
        with self._lock:
            found = next((each for each in reversed(self._order) if each == key or each.startswith(tuple(prefixes))), None)
            if found:
                shutil.copytree(self.folder / found, workspace, dirs_exist_ok=True)
        return found

    def lose(self) -> None:
        """As when nothing asked for it for a week, or others needed the room."""
        with self._lock:
            for key in self._order:
                shutil.rmtree(self.folder / key)
            self._order.clear()

    def newest(self) -> Path | None:
        """The folder of the newest entry, to be spoilt."""
        return self.folder / self._order[-1] if self._order else None


class Runner:
    """Runs the one job of a workflow, as often as asked, each time in an empty folder."""

    def __init__(self, workflow: str, origin: Path, cache: Cache, program: Path, *, instead: Mapping[str, str]) -> None:
        """``origin``: the bare repository. ``program``: the folder of the command. ``instead``: step to what is run for it."""
        self.workflow: dict[str, Any] = yaml.safe_load(workflow)
        self.origin = origin
        self.cache = cache
        self._program = program
        self._instead = instead
        self._number = 0
        self._lock = threading.Lock()

    def run(self, workspace: Path, secrets: Mapping[str, str] | None = None) -> Outcome:
        """Run every step that its condition lets run; the first that fails stops those without one."""
        (job,) = self.workflow["jobs"].values()
        with self._lock:
            self._number += 1
            said = {"github.run_id": str(self._number), "github.run_attempt": "1"}
        said |= {f"secrets.{name}": value for name, value in (secrets or {}).items()}
        workspace.mkdir(parents=True)
        outcome, summary = Outcome(), workspace.with_name(workspace.name + "-summary.md")
        summary.touch()
        home = workspace.with_name(workspace.name + "-home")
        home.mkdir()
        environment = {
            "PATH": f"{self._program}:{os.environ['PATH']}",
            "HOME": str(home),
            "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": str(summary),
            **{name: _filled(str(value), said) for name, value in job.get("env", {}).items()},
        }
        for step in job["steps"]:
            if outcome.failed and step.get("if") != "always()":
                continue
            name, begun = step["name"], time.monotonic()
            given = {key: _filled(str(value), said) for key, value in step.get("with", {}).items()}
            own = {key: _filled(str(value), said) for key, value in step.get("env", {}).items()}
            if "uses" in step:
                self._use(step["uses"], given, workspace, outcome)
            elif not self._bash(self._instead.get(name, step["run"]), workspace, environment | own, outcome):
                outcome.failed.append(name)
            outcome.seconds[name] = time.monotonic() - begun
        outcome.fetched = sum(path.stat().st_size for path in (workspace / ".git" / "objects").rglob("*") if path.is_file())
        outcome.summary = summary.read_text(encoding="utf-8")
        return outcome

    def _use(self, action: str, given: Mapping[str, str], workspace: Path, outcome: Outcome) -> None:
        name, _, version = action.partition("@")
        assert version
        if name == "actions/checkout":
            assert given == {"filter": "blob:none", "fetch-depth": "1"}
            self._checkout(workspace)
        elif name == "actions/cache/restore":
            outcome.restored = self.cache.restore(workspace, given["key"], given["restore-keys"].split())
        elif name == "actions/cache/save":
            outcome.cached = self.cache.save(given["key"], workspace, given["path"].split())
        else:
            assert name == "actions/setup-python", f"nothing is known of {name}"

    def _checkout(self, workspace: Path) -> None:
        for command in (
            ["init", "--quiet", "--initial-branch=main"],
            ["remote", "add", "origin", self.origin.as_uri()],
            ["fetch", "--quiet", "--no-tags", "--depth=1", "--filter=blob:none", "origin", "+main:refs/remotes/origin/main"],
            ["checkout", "--quiet", "--force", "-B", "main", "refs/remotes/origin/main"],
        ):
            subprocess.run(["git", *command], cwd=workspace, check=True, capture_output=True)

    def _bash(self, script: str, workspace: Path, environment: Mapping[str, str], outcome: Outcome) -> bool:
        command = ["bash", "-e", "-c", script]
        done = subprocess.run(
            command, cwd=workspace, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS
        )
        outcome.log += done.stdout + done.stderr
        return done.returncode == 0


def _filled(text: str, said: Mapping[str, str]) -> str:
    return _EXPRESSION.sub(lambda found: said[found[1]], text)
