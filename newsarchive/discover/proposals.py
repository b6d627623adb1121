"""Sources that a site could be crawled by, made of what was found: at most one for each way of finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsarchive.discover.clues import folder_of, is_front_page, navigation
from newsarchive.discover.document import Document, Kind
from newsarchive.discover.passed_over import skip_pattern
from newsarchive.discover.survey import Found, Survey
from newsarchive.extract.json_fields import one_line
from newsarchive.extract.lists.anchors import site_of
from newsarchive.extract.lists.entry import Listing
from newsarchive.extract.lists.web_address import web_address
from newsarchive.sources import Definition, Source


@dataclass(frozen=True, slots=True)
class Proposal:
    """A source, and why each of its lists is one."""

    source: Source
    why: tuple[str, ...]
    """For each list: how it was found."""
    own: bool
    """Its lists belong to the page that the user gave, and not to the site as a whole."""
    listings: tuple[Listing, ...] = field(default=(), repr=False)
    """What the lists said, as far as they were looked into."""

    @property
    def kind(self) -> str:
        """The way of finding."""
        return self.source.spider


def propose(survey: Survey, *, name: str, zone: ZoneInfo) -> list[Proposal]:
    """The sources that a survey allows for, each called after its way of finding until one of them is chosen.

    Args:
        survey: what was found.
        name: what the source is to be called.
        zone: the zone of times that state none.
    """
    start = f"{urlsplit(survey.url).scheme}://{urlsplit(survey.url).netloc}"
    shared = {"timezone": zone, "hosts": {"site": start}}
    if title := _title(survey):
        shared["title"] = title
    proposals = []
    for kind in ("feed", "sitemap", "section"):
        chosen = _chosen(survey, kind) if survey.wants(kind) else []
        if not chosen:
            continue
        listings = tuple(listing for each in chosen for listing in _listings(survey, each.document))
        more = {"skip": _skip(survey, listings)} if kind == "sitemap" else {}
        proposals.append(
            Proposal(
                _source(name, kind, lists=[{"url": _template(each.document.url, start)} for each in chosen], **shared, **more),
                tuple(each.why for each in chosen),
                all(_is_own(survey, each.document.url) for each in chosen),
                listings,
            )
        )
    for each in survey.json[:1]:
        lists = [{**each.lists.model_dump(exclude_none=True), "url": _template(each.lists.url, start)}]
        pages = survey.pages.get(each.lists.url)
        if pages and pages.url:
            lists[0]["pages"] = {**pages.model_dump(exclude_none=True), "url": _template(pages.url, start, hole="{page}")}
        article = {**each.article.model_dump(exclude_none=True), "url": _template(each.article.url, start, hole="{id}")}
        source = _source(name, "json_list", lists=lists, article=article, **shared)
        proposals.append(Proposal(source, (each.why,), own=True))
    return proposals


def name_of(url: str) -> str:
    """What a source is called by default: after the site, and the part of it that was given."""
    labels = site_of(url).removeprefix("www.")
    site = labels if labels.replace(".", "").isdecimal() else labels.partition(".")[0]
    path = "" if is_front_page(url) else urlsplit(url).path.rpartition(".")[0] or urlsplit(url).path
    path = re.sub(r"(?:^|/)(?:feed|rss|atom|sitemap\w*|index|news)(?=/|$)", "", path) if "/" in path else path
    words = re.findall(r"[a-z0-9]+", f"{site} {path}".lower())
    return "-".join(words)[:56].strip("-") or "source"


def _source(name: str, kind: str, **said: object) -> Source:
    called = f"{name}-{kind}".replace("_", "-")
    return Definition.model_validate({"name": called, "spider": kind, **{k: v for k, v in said.items() if v is not None}}).root


def _chosen(survey: Survey, kind: Kind) -> list[Found]:
    """The answers of a kind that each name something that those before them do not; those that name most come first."""
    if survey.given and survey.given.kind == kind and kind != "section":
        return [Found(survey.given, "the address that was given", survey.url)]
    candidates = survey.of_kind(kind)
    candidates = [each for each in candidates if _is_own(survey, each.document.url)] or candidates
    named = {url for each in candidates for url in each.document.listing.lists}
    tops = [each for each in candidates if each.document.url not in named] or candidates[:1]
    chosen: list[Found] = []
    seen: set[str] = set()
    for each in sorted(tops, key=lambda found: len(_names(survey, found.document)), reverse=True):
        names = _names(survey, each.document)
        if names - seen:
            chosen.append(each)
            seen |= names
    return chosen


def _names(survey: Survey, document: Document) -> set[str]:
    """The addresses of articles that a list names, and of the lists in it that were not looked into."""
    unread = {url for url in document.listing.lists if survey.looked_into(url) is None}
    return {*addresses(_listings(survey, document), document.url), *unread}


def _listings(survey: Survey, document: Document) -> Iterator[Listing]:
    yield document.listing
    for url in document.listing.lists:
        part = survey.looked_into(url)
        if part is not None:
            yield part.listing


def addresses(listings: Iterable[Listing], base: str) -> Iterator[str]:
    """Where the articles of lists are, spelled as the archive does."""
    return (found for each in listings for entry in each.entries if entry.url and (found := web_address(entry.url, base)))


def _skip(survey: Survey, listings: Iterable[Listing]) -> str | None:
    framed = navigation(survey.given.text, survey.given.url) if survey.given else set()
    elsewhere = [each.document for each in survey.found if each.document.kind != "sitemap"]
    articles = [url for document in elsewhere for url in addresses([document.listing], document.url)]
    return skip_pattern(addresses(listings, survey.url), framed=framed, articles=articles)


def _is_own(survey: Survey, url: str) -> bool:
    given = survey.given
    return given is None or is_front_page(given.url) or url == given.url or url.startswith(folder_of(given.url))


def _title(survey: Survey) -> str | None:
    page = survey.given.page if survey.given else None
    words = one_line(page.first_meta("og:site_name") or page.title) if page else None
    return words[:80] if words else None


def _template(url: str, start: str, *, hole: str | None = None) -> str:
    """An address as a definition has it: the host by its name, and braces that are none of ours doubled."""
    safe = url.replace("{", "{{").replace("}", "}}")
    if hole:
        safe = safe.replace("{" + hole + "}", hole)
    return "{site}" + safe.removeprefix(start) if url.startswith(start + "/") else safe
