"""Read a page by the rule of its site, and put what the rule finds in the place of what the general reading found."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from newsarchive.article import Evidence, Image
from newsarchive.extract.dates.reading import read_date
from newsarchive.extract.extraction import Candidate, Extraction
from newsarchive.extract.junk.junk import junk_text
from newsarchive.extract.markup.clean import sanitise, text_of
from newsarchive.extract.markup.content import Content
from newsarchive.extract.rules.rules import Place, Places, Rule, Version, rule_for

SURE = 0.95
"""A rule is written by someone who looked at the page; it can still be overtaken by a new layout."""
_TIMES = ("published", "updated")
_WORDS = ("title", "publisher", "summary")
_NAMES = re.compile(r"\s*(?:[,，、;；/|｜]|\band\b|\n)\s*")
_PICTURE = re.compile(r'<img\b[^>]*? src="([^"]+)"')


def apply_rules(
    general: Extraction, html: str, rules: Iterable[Rule], *, url: str | None, fetched: datetime | None = None
) -> Extraction:
    """The extraction as the rule for this address has it; unchanged where there is none.

    A rule whose body is not found no longer fits the page: then everything is as the general reading has it, and
    ``rule_misses`` says so. A single field that is not found is reported there as well.
    """
    rule = rule_for(url, rules)
    version = rule.version_on(fetched.date() if fetched else None) if rule else None
    if rule is None or version is None:
        return general
    reader = _Reader(rule, version, html, fetched)
    fields = reader.fields()
    body = reader.body(url)  # last: it drops elements that other fields may stand in
    if body is None:
        return replace(general, rule=rule.name, rule_misses=(f"body: {_listed(version.body)} finds nothing",))
    fields |= {"content": Content.of(body), "text": text_of(body)}
    known = {image.url: image for image in general.images}
    images = tuple(known.get(address, Image(address)) for address in map(entities.unescape, _PICTURE.findall(body)))
    return replace(
        general,
        **fields,
        image=general.image or (images[0] if images else None),
        images=images,
        junk=junk_text(fields["text"]),
        rule=rule.name,
        rule_misses=tuple(reader.misses),
        confidence={**general.confidence, **dict.fromkeys(reader.evidence, SURE)},
        evidence={**general.evidence, **reader.evidence},
        candidates=(*_outvoted(general.candidates, reader.evidence), *reader.candidates),
    )


class _Reader:
    """One page read by one version of a rule."""

    def __init__(self, rule: Rule, version: Version, html: str, fetched: datetime | None) -> None:
        self._rule = rule
        self._version = version
        self._html = html
        self._fetched = fetched
        self._tree = LexborHTMLParser(html.encode("utf-8", "replace"))
        self.evidence: dict[str, Evidence] = {}
        self.misses: list[str] = []
        self.candidates: list[Candidate] = []

    def fields(self) -> dict[str, Any]:
        """The fields that the rule names and finds, save for the body."""
        found: dict[str, Any] = {}
        for name in _WORDS:
            if words := self._first(name, getattr(self._version, name)):
                found[name] = words[0]
        for name in _TIMES:
            words = self._first(name, getattr(self._version, name))
            reading = read_date(words[0], zone=self._rule.timezone, now=self._fetched) if words else None
            if reading:
                by_clock = self._rule.timezone if words[0].isdecimal() else None  # an epoch is in no zone of its own
                moment = reading.moment.astimezone(by_clock) if by_clock else reading.moment
                found |= {name: moment, f"{name}_precision": reading.precision}
            elif words:
                del self.evidence[name]
                self.misses.append(f"{name}: {words[0]!r} is no date")
        if words := self._first("authors", self._version.authors):
            found["authors"] = tuple(dict.fromkeys(name for each in words for name in _NAMES.split(each) if name))
        return found

    def body(self, base_url: str | None) -> str | None:
        """The body, cleaned; ``None`` where the rule finds none."""
        for place in self._version.body:
            nodes = self._tree.css(place.css) if place.css else []
            for node in nodes:
                for selector in self._version.drop:
                    for dropped in node.css(selector):
                        dropped.decompose()
            body = sanitise("".join(node.html or "" for node in nodes), base_url, self._rule.keep_classes)
            if body.strip():
                self._found("body", place, text_of(body)[:80])
                return body
        return None

    def _first(self, name: str, places: Places) -> list[str]:
        """The words at the first of the places that has any."""
        for place in places:
            if words := list(self._words(place)):
                self._found(name, place, words[0])
                return words
        if places:
            self.misses.append(f"{name}: {_listed(places)} finds nothing")
        return []

    def _words(self, place: Place) -> Iterable[str]:
        if place.source:
            found: list[str] = [match[match.re.groups and 1] or "" for match in place.source.finditer(self._html)]
        else:
            nodes = self._tree.css(place.css or "")
            read = place.attribute
            found = [(node.attributes.get(read) or "") if read else node.text(deep=True, separator=" ") for node in nodes]
        for words in found:
            squashed = " ".join(words.split())
            part = place.pattern.search(squashed) if place.pattern else None
            taken = squashed if place.pattern is None else (part[part.re.groups and 1] or "") if part else ""
            if taken:
                yield taken

    def _found(self, name: str, place: Place, raw: str) -> None:
        where = self._rule.name
        if self._version.since > date.min:
            where += f" from {self._version.since}"
        self.evidence[name] = Evidence("rule", f"{where}: {place}", raw)
        self.candidates.append(Candidate(name, raw, SURE, f"rule {where}", chosen=True))


def _listed(places: Places) -> str:
    return ", ".join(map(str, places))


def _outvoted(candidates: Iterable[Candidate], fields: Iterable[str]) -> Iterable[Candidate]:
    """The candidates of the general reading: those for fields that the rule decided are not chosen any more."""
    decided = set(fields)
    return (replace(each, chosen=False) if each.field in decided else each for each in candidates)
