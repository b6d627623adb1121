"""From records to files: what an article looks like in a repository. Pure; the same record gives the same bytes."""

from __future__ import annotations

import functools
import re
import string
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from newsarchive.article import Article
from newsarchive.config import Export
from newsarchive.export import front_matter
from newsarchive.export.profile import Form
from newsarchive.export.slugs import slug
from newsarchive.files import OutsideError, inside

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


class Projection:
    """The files of one export, as its profile and options say."""

    def __init__(self, export: Export, form: Form, zone: tzinfo) -> None:
        self._export = export
        self._form = form
        self._zone = zone
        self._profile = form.profile

    @property
    def fingerprint(self) -> str:
        """Of everything that decides how files look."""
        return self._form.fingerprint(str(FORM), self._export.base_url, self._export.layout, str(self._zone), *self._policy)

    @property
    def _policy(self) -> tuple[str, ...]:
        """What the fingerprint says of copies: nothing where all are exported, as all exports did before there was a choice."""
        return (self._export.copies,) if self.one_for_all else ()

    @property
    def one_for_all(self) -> bool:
        """Whether one post stands for all copies of a piece."""
        return self._export.copies == "first"

    def path(self, article: Article, name: str) -> str:
        """Where the post of an article goes that is called ``name`` in file names.

        Raises:
            HeldBackError: it has no date, where the path has one; or its name makes no path inside the repository.
        """
        template: str = getattr(self._profile.post, self._export.layout)
        if article.published is None and "{date" in template:
            raise HeldBackError("it has no date of publication, and posts are named by date")
        moment = article.published.astimezone(self._zone) if article.published else None
        path = template.format(date=moment, id=name, source=article.source)
        try:
            inside(Path(), path)
        except OutsideError as error:
            raise HeldBackError(str(error)) from error
        return path

    def is_post(self, path: str) -> bool:
        """Whether posts have such paths, in either layout."""
        post = self._profile.post
        return any(_path_pattern(template).fullmatch(path) for template in (post.sharded, post.flat))

    def post(self, article: Article, copies: Callable[[], Sequence[Copy]] = tuple) -> bytes:
        """The article's post.

        ``copies``: gives the same piece in other media, the first one first; called where the template asks for it.

        Raises:
            HeldBackError: it lacks what the profile requires, or does not read back as it was meant.
        """
        missing = [name for name in self._profile.requires if not getattr(article, name)]
        if missing:
            raise HeldBackError(f"it has no {' and no '.join(missing)}, which profile {self._form.name} requires")
        section = self._profile.sections.get(article.section or "")
        category = self.category_of(article)
        date = article.published.astimezone(self._zone) if article.published else None
        text = self._form.template(self._profile.post.template).render(
            article=article,
            title=article.title,
            date=date,
            withdrawn=article.withdrawn.astimezone(self._zone) if article.withdrawn else None,
            section=section,
            category=category,
            tag=section.tag if section else self._tag(article.publisher),
            page=section.page if section else self._page(category),
            base_url=self._export.base_url,
            copies=copies,
            one_for_all=self.one_for_all,
        )
        self._read_back(text, article)
        return text.encode()

    def publisher_page(self, name: str, publishers: Iterable[str]) -> tuple[str, bytes] | None:
        """The page of a category, with the names of all media that share its pinyin; None where the profile has none."""
        page = self._profile.publisher_page
        if page is None:
            return None
        title = "、".join(self._profile.tag.format(publisher=each) for each in sorted(publishers))
        text = self._form.template(page.template).render(slug=name, title=title, base_url=self._export.base_url)
        return page.path.format(slug=name), text.encode()

    def site_files(self) -> Iterator[tuple[str, bytes]]:
        """The files around the posts; those ending in ``.j2`` are templates."""
        for path in self._form.site_files():
            if path.suffix == ".j2":
                text = self._form.template(path.as_posix()).render(base_url=self._export.base_url, timezone=str(self._zone))
                yield path.with_suffix("").as_posix(), text.encode()
            else:
                yield path.as_posix(), (self._form.site / path).read_bytes()

    def category_of(self, article: Article) -> str | None:
        """The one category of an article: that of its section, else that of its medium."""
        section = self._profile.sections.get(article.section or "")
        return section.category if section else self.category(article.publisher)

    def category(self, publisher: str | None) -> str | None:
        """The one word that a medium goes by in addresses."""
        return slug(publisher, self._profile.pinyin) if publisher else None

    def categories(self, publishers: Iterable[tuple[str, str | None]]) -> dict[str, set[str]]:
        """Category to the media in it, for all media that appear outside of sections with a category of their own."""
        found: dict[str, set[str]] = defaultdict(set)
        for publisher, section in publishers:
            if section not in self._profile.sections:
                found[slug(publisher, self._profile.pinyin)].add(publisher)
        return found

    def _tag(self, publisher: str | None) -> str | None:
        return self._profile.tag.format(publisher=publisher) if publisher else None

    def _page(self, category: str | None) -> str | None:
        page = self._profile.publisher_page
        return "/" + Path(page.path.format(slug=category)).as_posix() if page and category else None

    def _read_back(self, text: str, article: Article) -> None:
        """Read the post as a site generator does, before anyone else has to."""
        try:
            data, _ = front_matter.read(text)
        except front_matter.UnreadableError as error:
            raise HeldBackError(f"its post would not be readable: {error}") from error
        if data.get("title") != article.title:
            raise HeldBackError(f"its title would read {data.get('title')!r}")


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
