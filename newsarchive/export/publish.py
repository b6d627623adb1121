"""One export, from the index into its repository: what changed is written, and committed as one commit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.article import Article
from newsarchive.export.check import Generator, refused_posts
from newsarchive.export.commit import Commit
from newsarchive.export.git import Repository
from newsarchive.export.message import Tally
from newsarchive.export.ownership import Action
from newsarchive.export.pictures import Pictures
from newsarchive.export.projection import HeldBackError, Projection
from newsarchive.export.selection import Selection
from newsarchive.export.worktree import Planned, Writer
from newsarchive.pictures.shelf import Shelf
from newsarchive.store.articles import Stored
from newsarchive.store.exports import ExportState
from newsarchive.store.index import Index


@dataclass(slots=True)
class Published:
    """What an export came to."""

    export: str
    commit: str | None = None
    """The commit it made, if there was anything to commit."""
    folder: str | None = None
    """Where its files are, if it is of files and no repository."""
    written: int = 0
    removed: int = 0
    held_back: dict[str, str] = field(default_factory=dict)
    """Article id to the reason why its post did not go out, those that had been held back before included."""
    without: int = 0
    """How many articles are not in its files, because there is nothing of them that those would hold: no capture, say."""
    newly_held: int = 0
    """How many of them were not held back, or for another reason, the last time."""
    kept: dict[str, str] = field(default_factory=dict)
    """Path to the reason why the user's own version of the file was left alone."""
    pushed: str | None = None
    """The commit that the remote has now, where it was pushed to."""
    push_error: str | None = None
    """Why it could not be pushed; the next export pushes what was left."""


_KEPT = {
    Action.KEEP_CHANGED: "you changed this file; commit or undo your change, or rename it, and the export will bring its own",
    Action.KEEP_REMOVED: "you removed this file",
}


def publish(
    name: str,
    projection: Projection,
    index: Index,
    repository: Repository,
    now: datetime,
    *,
    whole: bool = False,
    check: Generator | None = None,
    shelf: Shelf | None = None,
) -> Published:
    """Bring a repository up to the state of the index: write what changed, commit it, remember that.

    Can be run at any time, and again after a crash: what is there already is not written again. ``whole``: look at every
    file, and not only at those of articles that have changed since the last export. ``check``: build what is to be written
    with this generator first, and hold back what it cannot build. ``shelf``: where kept pictures lie.

    Raises:
        CheckError: the generator is not there, or cannot build the site whatever the posts.
        GitError: git refused; nothing is lost, and the next export does it.
        ShelfError: where pictures lie cannot be read; the same.
    """
    exports, fingerprint = index.exports, projection.fingerprint
    state = exports.state(name)
    if state and state.commit and not repository.contains(state.commit):
        exports.forget(name)  # another repository, or one set back: what it lacks is written again
        state = None
    reformed = state is not None and state.fingerprint != fingerprint  # every file may look different now
    since = None if state is None or reformed or whole else state.sequence
    upto, held = index.articles.sequence(), exports.held(name)
    if since == upto and not held:
        return Published(name)
    repository.clear_up()
    plan = Plan(name, projection, index, since, upto, shelf)
    if check:
        plan.refused = refused(check, projection, Plan(name, projection, index, since, upto, shelf), list(held))
    result, tally = Published(name), Tally(rewrites=reformed)
    with Commit(repository) as commit:
        writer = Writer(name, repository, commit, exports)
        for planned, action in writer.write(plan.files(list(held))):
            _note(planned, action, plan, result, tally)
        if commit.files:
            result.commit = commit.finish(tally.message(), int(now.timestamp()))
        if writer.changed:
            repository.stage(writer.changed)
        news = {key: reason for key, reason in plan.held.items() if held.get(key) != reason}
        exports.hold(name, news)
        exports.release(name, [key for key in held if key not in plan.held])
        finished = ExportState(upto, repository.head, fingerprint)
        if writer.changed or finished != state:
            exports.finish(name, finished, writer.changed)
    result.held_back = {plan.ids[key]: reason for key, reason in plan.held.items()}
    result.newly_held = len(news)
    return result


def _note(planned: Planned, action: Action, plan: Plan, result: Published, tally: Tally) -> None:
    """Enter what was done with a file into the result."""
    if action in _KEPT:
        result.kept[planned.path] = _KEPT[action]
        if planned.article and action is Action.KEEP_CHANGED:
            plan.held[planned.article] = f"{planned.path}: {_KEPT[action]}"
    elif action is Action.COMMIT and planned.goes:
        result.removed += 1
    elif action is Action.COMMIT:
        result.written += 1
        if planned.article:
            stored = plan.posts[planned.article]
            tally.add(stored.article, again=plan.is_older(stored) or stored.key in plan.illustrated)
    if planned.article:
        plan.posts.pop(planned.article)


def refused(check: Generator, projection: Projection, plan: Plan, again: list[int]) -> dict[int, str]:
    """The articles whose planned posts the generator cannot build, by their keys, each with the reason."""
    planned = {each.path: each for each in plan.files(again) if each.article and each.content is not None}
    posts = {path: each.content for path, each in planned.items() if each.content is not None}
    wrong = refused_posts(check, projection.site_files(), posts)
    return {key: reason for path, reason in wrong.items() if (key := planned[path].article) is not None}


class Plan:
    """Which files there are to be, told by the index; a file at a time, so that memory stays flat."""

    def __init__(
        self, name: str, projection: Projection, index: Index, since: int | None, upto: int, shelf: Shelf | None = None
    ) -> None:
        """``since``: what the last export came up to; None means that everything has to be looked at.

        ``shelf``: where kept pictures lie.
        """
        self._name = name
        self._projection = projection
        self._articles = index.articles
        self._groups = index.groups
        self._selection = Selection(name, projection, index)
        self._chosen: set[int] = set()
        """Articles for whose pieces a post has been chosen."""
        self._exports = index.exports
        self._pictures = Pictures(name, projection, index.exports, shelf)
        self._since = since
        self._upto = upto
        self.paths: set[str] = set()
        """Of all files that are to be there, as far as they have been planned."""
        self._touched: set[str] = set()
        self.posts: dict[int, Stored] = {}
        """Articles whose posts are planned and not yet dealt with."""
        self.illustrated: set[int] = set()
        """Articles whose posts were out before, and whose pictures have come since."""
        self.held: dict[int, str] = {}
        """Article key to the reason why its post does not go out."""
        self.ids: dict[int, str] = {}
        self.refused: dict[int, str] = {}
        """Article key to the reason why the site's generator cannot build its post."""

    def files(self, again: list[int]) -> Iterator[Planned]:
        """All files that may have to be written: posts, then the pages that depend on them, then what surrounds them."""
        whole = self._since is None
        for stored in self._changed(again):
            yield from self._piece(stored)
        for category, publishers in sorted(self._projection.categories(self._articles.publishers()).items()):
            if whole or category in self._touched:
                yield from self._page(category, publishers)
        if whole:
            for path, content in self._projection.site_files():
                self.paths.add(path)
                yield Planned(path, content)
            for path in self._exports.committed_paths(self._name):
                if path not in self.paths:
                    yield Planned(path, None)

    def _changed(self, again: list[int]) -> Iterator[Stored]:
        """The articles held back the last time, those that changed since, and those of which the copies did."""
        seen = set(again)
        for key in again:
            stored = self._articles.by_key(key)
            if stored:
                yield stored
        for stored in self._articles.changed_since(self._since or 0, self._upto):
            if stored.key not in seen:
                yield stored
        for key in self._groups.changed_since(self._since, self._upto) if self._since is not None else ():
            stored = self._articles.by_key(key)
            if stored and key not in seen and (self.is_older(stored) or stored.sequence > self._upto):
                yield stored

    def is_older(self, stored: Stored) -> bool:
        """Whether the last export had the article before it as it is now."""
        return self._since is not None and stored.sequence <= self._since

    def _piece(self, stored: Stored) -> Iterator[Planned]:
        """The post of an article; where one stands for all copies, that one, and for the others that none is there."""
        members = self._selection.members(stored)
        if len(members) == 1:
            yield from self._post(stored)
        elif stored.key not in self._chosen:
            self._chosen.update(member.key for member in members)
            chosen = self._selection.chosen([each for each in members if each.key not in self.refused] or members)
            for member in members:
                yield from self._post(member) if chosen in (None, member) else self._no_post(member)

    def _no_post(self, stored: Stored) -> Iterator[Planned]:
        """Nothing, where its post would stand; when all is looked at, what is planned nowhere goes anyway."""
        self._touch(stored)
        if self._since is not None:
            yield from (Planned(path, None) for path in self._selection.paths(stored))

    def _touch(self, stored: Stored) -> None:
        page = self._projection.page_name(stored.article.publisher)
        if page:
            self._touched.add(page)

    def _post(self, stored: Stored) -> Iterator[Planned]:
        article = stored.article
        self.ids[stored.key] = article.id
        try:
            path = self._projection.path(article, stored.file_name)
            self.paths.add(path)
            pictures = self._pictures.of(article)
            content = self._projection.post(
                article, self._history(stored), lambda: self._selection.others(stored), at=path, there=pictures
            )
            if stored.key in self.refused:
                raise HeldBackError(self.refused[stored.key])
        except HeldBackError as error:
            self.held[stored.key] = str(error)
            return
        former = self._former_path(stored)
        if former and former != path:
            yield Planned(former, None)
        self._touch(stored)
        for planned in self._pictures.planned(pictures):
            if planned.path not in self.paths:
                self.paths.add(planned.path)
                yield planned
        if pictures and any(self._exports.journal(self._name, [path])[path].values()):
            self.illustrated.add(stored.key)
        self.posts[stored.key] = stored
        yield Planned(path, content, stored.key)

    def _history(self, stored: Stored) -> list[Article]:
        """The revisions of an article, where its post lists them and there are several."""
        return self._articles.revisions(stored.key) if self._projection.wants_history and stored.article.revision > 1 else []

    def _former_path(self, stored: Stored) -> str | None:
        """Where the post of an article stood that has been revised since the last export."""
        if self._since is None or stored.article.revision == 1:
            return None
        former = self._articles.revision_at(stored.key, self._since)
        try:
            return self._projection.path(former, stored.file_name) if former else None
        except HeldBackError:  # it had not gone out
            return None

    def _page(self, category: str, publishers: set[str]) -> Iterator[Planned]:
        page = self._projection.publisher_page(category, publishers)
        if page:
            self.paths.add(page[0])
            yield Planned(*page)
