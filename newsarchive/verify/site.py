"""An exported repository against the index: each file as it is to be, and none that nothing leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from newsarchive.export import front_matter, reading
from newsarchive.export.command import GitError
from newsarchive.export.git import Repository
from newsarchive.export.ownership import Action
from newsarchive.export.projection import Projection
from newsarchive.export.publish import Plan
from newsarchive.export.selection import Selection
from newsarchive.export.worktree import BATCH, Found, found
from newsarchive.pictures.content import PictureError, read_picture
from newsarchive.pictures.shelf import Shelf
from newsarchive.store.exports import ExportState
from newsarchive.store.index import Index
from newsarchive.verify.finding import Finding, Kind

EXPORT = "run `newsarchive export --all`"
_REBUILD = "run `newsarchive rebuild --from site`, or remove the file and commit that"
_FRESH = "move the repository away and run `newsarchive export`, or clone it again from where it was pushed to"

_Item = TypeVar("_Item")


def check_repository(
    label: str, projection: Projection, index: Index, repository: Repository, shelf: Shelf | None = None
) -> Iterator[Finding]:
    """What is wrong with an export as far as it has come; changes that have not been exported yet are none of it.

    ``shelf``: where kept pictures lie.
    """
    check = _Check(label, projection, index, repository, shelf)
    for line in reading.complaints(repository.path):
        yield check.finding(Kind.UNREADABLE, "the repository", line, _FRESH)
    try:
        yield from check.run()
    except GitError as error:
        yield check.finding(Kind.UNREADABLE, "the repository", str(error), _FRESH)


class _Check:
    def __init__(self, label: str, projection: Projection, index: Index, repository: Repository, shelf: Shelf | None) -> None:
        self._label = label
        self._projection = projection
        self._index = index
        self._repository = repository
        self._shelf = shelf
        self._state: ExportState | None = index.exports.state(label)
        self._upto = self._state.sequence if self._state else 0
        self._reformed = self._state is not None and self._state.fingerprint != projection.fingerprint
        self._behind = index.articles.sequence() > self._upto

    def finding(self, kind: Kind, thing: str, what: str, way_out: str) -> Finding:
        return Finding(kind, f"export {self._label}", thing, what, way_out)

    def run(self) -> Iterator[Finding]:
        state = self._state
        if state and state.commit and not self._repository.contains(state.commit):
            what = f"the branch does not lead to the last export any more ({state.commit[:10]})"
            yield self.finding(Kind.ALTERED, "the repository", what, EXPORT)
        plan = Plan(self._label, self._projection, self._index, None, self._upto, self._shelf)
        pending = self._pending()
        planned = (each for each in plan.files([]) if each.path not in pending)
        for batch in _batches(planned if state else ()):
            for each in found(self._label, self._repository, self._index.exports, batch):
                yield from self._file(each)
            plan.posts.clear()
        yield from self._orphans(plan.paths | pending)

    def _pending(self) -> set[str]:
        """The paths of posts that the next export writes, moves or removes anyway."""
        articles, now = self._index.articles, self._index.articles.sequence()
        selection = Selection(self._label, self._projection, self._index)
        changed = (stored.key for stored in articles.changed_since(self._upto, now))
        paths: set[str] = set()
        for key in {*changed, *self._index.groups.changed_since(self._upto, now)}:
            stored = articles.by_key(key)
            for member in selection.members(stored) if stored else ():
                paths.update(selection.paths(member))
        return paths

    def _file(self, file: Found) -> Iterator[Finding]:
        """What is wrong with one file."""
        path, head, work = file.planned.path, file.sides.head, file.sides.work
        action = file.action
        if head == file.want and head is not None and work != head:
            yield self._work_tree(file)
        elif action is Action.KEEP_CHANGED:
            yield self.finding(Kind.OWN, path, "you changed this file", "the export leaves it alone")
        elif action is Action.KEEP_REMOVED:
            yield self.finding(Kind.OWN, path, "you removed this file", "the export does not bring it back")
        elif action is Action.COMMIT and file.want is None and self._projection.is_picture(path):
            return  # no post shows it any more, some may elsewhere; `export --all` removes it
        elif action is Action.COMMIT and file.want is None:
            yield self.finding(Kind.ORPHANED, path, "no article has this file any more", EXPORT)
        elif action is Action.COMMIT and not self._excused(file):
            kind, what = (Kind.ALTERED, "it says something else than the index") if head else (Kind.MISSING, "it is not there")
            yield self.finding(kind, path, what, EXPORT)
        elif action is Action.REPAIR and not self._reformed:
            yield self.finding(Kind.ALTERED, path, "git's index does not have it as it was committed", EXPORT)

    def _excused(self, file: Found) -> bool:
        """Whether the next export changes the file anyway: its form is another now, or it is a page about articles to come."""
        return (self._reformed and (file.sides.head in file.ours)) or (self._behind and file.planned.article is None)

    def _work_tree(self, file: Found) -> Finding:
        """A file that is right in the last commit, and not in the work tree: changed by the user, as far as it still reads."""
        path, restore = file.planned.path, f"run `git -C {self._repository.path} restore -- '{file.planned.path}'`"
        place = self._repository.path / path
        if file.sides.work is None:
            return self.finding(Kind.MISSING, path, "it is committed, and gone from the work tree", f"{restore}, or commit that")
        if place.is_file() and not _is_of_its_kind(file, place.read_bytes()):
            return self.finding(Kind.UNREADABLE, path, "what stands in the work tree is nothing of its kind", restore)
        return self.finding(Kind.OWN, path, "you changed this file, and have not committed it", "commit or undo your change")

    def _orphans(self, planned: set[str]) -> Iterator[Finding]:
        """Posts of the form that the export gives them, of which the index knows nothing."""
        if self._repository.head is None:
            return
        rows = reading.files_in(self._repository.path, self._repository.head)
        strange = ((path, blob) for path, blob in rows if path not in planned and self._projection.is_post(path))
        for batch in _batches(strange):
            journal = self._index.exports.journal(self._label, [path for path, _ in batch])
            unknown = {blob: path for path, blob in batch if blob not in journal[path]}
            for blob, content in reading.contents(self._repository.path, list(unknown)):
                yield from self._orphan(unknown[blob], content)

    def _orphan(self, path: str, content: bytes | None) -> Iterable[Finding]:
        if content is None:
            return  # `git fsck` has said so
        if _reads(content, post=True):
            yield self.finding(Kind.ORPHANED, path, "the index has no article for this post", _REBUILD)


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    rest = iter(items)
    while some := list(islice(rest, BATCH)):
        yield some


def _is_of_its_kind(file: Found, content: bytes) -> bool:
    """Whether this can still be what the file is for."""
    if file.planned.load is None:
        return _reads(content, post=file.planned.article is not None)
    try:
        read_picture(content)
    except PictureError:
        return False
    return True


def _reads(content: bytes, *, post: bool) -> bool:
    """Whether this can still be what the file is for: a text, and a post with its front matter."""
    try:
        text = content.decode()
        if post:
            front_matter.read(text)
    except (UnicodeDecodeError, front_matter.UnreadableError):
        return False
    return bool(text.strip()) and "\0" not in text
