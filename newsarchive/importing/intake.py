"""Takes what was read into the archive, many at a time, and counts what was wrong with it."""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newsarchive.archive import Archive
from newsarchive.article import Article
from newsarchive.comparison import changed_fields
from newsarchive.export.profile import Profile, find_profile
from newsarchive.export.projection import HeldBackError, Projection
from newsarchive.export.slugs import slug
from newsarchive.importing.address import name_of, permalink
from newsarchive.importing.findings import Defect, Finding, Tally
from newsarchive.importing.folder import pages_in, posts_in, written
from newsarchive.importing.lines import records_in
from newsarchive.importing.matter import read_matter
from newsarchive.importing.post import Customs, Post, Written, read_post
from newsarchive.importing.reading import text_of_file
from newsarchive.recognition import SuspiciousError, known_as, recognised
from newsarchive.run import Run
from newsarchive.store.articles import ArticleStore, Outcome
from newsarchive.store.known_as import addresses_of

BATCH = 200
"""Articles in one transaction; others that write wait for less than a second."""
STAGE = "import"
"""What the quarantine calls the place where these failed."""
_PROFILE = "finews"


@dataclass(frozen=True, slots=True)
class Moved:
    """A post that an export shows at another address than the old archive did."""

    file: str
    old: str
    new: str | None
    """None where it has no page of its own any more."""
    export: str
    why: str


@dataclass(frozen=True, slots=True)
class _Taken:
    """What taking in one post came to."""

    post: Post
    article: Article | None
    outcome: Outcome | None = None
    refused: str | None = None


class Intake:
    """Takes articles into the archive of a run."""

    def __init__(
        self,
        run: Run,
        *,
        named: str | None = None,
        moved: Callable[[Moved], None] | None = None,
        only_missing: bool = False,
    ) -> None:
        """``named``: the source of posts that show no other. ``moved``: told of every address that is not as it was.

        ``only_missing``: of an article that is there already, nothing is taken but that it is withdrawn, and its addresses.
        """
        self.tally = Tally()
        self.by_time: Counter[str] = Counter()
        """How it is known when files were written, to how many of them."""
        self.moves: Counter[str] = Counter()
        """Why addresses differ, to how many do."""
        self.same = 0
        """Posts whose addresses are as they were."""
        self._run = run
        self._named = named
        self._told = moved
        self._only_missing = only_missing
        self._seen: dict[tuple[str, str], str] = {}
        """Source and id to the file in which they were met first."""
        archive = run.archive
        self._projections = [(each.label, archive.projection(each)) for each in archive.repositories()]
        self._profile: Profile = find_profile(_PROFILE, archive.folder / "profiles").profile

    def folder(self, folder: Path, is_post: Callable[[str], bool] | None = None) -> None:
        """Take in a Jekyll archive: its posts, the oldest first, so that what changed since becomes a revision.

        ``is_post``: says of a path in the folder whether it is that of a post; by default those are that Jekyll takes for some.
        """
        archive, customs = self._run.archive, self.customs
        times = written(folder, list(posts_in(folder, is_post)))
        self.by_time.update(each.how for each in times.values())
        paths = sorted(times, key=lambda path: (times[path].moment, path))
        self.take((_read(folder, path, times[path], customs, archive) for path in paths), folder)
        for path in pages_in(folder):
            self.tally.add(path, _page_findings((folder / path).read_bytes(), self._profile))

    def lines(self, path: Path) -> None:
        """Take in the records of a file of JSON lines."""
        self.take(records_in(path, self.customs.classes), path.parent)

    @functools.cached_property
    def customs(self) -> Customs:
        """What is known of the archive to read posts by."""
        archive = self._run.archive
        return Customs(archive.known_sources(), self._profile, archive.config.timezone, self._named)

    def take(self, posts: Iterator[Post], root: Path) -> None:
        """Take in posts that have been read, with their paths in the folder ``root``."""
        index = self._run.archive.index
        while batch := list(itertools.islice(posts, BATCH)):
            with index.together():
                done = [self._store(post) for post in batch]
            index.quarantine.clear([str(root / each.post.path) for each in done if each.outcome])
            for each in done:  # only now, for now it is true
                self._tell(each, root)

    def _store(self, post: Post) -> _Taken:
        article, articles = post.article, self._run.archive.index.articles
        if article is None:
            return _Taken(post, None, refused=post.refused)
        if article.capture and self._run.archive.index.captures.find(article.capture) is None:
            article = article.replace(capture=None)  # it stayed in the other archive
        first = self._seen.setdefault((article.source, article.id), post.path)
        try:
            known = (self._only_missing and _confirmed(articles, article)) or _recognised(articles, article)
        except _ConflictError as error:
            post.findings.append(Finding(Defect.CONFLICT, f"{error}; the first is {first}", repaired=False))
            return _Taken(post, article, refused=str(error))
        except SuspiciousError as error:
            post.findings.append(Finding(Defect.REFUSED, str(error), repaired=False))
            return _Taken(post, article, refused=str(error))
        if first != post.path and ":" not in post.path:  # several lines of JSON are the revisions of one article
            post.findings.append(Finding(Defect.DUPLICATE, f"as in {first}"))
        elif known.id != article.id:
            post.findings.append(Finding(Defect.TWIN, f"{article.id} is {known.id}"))
        return _Taken(post, known, articles.put(known))

    def _tell(self, taken: _Taken, root: Path) -> None:
        post, article = taken.post, taken.article
        self.tally.add(post.path, post.findings)
        if taken.outcome is None or article is None:
            source = article.source if article else self._named or STAGE
            material = article.to_json() if article else post.material
            self._run.failed(source, str(root / post.path), STAGE, taken.refused or "", material)
            return
        self._run.stored(article.source, taken.outcome, article)
        if post.permalink:
            for label, projection in self._projections:
                self._compare(post, article, label, projection)

    def _compare(self, post: Post, article: Article, label: str, projection: Projection) -> None:
        """Hold the address at which Jekyll has shown a post against that at which the export shows it."""
        new = _address(article, projection, self._run.archive)
        if new == post.permalink:
            self.same += 1
            return
        if name_of(post.path)[1] != article.id:
            why = "the article has the address of its other id"
        elif new is None:
            why = "the export shows no post of it"
        else:
            why = (
                "the category differs" if new.rsplit("/", 4)[1:] == str(post.permalink).rsplit("/", 4)[1:] else "the day differs"
            )
        self.moves[why] += 1
        if self._told:
            self._told(Moved(post.path, str(post.permalink), new, label, why))


class _ConflictError(SuspiciousError):
    """Two copies of the same moment that say different things."""


def _confirmed(articles: ArticleStore, article: Article) -> Article | None:
    """The article as it is there, known under the addresses of this copy too; None where it is not there."""
    stored = articles.find(addresses_of(article))
    if stored is None:
        return None
    there = known_as(stored.article, article)
    if article.withdrawn and not there.withdrawn:
        return there.replace(withdrawn=article.withdrawn, revision=there.revision + 1)
    return there


def _recognised(articles: ArticleStore, article: Article) -> Article:
    """``article`` under the identity that it has in the archive; taken in twice, it is known.

    Raises:
        SuspiciousError: the archived copy is better, or of the same moment and different.
    """
    stored = articles.find(addresses_of(article))
    if stored is None:
        return recognised(articles, article)
    there = stored.article
    changed = changed_fields(there, article)
    if there.id != article.id and not {"title", "body"}.intersection(changed):
        return known_as(there, article)  # the same article under another id, which may say that it came some minutes later
    if article.fetched != there.fetched or article.revision > there.revision or not changed:
        return recognised(articles, article)
    if any(not changed_fields(each, article) for each in articles.revisions(stored.key)):
        return known_as(there, article)
    names = ", ".join(changed)
    raise _ConflictError(f"a copy of the same moment is archived, and differs in its {names}; that one is kept")


def _address(article: Article, projection: Projection, archive: Archive) -> str | None:
    """Where Jekyll shows an article that is exported; None where it does not."""
    try:
        path = projection.path(article, article.id)
    except HeldBackError:
        return None
    if article.published is None or not path.startswith("_posts/"):
        return None
    category = projection.category_of(article)
    return permalink([category] if category else [], article.published.astimezone(archive.config.timezone), name_of(path)[1])


def _read(folder: Path, path: str, moment: Written, customs: Customs, archive: Archive) -> Post:
    """The post in a file of the folder. Never fails."""
    most = archive.config.politeness.max_size
    try:
        size = (folder / path).stat().st_size
        if size <= most:
            return read_post(path, (folder / path).read_bytes(), moment, customs)
        reason = f"the file has {size} bytes, and more than {most} are not read"
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror}"
    return Post(path, "", refused=reason, findings=[Finding(Defect.UNREADABLE, reason, repaired=False)])


def _page_findings(data: bytes, profile: Profile) -> Iterable[Finding]:
    """What is wrong with the page of a category."""
    try:
        matter = read_matter(text_of_file(data)[0])
    except ValueError:
        return
    title, category = matter.text("title") or "", (matter.text("category") or "").replace(" ", "")
    sections = {each.category for each in profile.sections.values()}
    media = [each.removesuffix(profile.tag.split("{publisher}")[1]) for each in title.split("、")]
    if category and category not in sections and category not in {slug(each, profile.pinyin).replace(" ", "") for each in media}:
        yield Finding(Defect.PAGE, f"the page of {category} is called {title}; exports make it anew")
