"""What was committed here, made once more on top of what others have pushed meanwhile: file by file, in one line."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsarchive import files
from newsarchive.export.command import GitError
from newsarchive.export.git import Repository
from newsarchive.export.reading import contents
from newsarchive.export.worktree import NO_FILE, in_work_tree
from newsarchive.store.exports import ExportState, ExportStore

_PENDING = "newsarchive-replay"
"""The note, in git's folder, of a branch that is being moved: the work tree and the index follow it, also after a crash."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit did to one file: mode and blob before and after, None where it was not there."""

    path: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None


class Replay:
    """Moves the branch of a repository on top of another commit, with all that was committed since they parted."""

    def __init__(self, export: str, repository: Repository, exports: ExportStore) -> None:
        self._export = export
        self._repository = repository
        self._exports = exports

    def onto(self, theirs: str) -> None:
        """Bring the branch to ``theirs``, and what it had and ``theirs`` lacks on top, a commit each.

        A file that both changed stays as they have it when ours was written by an export: it is theirs from now on, and the
        next export leaves it alone.

        Raises:
            GitError: both changed a file that is none of the export's; or git refused. The branch is as it was.
        """
        repository, ours = self._repository, self._repository.head
        if ours is None or ours == theirs or repository.contains(theirs):
            return
        bases = repository.run("merge-base", ours, theirs, check=False).split()
        span = [f"{bases[0]}..{ours}"] if bases else [ours]
        head, parent = theirs, bases[0] if bases else None
        index = repository.scratch / "replay-index"
        index.unlink(missing_ok=True)
        repository.run("read-tree", theirs, index=index)
        for commit in repository.run("rev-list", "--reverse", "--first-parent", *span).split():
            head = self._again(commit, parent, head, index)
            parent = commit
        index.unlink(missing_ok=True)
        pending = self._pending
        pending.write_text(json.dumps({"from": ours, "to": head}), encoding="utf-8")
        repository.move(head, "replay on what was pushed by others")
        self.follow()

    def follow(self) -> None:
        """Bring the work tree, git's index and the export's state to where the branch was moved; also after a crash."""
        repository, pending = self._repository, self._pending
        try:
            said = json.loads(pending.read_text(encoding="utf-8"))
            former, now = str(said["from"]), str(said["to"])
        except FileNotFoundError:
            return
        except (ValueError, KeyError):  # the crash came while it was written, so before the branch moved
            pending.unlink()
            return
        if former != repository.head and repository.contains(now):
            if repository.work_tree:
                self._follow(former, now)
            state = self._exports.state(self._export)
            if state:
                self._exports.finish(self._export, ExportState(state.sequence, now, state.fingerprint), {})
        pending.unlink()

    @property
    def _pending(self) -> Path:
        return self._repository.folder / _PENDING

    def _again(self, commit: str, parent: str | None, head: str, index: Path) -> str:
        """The commit made once more on ``head``; ``head`` itself when nothing of it is left."""
        repository = self._repository
        changes = list(_changes(repository, parent, commit))
        paths = [change.path for change in changes]
        there = _entries(repository, head, paths)
        journal = self._exports.journal(self._export, paths)
        rows = []
        for change in changes:
            present = there.get(change.path)
            if present == change.after:
                continue
            if present != change.before and not self._may_replace(change, present, journal[change.path], commit):
                continue
            mode, blob = change.after or ("0", "0" * len(commit))
            rows.append(f"{mode} {blob}\t{change.path}\0")
        if not rows:
            return head
        repository.run("update-index", "-z", "--add", "--replace", "--index-info", stdin="".join(rows), index=index)
        tree = repository.run("write-tree", "--missing-ok", index=index).strip()
        format_ = "--format=%an <%ae> %ad%n%cn <%ce> %cd%n%B"
        said = repository.run("log", "-1", "--no-show-signature", "--date=raw", format_, commit)
        author, committer, message = said.split("\n", 2)
        return repository.commit_tree(tree, head, message.rstrip("\n") + "\n", author, committer)

    def _may_replace(self, change: Change, present: tuple[str, str] | None, ours: dict[str, bool], commit: str) -> bool:
        """Whether ours goes on top of what others made of the file meanwhile."""
        written = any(side and side[1] in ours for side in (change.before, change.after))
        if present and present[1] in ours:
            return True  # an older state of it that an export wrote
        if written:
            return False
        path = self._repository.path
        raise GitError(
            f"{change.path} was changed in your commit {commit[:10]} and by others: bring them together "
            f"(`git -C {path} pull --rebase`), then export again"
        )

    def _follow(self, former: str, now: str) -> None:
        repository = self._repository
        changes = list(_changes(repository, former, now))
        staged = repository.staged([change.path for change in changes])
        blobs = [change.after[1] for change in changes if change.after and change.after[0] != "160000"]
        content = contents(repository.path, blobs)
        entries: dict[str, tuple[str, str] | None] = {}
        for change in changes:
            before = change.before and change.before[1]
            data = next(content)[1] if change.after and change.after[0] != "160000" else None
            work = in_work_tree(repository, change.path)
            if work == before and work != NO_FILE:
                self._write(change, data)
            if staged.get(change.path) == before:
                entries[change.path] = change.after
        if entries:
            repository.stage_entries(entries)

    def _write(self, change: Change, data: bytes | None) -> None:
        place = files.inside(self._repository.path, change.path)
        if change.after is None:
            files.remove(place, self._repository.path)
        elif data is not None and change.after[0] in ("100644", "100755"):
            files.replace(place, data, staging=self._repository.staging)
            if change.after[0] == "100755":
                place.chmod(0o755)
        elif data is not None and change.after[0] == "120000":
            with contextlib.suppress(FileExistsError):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(data.decode(errors="surrogateescape"))


def _changes(repository: Repository, before: str | None, after: str) -> Iterator[Change]:
    """The files in which two commits differ."""
    base = before or repository.run("hash-object", "-t", "tree", "--stdin", stdin="").strip()
    rows = repository.run("diff-tree", "-r", "-z", "--no-renames", "--raw", base, after).split("\0")
    for meta, path in zip(rows[::2], rows[1::2], strict=False):
        old_mode, new_mode, old, new, _ = meta.removeprefix(":").split(" ")
        yield Change(path, _entry(old_mode, old), _entry(new_mode, new))


def _entry(mode: str, blob: str) -> tuple[str, str] | None:
    return None if mode == "000000" else (mode, blob)


def _entries(repository: Repository, commit: str, paths: list[str]) -> dict[str, tuple[str, str]]:
    """Mode and blob of those paths that are files in a commit."""
    found: dict[str, tuple[str, str]] = {}
    for start in range(0, len(paths), 500):
        rows = repository.run("--literal-pathspecs", "ls-tree", "-z", commit, "--", *paths[start : start + 500]).split("\0")
        for meta, _, path in (row.partition("\t") for row in rows if row):
            mode, _, blob = meta.split(" ")
            found[path] = (mode, blob)
    return found
