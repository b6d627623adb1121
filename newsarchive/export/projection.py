"""From records to files: what an article looks like in a repository. Pure; the same record gives the same bytes."""

from __future__ import annotations

import functools
import posixpath
import re
import string
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from newsarchive.article import Article
from newsarchive.config.export import Export
from newsarchive.export import names
from newsarchive.export.profile import Form
from newsarchive.export.provenance import last_change, provenance
from newsarchive.export.readback import differences
from newsarchive.export.slugs import slug
from newsarchive.files import OutsideError, parts_of
from newsarchive.pictures.shelf import NAME
from newsarchive.pictures.shown import pointed
from newsarchive.yamlfile import ConfigError

FORM = 1
"""Raised with every change to this program by which the same record gives other bytes: all posts are then looked at anew."""


class HeldBackError(ValueError):
    """An article that cannot go out in this form; the message says why."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The same piece in another medium, as a template sees it."""

    article: Article
    is_first: bool
    """Whether it is the first of all copies."""
    path: str | None
    """Of its post in the same repository; None where it has none."""


@dataclass(frozen=True, slots=True)
class Medium:
    """What a medium is called in posts, and where its page is; None where it has no such name, or is not known."""

    category: str | None = None
    tag: str | None = None
    page: str | None = None
    """The address of its page in the site."""
    wiki_link: str | None = None
    """The link to its page as wikis write it."""


class Projection:
    """The files of one export, as its profile and options say."""

    def __init__(self, export: Export, form: Form, zone: tzinfo) -> None:
        """The export's projection.

        Raises:
            ConfigError: the profile has no path for the export's layout.
        """
        self._export = export
        self._form = form
        self._zone = zone
        self._profile = form.profile
        paths = {"sharded": self._profile.post.sharded, "flat": self._profile.post.flat, "day": self._profile.post.day}
        path = paths[export.layout]
        if path is None:
            raise ConfigError(
                f"profile {form.name} has no path for `layout: {export.layout}`: add `{export.layout}: ...` under `post` in its "
                "profile.yaml, or choose another layout"
            )
        self._path = path
        self._medium = functools.lru_cache(maxsize=4096)(self._medium_of)

    @property
    def fingerprint(self) -> str:
        """Of everything that decides how files look."""
        return self._form.fingerprint(str(FORM), self._export.base_url, self._export.layout, str(self._zone), *self._policy)

    @property
    def _policy(self) -> tuple[str, ...]:
        """What the fingerprint says of copies and pictures: nothing where it is the default, which was there before a choice."""
        copies = (self._export.copies,) if self.one_for_all else ()
        branch = (self._export.branch,) if self._export.branch else ()
        return (*copies, *branch) if self._export.images == "keep" else (*copies, *branch, self._export.images)

    @property
    def one_for_all(self) -> bool:
        """Whether one post stands for all copies of a piece."""
        return self._export.copies == "first"

    def path(self, article: Article, name: str) -> str:
        """Where the post of an article goes that is called ``name`` in file names.

        Raises:
            HeldBackError: it has no date, where the path has one; or its name makes no path inside the repository.
        """
        post, template = self._profile.post, self._path
        if article.published is None and "{date" in template:
            if post.undated is None:
                raise HeldBackError("it has no date of publication, and posts are named by date")
            template = post.undated
        path = template.format(
            date=article.published.astimezone(self._zone) if article.published else None,
            id=names.strict(name) if self._profile.strict_names else name,
            source=article.source,
            title=names.of_title(article.title or "") if "{title" in template else None,
            hash=names.short_hash(f"{article.source}:{article.id}") if "{hash" in template else None,
        )
        try:
            parts_of(path)
        except OutsideError as error:
            raise HeldBackError(str(error)) from error
        return path

    def is_post(self, path: str) -> bool:
        """Whether posts have such paths, in any layout."""
        post = self._profile.post
        templates = [each for each in (post.sharded, post.day, post.flat, post.undated) if each]
        return any(_path_pattern(template).fullmatch(path) for template in templates)

    @property
    def wants_history(self) -> bool:
        """Whether posts are to be given the revisions of their article."""
        return self._profile.history

    def picture_path(self, file: str) -> str | None:
        """Where a kept picture goes; None where none goes into the repository."""
        form = self._profile.pictures
        goes = form is not None and self._export.images == "keep" and NAME.fullmatch(file)
        return form.path.format(file=file) if form and goes else None

    def is_picture(self, path: str) -> bool:
        """Whether kept pictures have such paths."""
        form = self._profile.pictures
        return form is not None and re.fullmatch(re.escape(form.path).replace(r"\{file\}", NAME.pattern), path) is not None

    def _addresses(self, article: Article, at: str, there: Collection[str]) -> dict[str, str]:
        """From where a post shows those of its pictures that it does not show from where they came, by their addresses."""
        found: dict[str, str] = {}
        for image in article.images:
            path = self.picture_path(image.file) if image.file and image.file in there else None
            if image.file and NAME.fullmatch(image.file) and self._export.images not in ("keep", "link"):
                found[image.url] = f"{self._export.images.rstrip('/')}/{image.file}"
            elif image.file and path and self._profile.pictures:
                address = self._profile.pictures.address
                found[image.url] = (
                    address.format(base_url=self._export.base_url, file=image.file)
                    if address
                    else posixpath.relpath(path, posixpath.dirname(at) or ".")
                )
        return found

    def post(
        self,
        article: Article,
        history: Sequence[Article] = (),
        copies: Callable[[], Sequence[Copy]] = tuple,
        *,
        at: str = "",
        there: Collection[str] = (),
    ) -> bytes:
        """The article's post.

        ``history``: all its revisions, the first one first, where there are several. ``copies``: gives the same piece in other
        media, the first one first; called where the template asks for it. ``at``: the path of the post. ``there``: the files of
        its pictures that are in the repository.

        Raises:
            HeldBackError: it lacks what the profile requires, or does not read back as it was meant.
        """
        missing = [name for name in self._profile.requires if not getattr(article, name)]
        if missing:
            raise HeldBackError(f"it has no {' and no '.join(missing)}, which profile {self._form.name} requires")
        section, medium = self._profile.sections.get(article.section or ""), self._medium(article.publisher)
        category = section.category if section else medium.category
        tag = section.tag if section else medium.tag
        record, addresses = provenance(article, self._zone, history), self._addresses(article, at, there)
        if addresses:
            article = article.replace(body=pointed(article.body, addresses))
        text = self._form.template(self._profile.post.template).render(
            article=article,
            title=article.title,
            date=self._here(article.published),
            lastmod=self._here(last_change(article)),
            withdrawn=self._here(article.withdrawn),
            record=record,
            image=_leading(article, addresses),
            section=section,
            category=category,
            tag=tag,
            page=section.page if section else medium.page,
            wiki_link=medium.wiki_link,
            base_url=self._export.base_url,
            copies=copies,
            one_for_all=self.one_for_all,
        )
        wrong = differences(
            text,
            article,
            date=self._here(article.published),
            tag=tag,
            category=category,
            whole_text=self._profile.whole_text,
        )
        if wrong:
            raise HeldBackError(wrong)
        return text.encode()

    def publisher_page(self, name: str, publishers: Iterable[str]) -> tuple[str, bytes] | None:
        """The page of a category, with the names of all media that share its pinyin; None where the profile has none."""
        page = self._profile.publisher_page
        if page is None:
            return None
        media = sorted(publishers)
        text = self._form.template(page.template).render(
            slug=name,
            title="、".join(self._profile.tag.format(publisher=each) for each in media),
            publisher="、".join(media),
            publishers=media,
            base_url=self._export.base_url,
        )
        return page.path.format(slug=name, name=name), text.encode()

    def site_files(self) -> Iterator[tuple[str, bytes]]:
        """The files around the posts; those ending in ``.j2`` are templates.

        Workflows are left out of a branch beside that of the archive: GitHub runs none there, and lets none of its own runs
        push any.
        """
        for path in self._form.site_files():
            if self._export.branch and path.parts[0] == ".github":
                continue
            if path.suffix == ".j2":
                text = self._form.template(path.as_posix()).render(base_url=self._export.base_url, timezone=str(self._zone))
                yield path.with_suffix("").as_posix(), text.encode()
            else:
                yield path.as_posix(), (self._form.site / path).read_bytes()

    def category_of(self, article: Article) -> str | None:
        """The one category of an article: that of its section, else that of its medium."""
        section = self._profile.sections.get(article.section or "")
        return section.category if section else self._medium(article.publisher).category

    def category(self, publisher: str | None) -> str | None:
        """The one word that a medium goes by in addresses."""
        if not publisher:
            return None
        made = slug(publisher, self._profile.pinyin)
        return names.of_category(made) if self._profile.strict_names else made

    def page_name(self, publisher: str | None) -> str | None:
        """What the page of a medium is called: its category, or its name where the profile wants that."""
        page = self._profile.publisher_page
        by_name = page is not None and "{name}" in page.path
        return names.of_medium(publisher) if by_name and publisher else self.category(publisher)

    def categories(self, publishers: Iterable[tuple[str, str | None]]) -> dict[str, set[str]]:
        """Page to the media on it, for all media that appear outside of sections with a category of their own."""
        found: dict[str, set[str]] = defaultdict(set)
        for publisher, section in publishers:
            if section not in self._profile.sections:
                found[self.page_name(publisher) or ""].add(publisher)
        return found

    def _here(self, moment: datetime | None) -> datetime | None:
        return moment.astimezone(self._zone) if moment else None

    def _medium_of(self, publisher: str | None) -> Medium:
        if not publisher:
            return Medium()
        page, name = self._profile.publisher_page, self.page_name(publisher)
        path = "/" + Path(page.path.format(slug=name, name=name)).as_posix() if page and name else None
        # By its path, so that no other note can be meant.
        link = f"[[{path.removeprefix('/').removesuffix('.md')}|{names.of_title(publisher)}]]" if path else None
        return Medium(self.category(publisher), self._profile.tag.format(publisher=publisher), path, link)


def _leading(article: Article, addresses: dict[str, str]) -> str | None:
    """The address of the first picture, as the post shows it; None for one that is written into its own address."""
    first = article.images[0].url if article.images else "data:"
    return addresses.get(first) or (None if first.startswith("data:") else first)


@functools.lru_cache(maxsize=16)
def _path_pattern(template: str) -> re.Pattern[str]:
    """The paths that a template of paths makes: digits for a date, and no slash in a name."""
    parts: list[str] = []
    for literal, field, form, _ in string.Formatter().parse(template):
        parts.append(re.escape(literal))
        if field == "date":
            parts.append(re.sub("%[A-Za-z]", r"\\d+", re.escape(form or "").replace(r"\%", "%")))
        elif field:
            parts.append("[^/]+")
    return re.compile("".join(parts))
