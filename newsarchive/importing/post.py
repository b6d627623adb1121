"""One post of a Jekyll archive: its record, and what was wrong with it. Pure: bytes in, record and findings out."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property

from markdown_it import MarkdownIt

from newsarchive.admission import RefusedError, check, cleaned
from newsarchive.article import Article, Evidence, Precision, id_from_url
from newsarchive.export.front_matter import UnreadableError
from newsarchive.export.profile import Profile
from newsarchive.export.slugs import slug
from newsarchive.extract.dates.reading import read_date
from newsarchive.extract.fields.publisher import attribution
from newsarchive.extract.json_article import MOST_OF_A_NOTICE, day_of_id
from newsarchive.extract.json_fields import one_line
from newsarchive.extract.junk.junk import junk_text
from newsarchive.extract.markup.clean import text_of
from newsarchive.fetch.reach import host_of
from newsarchive.importing.address import name_of, permalink
from newsarchive.importing.carried import article_of, carries_record
from newsarchive.importing.findings import Defect, Finding
from newsarchive.importing.matter import Matter, read_matter
from newsarchive.importing.reading import text_of_file
from newsarchive.importing.trailer import Parts, parts_of
from newsarchive.links import recognise
from newsarchive.sources import JsonSource, PageSource, Source

_TEMPLATE = re.compile(r"\{[{%]")
_LINKS = ("link", "original_url", "canonical_url", "source_url", "url")
_MEDIA = ("publisher", "tags", "tag")
_FETCHED_ALONE = "url"
"""What the source is called of pages that were fetched one by one, and are of none."""
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


@dataclass(frozen=True, slots=True)
class Written:
    """When a file got the content that it has, and how that is known."""

    moment: datetime
    how: str


@dataclass(frozen=True)
class Customs:
    """What has to be known of an archive to read its posts."""

    sources: Sequence[Source]
    """Those whose share links and ids are recognised."""
    profile: Profile
    """The form in which the posts were written."""
    zone: tzinfo
    """Of dates that name none, in posts of no known source."""
    named: str | None = None
    """The source of posts that show no other."""

    @cached_property
    def classes(self) -> Mapping[str, Collection[str]]:
        """Source to the classes that mean something in the bodies of its articles."""
        return {each.name: each.article.keep_classes for each in self.sources if isinstance(each, JsonSource)}

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """Category to the section whose articles are in it."""
        return {section.category: name for name, section in self.profile.sections.items()}


@dataclass(slots=True)
class Post:
    """What was read from one file."""

    path: str
    text: str
    article: Article | None = None
    refused: str | None = None
    """Why there is no article."""
    findings: list[Finding] = field(default_factory=list)
    permalink: str | None = None
    """Where Jekyll has shown it; None where it could not."""

    @property
    def material(self) -> str:
        """What the quarantine keeps of a post that could not be taken in."""
        return json.dumps({"file": self.path, "text": self.text}, ensure_ascii=False)


def read_post(path: str, data: bytes, written: Written, customs: Customs) -> Post:
    """Read the post in the file ``path``, relative to the folder of its archive. Never fails."""
    text, findings = text_of_file(data)
    post = Post(path, text, findings=findings)
    if not text.strip():
        return _refuse(post, Defect.EMPTY, "the file is empty")
    if carries_record(text):
        try:
            post.article, found = article_of(path, text, customs.classes)
        except RefusedError as error:
            return _refuse(post, Defect.UNREADABLE, str(error))
        findings += found
        return post
    try:
        matter = read_matter(text)
    except UnreadableError as error:
        return _refuse(post, Defect.UNREADABLE, str(error))
    try:
        _Reader(post, matter, customs).read(written)
    except RefusedError as error:
        post.refused = str(error)
    return post


def _refuse(post: Post, defect: Defect, reason: str) -> Post:
    post.findings.append(Finding(defect, reason, repaired=False))
    post.refused = reason
    return post


class _Reader:
    """Reads the fields of one post, and notes what is wrong with them."""

    def __init__(self, post: Post, matter: Matter, customs: Customs) -> None:
        self._post = post
        self._matter = matter
        self._customs = customs
        self._day, self._name = name_of(post.path)
        self._evidence: dict[str, Evidence] = {}

    def read(self, written: Written) -> None:
        """Read all of it.

        Raises:
            RefusedError: it is no article.
        """
        post, matter = self._post, self._matter
        if matter.broken:
            self._note(Defect.FRONT_MATTER, f"{matter.broken}: {matter.text('title') or ''}"[:200])
        section = self._customs.sections.get(matter.text("categories", "category") or "")
        parts = parts_of(matter.rest, digest=section is not None)
        source, article_id = self._identity(parts)
        published, precision = self._published(source, article_id)
        url, links = self._addresses(parts, source, article_id)
        title = one_line(matter.text("title") or "")
        if title:
            self._read_from("title", "title", matter.text("title") or "")
        else:
            self._note(Defect.TITLE, "the front matter has none", repaired=False)
        body = self._body(parts, source)
        if _TEMPLATE.search(matter.text("title") or "") or _TEMPLATE.search(body):
            self._note(Defect.TEMPLATE, "exports write them so that no template sees them")
        publisher = self._publisher(body, section)
        if parts.digest:
            self._read_from("summary", "the quote before the text", parts.digest)
        self._evidence["fetched"] = Evidence("rule", post.path, written.moment.isoformat(), note=written.how)
        article = Article(
            id=article_id,
            source=source.name if isinstance(source, Source) else source,
            url=url,
            links=links,
            title=title,
            summary=one_line(parts.digest or ""),
            language=source.language if isinstance(source, Source) else None,
            published=published,
            published_precision=precision,
            publisher=publisher,
            section=section,
            body=body,
            fetched=written.moment.replace(microsecond=0),
            withdrawn=self._withdrawn(source),
            evidence=self._evidence,
        )
        self._check_text(body)
        check(article)
        post.article = cleaned(article, source.article.keep_classes if isinstance(source, JsonSource) else ())

    def _note(self, defect: Defect, detail: str, *, repaired: bool = True) -> None:
        self._post.findings.append(Finding(defect, detail, repaired))

    def _read_from(self, name: str, place: str, raw: str, note: str | None = None) -> None:
        self._evidence[name] = Evidence("rule", f"{self._post.path} {place}", raw, note)

    def _identity(self, parts: Parts) -> tuple[Source | str, str]:
        """The source of the post, or what it is to be called, and the id there.

        Raises:
            RefusedError: none is known.
        """
        by_id = (each for each in self._customs.sources if isinstance(each, JsonSource) and each.article.id_date)
        source: JsonSource | None = next((each for each in by_id if each.is_id(self._name)), None)
        link = recognise(parts.url, self._customs.sources, {}) if parts.url else None
        if link and link.source.is_id(link.article_id):
            named = next(each for each in self._customs.sources if each.name == link.source.name)
            if source is None and isinstance(named, JsonSource):
                return named, link.article_id
            if link.article_id != self._name:
                self._note(Defect.LINK, f"it links to {link.article_id}, and its file says {self._name}", repaired=False)
        if source is not None:
            return source, self._name
        if self._is_of_page(parts):
            at_home = (each for each in self._customs.sources if isinstance(each, PageSource) and _is_at(each, parts.url or ""))
            return next(at_home, None) or self._customs.named or _FETCHED_ALONE, self._name
        if self._customs.named is None:
            self._note(Defect.SOURCE, f"{self._name!r} is an id of no known source", repaired=False)
            raise RefusedError(f"{self._name!r} is an id of no known source; say with --source NAME what its source is called")
        return self._customs.named, self._name

    def _is_of_page(self, parts: Parts) -> bool:
        """Whether this program wrote the post, of a web page: its id is made of the address that it links to."""
        return parts.url is not None and self._name == id_from_url(parts.url)

    def _addresses(self, parts: Parts, source: Source | str, article_id: str) -> tuple[str, tuple[str, ...]]:
        """The address that readers are given, and the other ones."""
        url = parts.url or self._matter.text(*_LINKS) or ""
        if not isinstance(source, JsonSource):
            return url, ()
        share = source.article_link(article_id)
        if not url.startswith(("http://", "https://")):
            self._note(Defect.LINK, f"taken from the id: {share}")
            return share, ()
        linked = recognise(url, [source], {})
        if linked and linked.article_id != article_id:  # the link of another post
            return share, ()
        return url, (share,) if share != url else ()

    def _published(self, source: Source | str, article_id: str) -> tuple[datetime | None, Precision | None]:
        """When it was published; and where Jekyll has shown it, which needs the same."""
        zone = source.timezone if isinstance(source, JsonSource) else self._customs.zone
        raw = self._matter.text("date") or ""
        reading = read_date(raw, zone=zone) if raw else None
        if self._day is None:
            self._note(Defect.NAME, "Jekyll does not take it for a post")
        if reading is not None:
            self._read_from("published", "date", raw, f"zone assumed: {zone}" if reading.zone_assumed else None)
            if reading.zone_assumed and reading.precision != "day":
                self._note(Defect.ZONE, f"{raw}: taken for {zone}")
            day = f"{reading.moment.astimezone(zone):%Y-%m-%d}"
            if self._day and day != self._day:
                self._note(Defect.NAME_DATE, f"the file says {self._day}, the post {day}, which counts for Jekyll as well")
            self._shown(reading.moment.astimezone(zone))
            return reading.moment, reading.precision
        moment, origin = None, "the file's name"
        if self._day:
            found = read_date(self._day, zone=zone)
            moment = found.moment if found else None
        if moment is None and isinstance(source, JsonSource):
            moment, origin = day_of_id(source, article_id), "the id"
        self._note(Defect.DATE, f"{raw!r}: the day is that of {origin}" if moment else f"{raw!r}", repaired=moment is not None)
        if moment is None:
            return None, None
        self._read_from("published", origin, self._post.path, f"the day that {origin} gives")
        return moment, "day"

    def _shown(self, moment: datetime) -> None:
        """Jekyll shows a post whose name has a date, and whose front matter is YAML."""
        if self._day is None or self._matter.broken:
            return
        said = self._matter.fields.get("categories", self._matter.fields.get("category", ""))
        self._post.permalink = permalink(said.split() if isinstance(said, str) else said, moment, self._name)

    def _publisher(self, body: str, section: str | None) -> str | None:
        """The medium that the tag names; where the category is another's, the text decides."""
        matter = self._matter
        raw = matter.text(*_MEDIA) or ""
        before, after = self._customs.profile.tag.split("{publisher}")
        is_tag = matter.text("publisher") is None and raw.startswith(before) and raw.endswith(after)
        said = one_line(raw[len(before) : len(raw) - len(after)] if is_tag else raw) if section is None else None
        credit = attribution(body)
        if section is None and said and any(matter.is_bare(name) and " " in (matter.text(name) or "") for name in _TAGS):
            self._note(Defect.SPLIT, f"{said}: exports name it as one")
        if said is None:
            if section is None:  # posts of a section have its tag instead
                detail = f"the text names {credit[0]}" if credit else "neither a tag nor the text names one"
                self._note(Defect.PUBLISHER, detail, repaired=credit is not None)
            if credit:
                self._evidence["publisher"] = Evidence("text", "body", credit[1])
            return credit[0] if credit else None
        category = (matter.text("categories", "category") or "").replace(" ", "")
        if category and self._customs.named is None and category != slug(said, self._customs.profile.pinyin).replace(" ", ""):
            agreed = credit is not None and slug(credit[0], self._customs.profile.pinyin) in (category, slug(said, "xpinyin"))
            detail = f"category {category}, tag {said}, text {credit[0] if credit else 'without an attribution'}"
            self._note(Defect.MIXED, detail, repaired=agreed)
            if agreed and credit:
                self._evidence["publisher"] = Evidence("text", "body", credit[1], note=detail)
                return credit[0]
        self._read_from("publisher", "tags", raw)
        return said

    def _body(self, parts: Parts, source: Source | str) -> str:
        """The text as HTML. Posts of a known source have what it sent, those of pages what was read; others are Markdown."""
        is_html = isinstance(source, JsonSource) or self._is_of_page(parts) or not parts.text
        return parts.text if is_html else str(_MARKDOWN.render(parts.text))

    def _withdrawn(self, source: Source | str) -> datetime | None:
        raw = self._matter.text("withdrawn")
        zone = source.timezone if isinstance(source, JsonSource) else self._customs.zone
        reading = read_date(raw, zone=zone) if raw else None
        return reading.moment if reading else None

    def _check_text(self, body: str) -> None:
        """Refuse a text that only says that there is none."""
        if not body.strip():
            self._note(Defect.EMPTY, "there is nothing between the front matter and the link", repaired=False)
            return
        notice = junk_text(text_of(body)) if len(body) < MOST_OF_A_NOTICE else None
        if notice:
            self._note(Defect.NOTICE, notice, repaired=False)
            raise RefusedError(f"the text is a notice and no article: {notice}")


def _is_at(source: PageSource, url: str) -> bool:
    """Whether the article at an address is one of the source, as far as its host and the pattern of its articles say."""
    return source.is_article(url) and host_of(url) in {host_of(each) for each in source.addresses()}


_TAGS = ("categories", "category", "tags", "tag")
