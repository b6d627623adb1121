"""A source written down as YAML that says why each of its lines is there."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from newsarchive.discover.choice import Tried
from newsarchive.endpoints import Fields
from newsarchive.export.front_matter import quoted, scalar
from newsarchive.sources import JsonSource, PageSource, Source

_WIDTH = 118
_SPIDERS = {
    "feed": "reads RSS, RDF, Atom and JSON Feed",
    "sitemap": "reads sitemaps, and the sitemaps that they name",
    "section": "reads pages of headlines, and their next pages",
    "json_list": "reads lists and articles that are JSON",
}


def definition(
    chosen: Tried, others: Sequence[Tried], nothing: Mapping[str, str], *, name: str, url: str, day: date, zone_from: str
) -> str:
    """The file of a source that was found.

    Args:
        chosen: what is written.
        others: what works as well.
        nothing: address to why nothing could be made of it.
        name: what the source is called.
        url: what the user gave.
        day: when it was tried.
        zone_from: where the zone comes from.
    """
    source = chosen.proposal.source
    lines = [
        *_comment(f"Found by `newsarchive sources add {url}` on {day}."),
        *_comment(f"Chosen, {summary(chosen)}"),
        *_comment(f"Fields read: {fields_read(chosen)}."),
    ]
    if others or nothing:
        lines += ["#", *_comment("Tried as well:")]
        lines += [line for each in others for line in _comment(f"- {summary(each)} {', '.join(_lists(each))}", "  ")]
        lines += [line for address, why in nothing.items() for line in _comment(f"- {address}: {why}", "  ")]
    lines += ["", f"name: {scalar(name)}"]
    if source.title:
        lines.append(f"title: {scalar(source.title)}  # the name for people, as the page says it")
    lines += [
        f"spider: {source.spider}  # {_SPIDERS[source.spider]}",
        f"timezone: {source.timezone.key}  # of times that state none; {zone_from}",
        "every: 1h  # how often it is worth asking",
        f"verified: {day}  # {chosen.read} of its articles were read on that day",
        "",
        "hosts:  # an archive can override them, for a mirror",
        *(f"  {key}: {quoted(host)}" for key, host in source.hosts.items()),
        "",
        "lists:",
        *_list_lines(source, chosen.proposal.why),
    ]
    if isinstance(source, PageSource) and source.skip:
        lines += ["", *_comment("Pages that the sitemap names and that are no articles:"), f"skip: {quoted(source.skip)}"]
    if isinstance(source, JsonSource):
        lines += ["", "article:  # how one of them is asked for", f"  url: {quoted(source.article.url)}"]
        lines.append(f"  fields: {_fields(source.article.fields)}")
    return "\n".join(lines) + "\n"


def summary(tried: Tried) -> str:
    """One line: what a way of finding yields."""
    count = f"{'at least ' if tried.left else ''}{tried.named} {'article' if tried.named == 1 else 'articles'}"
    moment = tried.newest.astimezone(tried.proposal.source.timezone) if tried.newest else None
    newest = f", the newest of {moment:%Y-%m-%d %H:%M %z}" if moment else ", no date is known"
    failed = f", {len(tried.failures)} could not be read" if tried.failures else ""
    scope = "" if tried.proposal.own else " of the whole site"
    return f"{tried.proposal.kind}{scope}: {count}{newest}; {tried.read} read{failed}."


def fields_read(tried: Tried) -> str:
    """Which fields the articles have, and in how many of them where not in all."""
    said = [
        name if each.read == each.articles else f"{name} ({each.read} of {each.articles})"
        for name, each in tried.readings.items()
        if each.read
    ]
    return ", ".join(said) or "none"


def _lists(tried: Tried) -> list[str]:
    source = tried.proposal.source
    return [source.list_url(each) for each in source.lists]


def _list_lines(source: Source, why: Sequence[str]) -> Iterator[str]:
    for number, each in enumerate(source.lists):
        reason = _one_line(why[min(number, len(why) - 1)])
        if isinstance(source, JsonSource):
            endpoint = source.lists[number]
            yield f"  - url: {quoted(each.url)}  # {reason}"
            yield f"    items: {quoted(endpoint.items)}"
            yield f"    fields: {_fields(endpoint.fields)}"
            if endpoint.pages and endpoint.pages.url:
                yield f"    pages: {{url: {quoted(endpoint.pages.url)}, by: {endpoint.pages.by}, first: {endpoint.pages.first}}}"
        else:
            yield f"  - {quoted(each.url)}  # {reason}"


def _fields(fields: Fields) -> str:
    said = fields.model_dump(exclude_none=True)
    return "{" + ", ".join(f"{name}: {json.dumps(path, ensure_ascii=False)}" for name, path in said.items()) + "}"


def _one_line(text: str) -> str:
    """What comes from outside, without a line end that could break out of a comment."""
    return "".join(character if character.isprintable() else " " for character in text)


def _comment(text: str, indent: str = "") -> list[str]:
    """Lines of a comment."""
    return [f"# {line}" for line in textwrap.wrap(_one_line(text), _WIDTH, subsequent_indent=indent, break_long_words=False)] or [
        "#"
    ]
