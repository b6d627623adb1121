"""A git repository written by plumbing: a commit costs what it changes, however large the repository is."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import shutil
import time
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path

from newsarchive.config.git import GitChoice
from newsarchive.export.command import GitError, git_within, reason, run_git
from newsarchive.export.git_index import MARK, Entry, GitIndex

IDENTITY = "newsarchive <newsarchive@localhost>"
"""The author of commits where git knows none."""

_MAKING = ".newsarchive-making"
"""The folder in which a repository is made before it moves to its place."""
_STALE = 10.0
"""Seconds after which a lock of a branch was left behind by a git that was killed: git holds one for milliseconds."""

_FEW = 2
"""Paths in one folder up to which git is asked for each by itself."""

_LITERAL = "--literal-pathspecs"  # a path with an asterisk in it is a path, not a pattern


class Repository:
    """The work tree at ``path`` and its repository; or a repository whose files are not checked out."""

    def __init__(self, path: Path, choice: GitChoice | None = None, *, work_tree: bool = True) -> None:
        """Use the repository at ``path``; without a ``work_tree`` its branch is all that is read and written.

        Raises:
            GitError: there is none, it is bare where a work tree is wanted, or something half done (a merge, a rebase) stands
                in the way.
        """
        self.path = path
        self.choice = choice or GitChoice()
        self.work_tree = work_tree
        if not is_repository(path):
            raise GitError(f"{path} is no git repository; `newsarchive export` makes one when the folder is empty or not there")
        if work_tree and not (path / ".git").exists():
            raise GitError(f"{path} is a bare git repository; say `work_tree: false` in its export, or name another folder")
        places = ("--absolute-git-dir", "--path-format=absolute", "--git-common-dir", "--git-path", "objects")
        folder, common, objects, algorithm = self.run("rev-parse", *places, "--show-object-format").splitlines()
        self._folder = Path(folder)
        self.common = Path(common)
        """As :attr:`folder`, but of all work trees of the repository together."""
        self.objects = Path(objects)
        """Where git keeps its objects: shared by all work trees of a repository."""
        if not work_tree and (self._folder / "index").exists():
            raise GitError(
                f"{path} has its files checked out, and its export says `work_tree: false`: they would fall behind the branch; "
                "take that line out, or clone the repository with `--bare` or `--no-checkout`"
            )
        self._check_nothing_is_half_done()
        ref = self.run("symbolic-ref", "-q", "HEAD", check=False).strip()
        if not ref:
            raise GitError(f"{path} is on no branch (a detached HEAD); check one out, such as `git -C {path} switch main`")
        self.ref = ref
        self.head = self.run("rev-parse", "-q", "--verify", "HEAD^{commit}", check=False).strip() or None
        self.former = self.head
        """Where the branch was before it was last moved here."""
        self._new_hash = hashlib.sha256 if algorithm == "sha256" else hashlib.sha1
        self.no_blob = "0" * 2 * self._new_hash(usedforsecurity=False).digest_size
        """The name that stands for no object."""
        self._index = GitIndex(path, self._folder, self._ours, self.no_blob)
        promised = self.run("config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partialclone)$", check=False)
        self.is_partial = bool(promised)
        """Whether objects may be missing here that a remote has (``git clone --filter``): asking for one would fetch it."""

    @classmethod
    def at(cls, path: Path, choice: GitChoice | None = None, *, work_tree: bool = True) -> Repository:
        """The repository at ``path``, made where the folder is empty or not there."""
        is_empty = not path.exists() or (path.is_dir() and all(each.name == _MAKING for each in path.iterdir()))
        make = cls.create if is_empty else cls
        return make(path, choice, work_tree=work_tree)

    @classmethod
    def create(cls, path: Path, choice: GitChoice | None = None, *, work_tree: bool = True) -> Repository:
        """Make a repository with one branch, ``main``, and the settings that an archive wants: whole, or not at all."""
        making = path / _MAKING
        shutil.rmtree(making, ignore_errors=True)  # of a run that was killed
        making.mkdir(parents=True)
        run_git(making, "init", "--quiet", "--initial-branch=main", *([] if work_tree else ["--bare"]))
        for key, value in _SETTINGS.items():
            run_git(making, "config", key, value)
        # What makes a bare repository one is moved last, so that there is none before it is whole.
        parts = [making / ".git"] if work_tree else sorted(making.iterdir(), key=lambda each: each.name == "HEAD")
        for each in parts:
            each.rename(path / each.name)
        making.rmdir()
        return cls(path, choice, work_tree=work_tree)

    @property
    def folder(self) -> Path:
        """The folder that git keeps for this work tree: `.git`, or the bare repository itself."""
        return self._folder

    @functools.cached_property
    def staging(self) -> Path | None:
        """Where files are written before they move to their place in the work tree; None where that is on another disk."""
        return self._ours if self._folder.stat().st_dev == self.path.stat().st_dev else None

    @property
    def is_maintained(self) -> bool:
        """Whether packs are put together here; in clones that lack objects they are not: what is missing cannot be."""
        return self.choice.maintenance and not self.is_partial and not (self.common / "shallow").exists()

    def clear_up(self) -> None:
        """Remove what a killed run left in the middle of its work. Nobody else may be exporting to the repository."""
        shutil.rmtree(self._ours, ignore_errors=True)
        with contextlib.suppress(OSError):
            (self.path / _MAKING).rmdir()
        lock = self._folder / "index.lock"
        with contextlib.suppress(FileNotFoundError):
            if lock.read_bytes() == MARK:
                lock.unlink()
        for name in (self._folder / "HEAD.lock", self.common / f"{self.ref}.lock", self.common / "packed-refs.lock"):
            _wait_for(name)

    def blob(self, content: bytes) -> str:
        """The name that git gives to this content."""
        return self._new_hash(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()

    def committed(self, paths: Collection[str]) -> dict[str, str]:
        """Path to blob of those that are in the last commit."""
        if self.head is None or not paths:
            return {}
        # Of a folder with several of them all is listed: git reads it once then, not once for each. Blobs may be missing here.
        rows = self.run(_LITERAL, "ls-tree", "-z", self.head, "--", *_where(paths)).split("\0")
        wanted = frozenset(paths)
        found = (row.partition("\t") for row in rows if row)
        entries = ((path, meta.split(" ")) for meta, _, path in found if path in wanted)
        return {path: blob for path, (_, kind, blob) in entries if kind == "blob"}

    def staged(self, paths: Collection[str], committed: Mapping[str, str] | None = None) -> dict[str, str]:
        """Path to blob of those that are in git's index; ``committed``, where it is known: those in the last commit."""
        if not paths or not self.work_tree:
            return {}
        differences = self._index.differences(self.head)
        there = self.committed(paths) if committed is None else committed
        found = ((path, differences.get(path, there.get(path))) for path in paths)
        return {path: blob for path, blob in found if blob is not None}

    def begin_staging(self) -> None:
        """Have git read its index meanwhile, for a :meth:`stage` to come."""
        if self.work_tree:
            with contextlib.suppress(
                OSError
            ):  # a full disk, say: then it is read when it is needed, and that says why it cannot be
                self._index.begin()

    def give_up_staging(self) -> None:
        """There is nothing to stage after all."""
        self._index.give_up()

    def stage(self, files: Mapping[str, str | None]) -> None:
        """Bring git's index to these blobs (None: the path goes), which the last commit has, and nothing else of it.

        Raises:
            GitError: git refused, or another git is at its index.
        """
        if self.work_tree:
            self._index.stage({path: ("100644", blob) if blob else None for path, blob in files.items()}, self.former, self.head)

    def stage_entries(self, entries: Mapping[str, Entry | None]) -> None:
        """As :meth:`stage`, with the mode of each file before its blob, and of whatever commit.

        The files' times and sizes are not entered: git looks at these few files the next time it is asked, which costs less
        than a refresh, which looks at all.
        """
        if self.work_tree:
            self._index.stage(entries, self.head, self.head)

    def contains(self, commit: str) -> bool:
        """Whether ``commit`` is in the history of the branch."""
        if self.head is None or commit == self.head:
            return self.head is not None
        return run_git(self.path, "merge-base", "--is-ancestor", commit, self.head, check=False)[0] == 0

    def identity(self, role: str) -> str:
        """Who commits, ``Name <mail>``: as the export says, or as git is configured."""
        if self.choice.author:
            return self.choice.author
        said = self.run("var", f"GIT_{role}_IDENT", check=False)
        return said.rpartition(" ")[0].rpartition(" ")[0] or IDENTITY

    def signature(self) -> list[str] | None:
        """The options that make ``git commit-tree`` sign, as the export or git's ``commit.gpgSign`` says; None for unsigned."""
        sign = self.choice.sign
        if sign is None:
            sign = self.run("config", "--type=bool", "commit.gpgSign", check=False).strip() == "true"
        return None if sign is False else ["-S"] if sign is True else [f"-S{sign}"]

    def commit_tree(self, tree: str, parent: str | None, message: str, author: str, committer: str) -> str:
        """Make a commit, signed where that is wanted; people with their moments, as ``Name <mail> SECONDS ZONE``.

        Raises:
            GitError: git refused, or cannot sign.
        """
        variables = {**_person("AUTHOR", author), **_person("COMMITTER", committer)}
        parents = ["-p", parent] if parent else []
        arguments = ["commit-tree", *(self.signature() or []), *parents, tree]
        code, made, said = git_within(SIGNING_SECONDS, self.path, *arguments, stdin=message, variables=variables)
        if code:
            hint = "check `git config gpg.format` and `user.signingKey`, or say `git: {sign: false}` in the export"
            raise GitError(f"git could not sign the commit in {self.path}: {reason(said, code, self.path)}; {hint}")
        return made.strip()

    def move(self, to: str, reason: str) -> None:
        """Bring the branch to another commit, if nobody else has moved it meanwhile.

        Raises:
            GitError: somebody has, or git refused.
        """
        self.run("update-ref", "-m", f"newsarchive: {reason}", self.ref, to, self.head or "0" * len(to))
        self.has_moved(to)

    def has_moved(self, to: str) -> None:
        """Take note that the branch is at another commit."""
        self.former, self.head = self.head, to

    @property
    def _ours(self) -> Path:
        """A folder of our own, for what is on its way."""
        return self._folder / "newsarchive"

    def _check_nothing_is_half_done(self) -> None:
        for mark, what in _HALF_DONE.items():
            if (self._folder / mark).exists():
                raise GitError(f"{self.path}: {what} is under way; finish or abort it, then export again")

    @property
    def scratch(self) -> Path:
        """A folder for what is on its way, made where it is not there; what is left in it is cleared up by the next export."""
        self._ours.mkdir(exist_ok=True)
        return self._ours

    def run(self, *arguments: str, stdin: str | None = None, check: bool = True, index: Path | None = None) -> str:
        """What git says to these arguments.

        Raises:
            GitError: git refused, and ``check`` asks for that to be said.
        """
        return run_git(self.path, *arguments, stdin=stdin, check=check, index=index)[1]


_HALF_DONE = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
}

_SETTINGS = {
    "core.autocrlf": "false",  # files are what we wrote, on every machine
    "core.quotePath": "false",  # Chinese names stay readable
    "core.fsync": "committed",  # what a commit names is on the disk before the branch moves to it
    "core.splitIndex": "true",  # staging a hundred files does not rewrite the list of a hundred thousand
}


SIGNING_SECONDS = 60.0
"""How long a signature may take: what waits for a passphrase that nobody types comes to an end."""


def is_repository(path: Path) -> bool:
    """Whether there is a git repository at ``path`` itself, with a work tree or bare."""
    return (path / ".git").exists() or all((path / part).exists() for part in ("HEAD", "objects", "refs"))


def _where(paths: Collection[str]) -> list[str]:
    """Where ``git ls-tree`` is to look for these: in folders with several of them for all there is, else for the path itself."""
    folders = Counter(path.rpartition("/")[0] for path in paths)
    crowded = {folder for folder, number in folders.items() if folder and number > _FEW}
    return [*(f"{each}/" for each in sorted(crowded)), *(path for path in paths if path.rpartition("/")[0] not in crowded)]


def _wait_for(lock: Path) -> None:
    """Wait until git gives the lock back; one that grows old was left behind, and is removed."""
    with contextlib.suppress(FileNotFoundError):
        while time.time() - lock.stat().st_mtime < _STALE:
            time.sleep(0.1)
        lock.unlink()


def _person(role: str, person: str) -> dict[str, str]:
    who, seconds, zone = person.rsplit(" ", 2)
    name, _, mail = who.rpartition(" <")
    return {f"GIT_{role}_NAME": name, f"GIT_{role}_EMAIL": mail.rstrip(">"), f"GIT_{role}_DATE": f"@{seconds} {zone}"}
