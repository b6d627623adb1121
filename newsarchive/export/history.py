"""A repository made from nothing with its history: what was recorded, in the order in which it was, a commit a day."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime

from newsarchive.article import Article
from newsarchive.export.check import Generator
from newsarchive.export.command import GitError
from newsarchive.export.commit import Commit
from newsarchive.export.git import Repository
from newsarchive.export.message import Tally
from newsarchive.export.pictures import Pictures
from newsarchive.export.projection import HeldBackError, Projection
from newsarchive.export.publish import Plan, Published, publish, refused
from newsarchive.export.worktree import Planned, Writer
from newsarchive.pictures.shelf import Shelf
from newsarchive.store.articles import Stored
from newsarchive.store.exports import ExportState
from newsarchive.store.index import Index


def publish_history(
    name: str,
    projection: Projection,
    index: Index,
    repository: Repository,
    now: datetime,
    *,
    check: Generator | None = None,
    shelf: Shelf | None = None,
) -> Published:
    """Export every revision that was recorded, each in a commit of its day (UTC), dated when the last of them was fetched.

    The same index gives the same commits, by name, in whichever repository: as long as the names of author and committer are
    the same, and signatures, where there are any. At the end the files are those of an ordinary export. An article that was
    revised twice on a day has a commit for each, so that no revision is passed over. ``check``: articles that this generator
    cannot build as they are today are held back, with all of their history. ``shelf``: where kept pictures lie.

    Raises:
        CheckError: the generator is not there, or cannot build the site whatever the posts.
        GitError: the repository is not empty; or git refused.
    """
    _check_is_empty(repository)
    repository.clear_up()
    index.exports.forget(name)
    upto = index.articles.sequence()
    without = set(refused(check, projection, Plan(name, projection, index, None, upto, shelf), [])) if check else set()
    history = _History(name, projection, index, repository, shelf)
    recorded = (stored for stored in index.articles.history(upto) if stored.key not in without)
    for _, day in itertools.groupby(_numbered(recorded), key=lambda pair: pair[0]):
        history.commit(stored for _, stored in day)
    # What an ordinary export still finds to do: pages of media that are gone, and what depends on other articles, such as copies.
    result = publish(name, projection, index, repository, history.moment or now, whole=True, check=check, shelf=shelf)
    result.commit = repository.head
    result.written += history.written
    return result


class _History:
    """Commits days, one after the other."""

    def __init__(self, name: str, projection: Projection, index: Index, repository: Repository, shelf: Shelf | None) -> None:
        self._name = name
        self._projection = projection
        self._index = index
        self._repository = repository
        self._pictures = Pictures(name, projection, index.exports, shelf)
        self._written_today: set[str] = set()
        """The paths of pictures."""
        self._media: dict[int, tuple[str, str | None]] = {}
        """Article key to its medium and section as of now."""
        self._tally = Tally()
        self._sequence = 0
        self.moment: datetime | None = None
        """When the last revision was fetched; it never goes back, though clocks and imports do."""
        self.written = 0

    def commit(self, day: Iterator[Stored]) -> None:
        """Write and commit these revisions, and the pages that come with them."""
        exports, repository, self._tally = self._index.exports, self._repository, Tally()
        self._written_today.clear()
        with Commit(repository) as commit:
            writer = Writer(self._name, repository, commit, exports)
            for _ in writer.write(self._files(day)):
                pass
            if commit.files and self.moment:
                commit.finish(self._tally.message(), int(self.moment.timestamp()))
                repository.stage(writer.changed)
                state = ExportState(self._sequence, repository.head, self._projection.fingerprint)
                exports.finish(self._name, state, writer.changed)
                self.written += sum(blob is not None for blob in commit.files.values())

    def _files(self, day: Iterator[Stored]) -> Iterator[Planned]:
        if self._repository.head is None:
            yield from (Planned(path, content) for path, content in self._projection.site_files())
        touched = set()
        for stored in day:
            self.moment = max(self.moment or stored.article.fetched, stored.article.fetched)
            self._sequence = stored.sequence
            yield from self._post(stored)
            if stored.article.publisher:
                self._media[stored.key] = (stored.article.publisher, stored.article.section)
                touched.add(self._projection.page_name(stored.article.publisher))
        for category, publishers in sorted(self._projection.categories(set(self._media.values())).items()):
            page = self._projection.publisher_page(category, publishers) if category in touched else None
            if page:
                yield Planned(*page)

    def _post(self, stored: Stored) -> Iterator[Planned]:
        try:
            path = self._projection.path(stored.article, stored.file_name)
            pictures = self._pictures.of(stored.article)
            content = self._projection.post(stored.article, self._earlier(stored), at=path, there=pictures)
        except HeldBackError:  # as it was at the time; an ordinary export says so of what is held back today
            return
        former = self._former_path(stored)
        if former and former != path:
            yield Planned(former, None)
        yield from (each for each in self._pictures.planned(pictures) if each.path not in self._written_today)
        self._written_today.update(pictures.values())
        self._tally.add(stored.article)
        yield Planned(path, content, stored.key)

    def _earlier(self, stored: Stored) -> list[Article]:
        """The revisions up to this one, where posts list them."""
        if not self._projection.wants_history or stored.article.revision == 1:
            return []
        return self._index.articles.revisions(stored.key)[: stored.article.revision]

    def _former_path(self, stored: Stored) -> str | None:
        former = self._index.articles.revision_at(stored.key, stored.sequence - 1)
        try:
            return self._projection.path(former, stored.file_name) if former else None
        except HeldBackError:
            return None


def _numbered(recorded: Iterator[Stored]) -> Iterator[tuple[int, Stored]]:
    """Each revision with the number of its commit: another one for each day, and where an article comes again."""
    number, today, seen = 0, date.min, set[int]()
    for stored in recorded:
        day = stored.article.fetched.astimezone(UTC).date()
        if day != today or stored.key in seen:
            number, today, seen = number + 1, day, set()
        seen.add(stored.key)
        yield number, stored


def _check_is_empty(repository: Repository) -> None:
    files = repository.work_tree and any(each.name != ".git" for each in repository.path.iterdir())
    if files or repository.head is not None:
        raise GitError(
            f"{repository.path} is not empty, and a history can only be made from nothing: move it away, or configure an export "
            "to another folder, and export there since the epoch"
        )
