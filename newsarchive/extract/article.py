"""Everything that one page says of its article, read in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from functools import partial
from html import unescape

from newsarchive.article import Evidence
from newsarchive.extract.body.finding import read_body
from newsarchive.extract.body.images import lead_image, pictures_of
from newsarchive.extract.body.render import renderer_of
from newsarchive.extract.body.second_opinion import blocks_of_trafilatura
from newsarchive.extract.collector import collector_at_rest
from newsarchive.extract.decode import decode
from newsarchive.extract.extraction import Candidate, Extraction
from newsarchive.extract.fields.canonical import canonical_url, twins
from newsarchive.extract.fields.language import read_language
from newsarchive.extract.fields.metadata import read_metadata
from newsarchive.extract.fields.paging import next_page, single_page
from newsarchive.extract.junk.junk import junk_of
from newsarchive.extract.markup.clean import Clean
from newsarchive.extract.markup.content import Content
from newsarchive.extract.markup.depth import shallow
from newsarchive.extract.page import Page
from newsarchive.extract.rules.ruled import apply_rules
from newsarchive.extract.rules.rules import Rule, built_in


@collector_at_rest()
def extract_article(
    html: str | bytes,
    *,
    url: str | None = None,
    fetched: datetime | None = None,
    zone: tzinfo | None = None,
    headers: Mapping[str, str] | None = None,
    rules: Iterable[Rule] | None = None,
) -> Extraction:
    """Read the article of one page.

    Args:
        html: the page; bytes are decoded on evidence.
        url: where it was found; resolves relative addresses and tells the site's own name.
        fetched: when it was fetched; relative times ("2 hours ago") are read against it.
        zone: of the site's clock, where it is known, for dates that name none.
        headers: the response's headers, for what they say about the charset and the date.
        rules: the site rules that apply; by default those that ship with the program.
    """
    considered: list[Candidate] = []
    if isinstance(html, bytes):
        decoded = decode(html, _header(headers, "content-type"))
        html = decoded.text
        considered.append(Candidate("encoding", decoded.encoding, 1.0, decoded.why, chosen=True))
    page = Page.read(shallow(html), url=url)
    body = read_body(page, partial(blocks_of_trafilatura, page, html))
    text = body.text
    told = read_metadata(page, body.blocks, zone=zone, fetched=fetched, source=html)
    pictures = pictures_of(page, body)
    address = canonical_url(page)
    language = read_language(page, text)
    others = twins(page)
    following = next_page(page)
    lead = lead_image(page, pictures)
    summary = _summary(page)
    write = renderer_of(page, body, pictures)
    published, updated = told.published.value, told.updated.value
    found = {"url": address, "language": language, "image": lead, "summary": summary, "links": others}
    general = Extraction(
        url=address[0] if address else url,
        title=told.title.value,
        summary=summary[0] if summary else None,
        language=language[0] if language else None,
        published=published.moment if published else None,
        published_precision=published.precision if published else None,
        updated=updated.moment if updated else None,
        updated_precision=updated.precision if updated else None,
        publisher=told.publisher.value,
        authors=told.authors.value or (),
        text=text,
        content=Content(lambda: Clean.of(write(), url)),
        image=lead[0] if lead else None,
        images=tuple(picture.image for picture in pictures),
        next_page=following,
        single_page=single_page(page) if following else None,
        twins=others[0] if others else (),
        junk=junk_of(page, text),
        confidence={**told.confidence, "body": body.confidence},
        evidence={**told.evidence, **{name: said[1] for name, said in found.items() if said is not None}},
        candidates=(*considered, *body.candidates, *told.candidates),
    )
    return apply_rules(general, html, built_in() if rules is None else rules, url=url, fetched=fetched)


def _summary(page: Page) -> tuple[str, Evidence] | None:
    """The description that the page gives of its article."""
    for name in ("og:description", "description", "twitter:description"):
        raw = page.first_meta(name)
        if raw:
            return " ".join(unescape(raw).split()), Evidence("meta", name, raw)
    return None


def _header(headers: Mapping[str, str] | None, name: str) -> str | None:
    """A header's value, whatever the case its name is written in."""
    return next((value for key, value in (headers or {}).items() if key.lower() == name), None)
