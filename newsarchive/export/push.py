"""An export's branch pushed to a remote: again after a race, never by force, and within a bounded time."""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass

from newsarchive.config.git import PushChoice
from newsarchive.export.command import TIMED_OUT, GitError, asking_nobody, git_within
from newsarchive.export.git import Repository
from newsarchive.export.replay import Replay

_PAUSE = 0.2
"""Seconds before the second try, at the most; each further pause may be twice as long, up to :data:`_LONGEST`."""
_LONGEST = 5.0

_RACE = re.compile(
    r"fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref|incorrect old value"
    r"|reference already exists|failed to lock|needs force"
)
"""What git says, in the words that it or the server gives as its reason, when somebody else pushed meanwhile."""

_WAYS_OUT = (
    (r"does not appear to be a git repository|repository .* not found|Repository not found", "check its address"),
    (r"terminal prompts disabled|could not read (Username|Password)|Authentication failed|Permission denied|403|401",
     "set up a credential that needs no typing: a deploy key, a credential helper, or a token in the remote's address"),
    (r"Could not resolve host|Connection (refused|timed out|reset)|Network is unreachable|unable to access", "check the network"),
    (r"Host key verification failed", "log in to the host once with ssh, so that its key is known"),
    (r"protected|hook declined|GH006|GH013|denyCurrentBranch|branch is currently checked out|not permitted|prohibited",
     "let this key push to the branch, or name another one under `push: {branch: ...}`"),
    (r"no space left|quota|exceeds|too large", "make room there, or push to another repository"),
)  # fmt: skip


class PushError(Exception):
    """It could not be pushed; the message says why, and the way out. The next export pushes what was left."""


@dataclass(frozen=True, slots=True)
class _Rejected:
    reason: str
    is_race: bool


class Push:
    """One export's branch, and where it goes."""

    def __init__(self, repository: Repository, choice: PushChoice, replay: Replay) -> None:
        self._repository = repository
        self._choice = choice
        self._replay = replay
        self._branch = choice.branch or repository.ref.removeprefix("refs/heads/")
        self._tracking = f"refs/remotes/{choice.remote}/{self._branch}"

    @property
    def is_needed(self) -> bool:
        """Whether the branch has moved since it was last pushed, as far as this repository knows."""
        known = self._repository.run("rev-parse", "-q", "--verify", self._tracking, check=False).strip()
        return self._repository.head is not None and known != self._repository.head

    def run(self) -> str:
        """Push, and answer with the commit that the remote has then.

        Raises:
            PushError: it did not come about within the time that the export gives to it.
        """
        repository, choice = self._repository, self._choice
        if repository.head is None:
            raise PushError(f"{repository.path} has no commit that could be pushed")
        if choice.remote not in repository.run("remote").split():
            raise PushError(
                f"{repository.path} has no remote {choice.remote!r}; add it with `git -C {repository.path} remote add "
                f"{choice.remote} ADDRESS`, or name another one under `push: {{remote: ...}}`"
            )
        deadline, pause = time.monotonic() + choice.limit.total_seconds(), _PAUSE
        while True:
            rejected = self._push(deadline)
            if rejected is None:
                repository.run("update-ref", self._tracking, repository.head, check=False)  # a URL's remote has none by itself
                return repository.head
            if not rejected.is_race:
                raise self._error(rejected.reason)
            if time.monotonic() + pause > deadline:
                raise self._error(
                    f"others pushed each time before us for {choice.limit.total_seconds():.0f} s ({rejected.reason})"
                )
            self._catch_up(deadline)
            time.sleep(random.uniform(0, pause))  # so that two publishers do not keep step; no secret
            pause = min(2 * pause, _LONGEST)

    def _push(self, deadline: float) -> _Rejected | None:
        # The commit by its name and without a plus: what is pushed is what was replayed, and git itself refuses anything else.
        target = f"{self._repository.head}:refs/heads/{self._branch}"
        # A thin pack is made of differences from what the remote has: where that is not here, git would fetch it first.
        whole = ["--no-thin"] if self._repository.is_partial else []
        code, out, said = self._git(deadline, "push", "--porcelain", "--no-follow-tags", *whole, self._choice.remote, target)
        if code == 0:
            return None
        summary = next((line.split("\t", 2)[-1] for line in out.splitlines() if line.startswith("!")), "")
        detail = " ".join(dict.fromkeys(line.strip() for line in said.splitlines() if _tells(line)))
        reason = " ".join(filter(None, (summary, detail))) or f"exit code {code}"
        return _Rejected(reason, code != TIMED_OUT and bool(_RACE.search(summary)) and "hook declined" not in summary)

    def _catch_up(self, deadline: float) -> None:
        source = f"+refs/heads/{self._branch}:{self._tracking}"  # the plus is for what we know of theirs, which they may set back
        options = ("--quiet", "--no-tags", "--no-auto-maintenance", "--no-write-fetch-head", "--no-recurse-submodules")
        code, _, said = self._git(deadline, "fetch", *options, self._choice.remote, source)
        if code:
            raise self._error(said.strip() or f"exit code {code}")
        theirs = self._repository.run("rev-parse", "--verify", self._tracking).strip()
        try:
            self._replay.onto(theirs)
        except GitError as error:
            raise self._error(str(error)) from error

    def _git(self, deadline: float, *arguments: str) -> tuple[int, str, str]:
        path = self._repository.path
        return git_within(deadline - time.monotonic(), path, *arguments, variables=asking_nobody(path))

    def _error(self, reason: str) -> PushError:
        way = next((f"; {way}" for pattern, way in _WAYS_OUT if re.search(pattern, reason, re.IGNORECASE)), "")
        where = f"{self._choice.remote} ({self._branch})"
        return PushError(f"not pushed to {where}: {reason}{way}. Nothing is lost: the next export pushes what was left")


def _tells(line: str) -> bool:
    """Whether a line of git's complaints says something that its summary does not."""
    return line.startswith(("fatal:", "remote:", "error:", "ssh:", "it took")) or "denied" in line
