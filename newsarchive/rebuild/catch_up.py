"""An index brought up to the posts of its repository: what others of the same archive published, or all of it, is taken in.

An archive whose index is kept in a cache may find it gone, or find an older one; and two runs of it at once have an index each.
The posts are what they share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from newsarchive.article import Article
from newsarchive.comparison import changed_fields
from newsarchive.config.export import Export
from newsarchive.config.git import PushChoice
from newsarchive.export.command import asking_nobody, git_within
from newsarchive.export.git import Repository, is_repository
from newsarchive.export.projection import HeldBackError, Projection
from newsarchive.export.reading import files_in
from newsarchive.importing.carried import carries_record, must_be_readable
from newsarchive.importing.committed import posts_at
from newsarchive.importing.intake import Intake
from newsarchive.importing.post import Post
from newsarchive.run import Run
from newsarchive.store.articles import ArticleStore
from newsarchive.store.known_as import address_of_id, addresses_of

_DEEPER = (100, 2000)
"""Commits by which the history of a shallow clone is lengthened, in turn, to find the commit that the index knows."""


@dataclass(slots=True)
class CaughtUp:
    """What was brought in from one repository."""

    head: str | None = None
    """The commit that the index is now up to; None where the branch has none."""
    taken: int = 0
    """Posts that the index did not have, or not so new."""
    doubled: list[str] = field(default_factory=list)
    """Posts of an article that has another one; the next export removes them."""
    unreadable: int = 0


def catch_up(run: Run, export: Export, known: str | None = None) -> CaughtUp:
    """Take in what the branch of an export has and the index has not; ``run`` counts it, and exports nothing.

    ``known``: the commit that the index was brought up to before, or wrote itself on top of that.

    A post that stands at a path of which the index knows nothing is taken in. One that differs from what the index says its
    export wrote is taken in where it carries a newer record that is whole; where it says the same it is taken for ours; else
    it is somebody's own, and stays so.

    Raises:
        GitError: git refused, or the remote cannot be asked.
        ConfigError: posts of this profile do not say what they are of.
        BusyError: another export of this archive does not come to its end.
    """
    archive, done = run.archive, CaughtUp()
    archive.link(export)
    if not is_repository(archive.place(export)):
        return done
    with archive.exporting(export):
        repository, journal = archive.repository(export), archive.index.exports
        state = journal.state(export.label)
        done.head = repository.head
        if repository.head is None or repository.head == known:
            return done
        projection = archive.projection(export)
        posts = {path: blob for path, blob in files_in(repository.path, repository.head) if projection.is_post(path)}
        ours = journal.journal(export.label, list(posts))
        foreign = {path: blob for path, blob in posts.items() if blob not in ours[path]}
        push = export.push or PushChoice()
        intake = Intake(run)
        chosen = _Chosen(archive.index.articles, export.profile, {path for path in foreign if ours[path]})
        most = archive.config.politeness.max_size
        intake.take(chosen.of(posts_at(repository, foreign, intake.customs, push, most)), repository.path)
        done.unreadable = len(run.failures)
        done.taken = len(chosen.taken.keys() - chosen.same) - done.unreadable
        done.doubled = sorted(_doubled(archive.index.articles, projection, chosen.taken, posts))
        journal.adopt(export.label, {path: foreign[path] for path in (*chosen.same, *done.doubled)})
        if done.doubled:
            journal.look_at_all(export.label)
        elif state and state.commit:
            _lengthen(repository, state.commit, push)
    return done


class _Chosen:
    """Chooses which posts are taken in, of those that the index did not have written as they are."""

    def __init__(self, articles: ArticleStore, profile: str, known: set[str]) -> None:
        """``known``: the paths at which the index had other posts written."""
        self._articles = articles
        self._profile = profile
        self._known = known
        self.taken: dict[str, str] = {}
        """Path to the address of the article's id."""
        self.same: list[str] = []
        """Paths of posts that are ours, by what they say."""

    def of(self, posts: Iterator[Post]) -> Iterator[Post]:
        """Those that are taken in.

        Raises:
            ConfigError: posts of the profile do not say what they are of.
        """
        for number, post in enumerate(posts):
            if not number:
                must_be_readable(self._profile, post.path, post.text)
            is_news = post.article is not None and self._is_news(post, post.article)
            if is_news or post.path not in self._known:
                self.taken[post.path] = address_of_id(post.article.source, post.article.id) if post.article else ""
                yield post

    def _is_news(self, post: Post, article: Article) -> bool:
        stored = self._articles.find(addresses_of(article))
        if stored is None:
            return True
        if not changed_fields(stored.article, article):
            self.same.append(post.path)
            return False
        # A person who changes a post by hand leaves the record in front of it as it is.
        is_whole = carries_record(post.text) and not post.findings
        if is_whole and article.fetched > stored.article.fetched:
            self.same.append(post.path)
            return True
        return False


def _doubled(articles: ArticleStore, projection: Projection, taken: Mapping[str, str], posts: Mapping[str, str]) -> Iterator[str]:
    """The paths of posts that are of an article which has its own post elsewhere, for it was found under several ids."""
    for path, address in taken.items():
        stored = articles.find([address]) if address else None
        if stored is None:
            continue
        try:
            own = projection.path(stored.article, stored.file_name)
        except HeldBackError:
            continue
        if own != path and own in posts:
            yield path


def _lengthen(repository: Repository, commit: str, push: PushChoice) -> None:
    """Have the history of a shallow clone reach back to that commit, if the branch has it.

    An export that finds its last commit in the branch knows what a person has removed since; else it takes the branch for
    another one, and writes again what is missing.
    """
    branch = push.branch or repository.ref.removeprefix("refs/heads/")
    for more in _DEEPER:
        if repository.contains(commit) or not (repository.common / "shallow").exists():
            return
        how = ("fetch", "--quiet", "--no-tags", "--no-auto-maintenance", "--no-write-fetch-head", f"--deepen={more}")
        variables, seconds = asking_nobody(repository.path), push.limit.total_seconds()
        git_within(seconds, repository.path, *how, push.remote, f"refs/heads/{branch}", variables=variables)
