"""The headline, by agreement of what the page shows and what its head declares, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from newsarchive.article import Evidence, How
from newsarchive.extract.extraction import Candidate
from newsarchive.extract.fields.reading import Read
from newsarchive.extract.fields.words import clean, is_cjk, key, overlap, tokens
from newsarchive.extract.page import Page

_METAS = (
    "og:title",
    "twitter:title",
    "articletitle",
    "headline",
    "title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
)
_HEADINGS = {"h1": 0.30, "h2": 0.15, "h3": 0.10, "h4": 0.08, "h5": 0.06, "h6": 0.05}
_TITLE_NAME = re.compile(r"title|headline|heading|biaoti|tit\b|subject", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[-–—|·•»«:/~]+\s+|\s*(?:[|｜_»«]|--+|::|\s[-–—]|[-–—]\s|——)\s*")
_TIGHT_DASH = re.compile(r"[-–—](?=[^-–—]*$)")
_LONGEST_HEADLINE = 300
_LONGEST_DECLARED = 600  # an unclosed <title> swallows the page
_NO_HEADLINE = frozenset({"title", "li", "h1"})
_ENOUGH = 0.5  # shared words that make a first-level heading and a declared title the same headline
_EXACT = 0.9  # ... and that spares looking any further
_ENOUGH_ALONE = 0.3  # ... where it is the first such heading and no other shares more
_NEAR = 0.75  # words shared with the address that was made of a title
_FARTHER = 0.25  # ... and by how much less another one shares
_DATELINE = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_BETWEEN_WORDS = re.compile(r"[-_+.%]+")
_LABEL = re.compile(r"(?<=\S)\s[|｜]\s(\S+(?:\s\S+)?)$")


@dataclass(slots=True)
class _Option:
    text: str
    how: How
    where: str
    block: int | None = None
    """Index of the block that shows it."""
    weight: float = 0.0
    key: str = ""
    why: str = ""
    share: float = 0.0
    """How much of it a declared title repeats."""
    agreed: bool = False

    def __post_init__(self) -> None:
        self.key = key(self.text)


@dataclass(frozen=True, slots=True)
class Headline:
    """The title, and which block of the page shows it."""

    read: Read[str]
    block: int | None


def read_title(page: Page) -> Headline:
    """Read the headline of a page."""
    sites = _site_keys(page) | _closing_part(page)
    declared = [_without_site(option, sites) for option in _declared(page)]
    declared = [option for option in declared if option.key and option.key not in sites]
    shown = [option for option in _first_level(page) if option.key and option.key not in sites]
    for option in shown:
        _agree(option, declared)
    if not any(option.share > _EXACT for option in shown):
        others = [option for option in _repeated(page, declared) if option.key not in sites]
        for option in others:
            _agree(option, declared)
        shown += others
    chosen = _choose(shown, declared, page)
    options = [*shown, *declared]
    if chosen is None:
        return Headline(Read(candidates=tuple(_candidate(option, False) for option in options)), None)
    read = Read(
        value=chosen.text,
        evidence=Evidence(how=chosen.how, where=chosen.where, raw=chosen.text),
        confidence=min(1.0, 0.4 + chosen.weight / 2),
        candidates=tuple(_candidate(option, option is chosen) for option in options),
    )
    block = chosen.block
    if block is None:
        block = next((option.block for option in shown if option.key == chosen.key), None)
    return Headline(read, block)


def _candidate(option: _Option, chosen: bool) -> Candidate:
    return Candidate("title", option.text, round(option.weight, 2), f"{option.where}: {option.why}".rstrip(": "), chosen)


def _declared(page: Page) -> Iterator[_Option]:
    """What the head says, without what the page shows."""
    for item in page.json_ld:
        headline = item.get("headline")
        if isinstance(headline, str) and headline.strip():
            yield _Option(clean(headline[:_LONGEST_DECLARED]), "json-ld", "headline")
            break
    for name in _METAS:
        for text in page.meta.get(name, ())[:1]:
            yield _Option(clean(text[:_LONGEST_DECLARED]), "meta", name)
    if page.title:
        yield _Option(clean(page.title[:_LONGEST_DECLARED]), "meta", "<title>")


def _first_level(page: Page) -> Iterator[_Option]:
    """The first-level headings."""
    for node in page.h1:
        if node.block_end > node.block_start:
            text = clean(" ".join(block.text for block in page.blocks[node.block_start : node.block_end]))
            if len(text) <= _LONGEST_HEADLINE:
                yield _Option(text, "text", "h1", node.block_start, _HEADINGS["h1"])


def _repeated(page: Page, declared: list[_Option]) -> Iterator[_Option]:
    """Other blocks that say just what a declared title begins with.

    An exact hit only: below the first level a heading is as likely to be another story's.
    """
    keys = [option.key for option in declared]
    starts = {first for text in keys for first in (text[0], text[0].upper())}
    for block in page.blocks:
        text, tag = block.text, block.node.tag
        if (text[0] not in starts and text[0].isalnum()) or len(text) > _LONGEST_HEADLINE or tag in _NO_HEADLINE:
            continue
        words = key(text)
        if words and any(other.startswith(words) and len(words) * 3 > len(other) for other in keys):
            names = f"{block.node.get('class')} {block.node.get('id')}"
            weight = _HEADINGS.get(tag, 0.0) + 0.1 * bool(_TITLE_NAME.search(names))
            yield _Option(clean(text), "text", tag, block.index, weight)


def _choose(shown: list[_Option], declared: list[_Option], page: Page) -> _Option | None:
    first_level = [option for option in shown if option.where == "h1"]
    if first_level and first_level[0].share >= _ENOUGH_ALONE and not any(option.agreed for option in first_level):
        first_level[0].agreed = True
    agreed = [option for option in shown if option.agreed]
    if agreed:
        best = max(agreed, key=lambda option: option.weight)
        address = _words_of_address(page.url)
        told = _declared_twice(best, declared, address) or _declared_in_address(best, declared, address)
        return told or _unglued(_completed(best, declared), declared)
    if len(first_level) == 1 and _slug_agrees(first_level[0], page):
        first_level[0].why = "the only first-level heading, and in the address"
        return first_level[0]
    if not first_level and len(declared) == 1 and (above := _above_dateline(page)):
        return above
    for option in declared:
        option.weight += 0.2 + 0.2 * sum(option.key == other.key for other in declared)
    if declared:
        best = max(declared, key=lambda option: option.weight)
        best.why = "declared, and no heading says it"
        return best
    return first_level[0] if first_level else None


def _agree(option: _Option, declared: list[_Option]) -> None:
    """Weigh a heading by how much of the declared titles it repeats."""
    for other in declared:
        if not option.key or not other.key:
            continue
        if option.key == other.key:
            share = 1.0
        elif other.key.startswith(option.key):
            share = 0.6 + 0.35 * len(option.key) / len(other.key)
        else:
            share = 0.9 * overlap(tokens(option.text), tokens(other.text))
        if share > option.share:
            option.share = share
            option.why = f"shares {share:.0%} with {other.where}"
    option.agreed = option.share >= _ENOUGH
    option.weight += option.share


def _declared_twice(option: _Option, declared: list[_Option], address: set[str]) -> _Option | None:
    """The headline of JSON-LD where ``og:title`` confirms it and the heading says something else: a line for the page."""
    by_name = {other.where: other for other in reversed(declared)}
    headline, shared = by_name.get("headline"), by_name.get("og:title")
    if headline is None or shared is None or headline.key != shared.key:
        return None
    if _nearer(option, headline, address):
        return None
    if option.key.startswith(headline.key.removesuffix("…")):
        return None  # the same, or cut short
    headline.weight, headline.block, headline.why = option.weight, option.block, "confirmed by og:title"
    return headline


def _declared_in_address(option: _Option, declared: list[_Option], address: set[str]) -> _Option | None:
    """What ``og:title`` and ``<title>`` agree on where the address was made of it, and not of the heading."""
    by_name = {other.where: other for other in reversed(declared)}
    shared, whole, headline = by_name.get("og:title"), by_name.get("<title>"), by_name.get("headline")
    if shared is None or whole is None or shared.key != whole.key or (headline and headline.key == option.key):
        return None
    if not _nearer(shared, option, address):
        return None
    shared.weight, shared.block, shared.why = option.weight, option.block, "confirmed by <title> and the address"
    return shared


def _nearer(one: _Option, other: _Option, address: set[str]) -> bool:
    """Whether the address clearly repeats the one title, and not the other."""
    near, far = (overlap(address, tokens(option.text)) for option in (one, other))
    return near >= _NEAR and near - far >= _FARTHER


def _unglued(option: _Option, declared: list[_Option]) -> _Option:
    """The heading as a declared title spells it, where the heading's parts stand together without a space."""
    words = option.text.split()
    for other in declared if not is_cjk(option.text) else ():
        spaced = other.text.split()
        if len(spaced) > len(words) and "".join(spaced) == "".join(words):
            option.text = other.text
            break
    return option


def _completed(option: _Option, declared: list[_Option]) -> _Option:
    """The heading, or what two declared titles agree on where it only adds a kicker or a label."""
    for other in declared if option.share < 1 else ():
        if other.key == option.key or sum(other.key == third.key for third in declared) < 2:
            continue
        if option.key.endswith(other.key) and len(other.key) * 2 > len(option.key):
            other.why = "the heading without its kicker"
        elif _goes_on(other.text, option.text):
            other.why = "the heading with its subtitle"
        else:
            continue
        other.weight, other.block = option.weight, option.block
        return other
    if label := _LABEL.search(option.text):
        option.text = option.text[: label.start()]
    return option


def _goes_on(whole: str, heading: str) -> bool:
    """Whether ``whole`` is the heading and then, after a colon or a question mark, a second part."""
    rest = whole[len(heading.rstrip(" :?：？")) :].lstrip()
    return whole.casefold().startswith(heading.rstrip(" :?：？").casefold()) and len(rest) > 2 and rest[0] in ":?：？"


def _above_dateline(page: Page) -> _Option | None:
    """The only heading with a date right below it, on a page whose head names just the site."""
    found = [
        _Option(clean(block.text), "text", block.tag, block.index, 0.5, why="stands above the dateline")
        for block, below in pairwise(page.blocks)
        if (block.tag in _HEADINGS or _TITLE_NAME.search(f"{block.node.get('class')} {block.node.get('id')}"))
        and len(block.text) <= _LONGEST_HEADLINE
        and _DATELINE.search(below.text[:80])
    ]
    return found[0] if len(found) == 1 and len(found[0].key) >= 8 else None


def _words_of_address(url: str | None) -> set[str]:
    """The words of that part of the address which has the most of them."""
    parts = urlsplit(url or "").path.split("/")
    return max((set(tokens(_BETWEEN_WORDS.sub(" ", part))) for part in parts), key=len)


def _slug_agrees(option: _Option, page: Page) -> bool:
    if not page.url:
        return False
    slug = set(tokens(re.sub(r"[-_/+.%\d]+", " ", urlsplit(page.url).path)))
    words = set(tokens(option.text))
    return len(slug & words) >= max(2, min(len(slug), len(words)) / 2)


def _site_keys(page: Page) -> set[str]:
    """The names that the site goes by, as keys."""
    names = [
        *page.meta.get("og:site_name", ()),
        *page.meta.get("application-name", ()),
        *page.meta.get("al:ios:app_name", ()),
    ]
    for item in page.json_ld:
        publisher = item.get("publisher")
        if isinstance(publisher, dict):
            names.append(publisher.get("name"))
        if item.get("@type") in ("WebSite", "Organization", "NewsMediaOrganization"):
            names.extend((item.get("name"), item.get("alternateName")))
    if page.url:
        host = urlsplit(page.url).hostname or ""
        labels = host.removeprefix("www.").split(".")
        names.extend((host, host.removeprefix("www."), *labels[:-1]))
    return {key(name) for name in names if isinstance(name, str) and name} - {""}


def _closing_part(page: Page) -> set[str]:
    """The name behind the headline in ``<title>``, which a first-level heading may repeat as the site's logo."""
    parts = _SEPARATOR.split(page.title[:_LONGEST_DECLARED])
    return {key(parts[-1])} if len(parts) > 1 and len(parts[-1]) * 2 < len(page.title) else set()


def _without_site(option: _Option, sites: set[str]) -> _Option:
    """Drop the parts of a declared title that name the site or a section of it."""
    text = option.text
    parts = _SEPARATOR.split(text)
    if len(parts) == 1 and (tight := _TIGHT_DASH.search(text)) and _names_site(text[tight.end() :], sites):
        parts = [text[: tight.start()], text[tight.end() :]]
    if len(parts) > 1:
        low, high = 0, len(parts)
        named = False
        while high - low > 1 and _names_site(parts[high - 1], sites):
            high, named = high - 1, True
        while high - low > 1 and _names_site(parts[low], sites):
            low, named = low + 1, True
        if not named and option.where == "<title>":
            # A <title> nearly always ends in the site's name, and the longest part is the headline.
            longest = max(range(low, high), key=lambda i: len(parts[i]))
            if len(parts[longest]) * 2 > len(text):
                high = longest + 1
        start = 0 if low == 0 else text.find(parts[low])
        end = text.rfind(parts[high - 1]) + len(parts[high - 1])
        text = text[start:end]
    text = text.strip()
    return option if text == option.text else _Option(text, option.how, option.where)


def _names_site(part: str, sites: set[str]) -> bool:
    words = key(part)
    return (
        not words
        or words in sites
        or any(len(words) > 3 and len(site) > 3 and (words in site or site in words) for site in sites)
    )
