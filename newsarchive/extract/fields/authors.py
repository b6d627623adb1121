"""Who wrote a piece: people only, all of them.

Signatures beside the headline and in the text, JSON-LD, meta elements and links to author pages each propose a list of
names. Desks, agencies, outlets, editors and fillers (``admin``) are told apart and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from newsarchive.extract.dates.reading import find_dates
from newsarchive.extract.fields.byline import Byline
from newsarchive.extract.fields.names import is_han_name, is_person
from newsarchive.extract.fields.outlets import is_agency, is_outlet, is_placeholder
from newsarchive.extract.fields.reading import Proposal, Read, decided
from newsarchive.extract.fields.signatures import is_by, list_of_names, may_sign, signatures, split_names, tidy
from newsarchive.extract.fields.signatures_han import han_signatures, hangul_signatures, may_sign_han
from newsarchive.extract.fields.words import is_cjk, key
from newsarchive.extract.page import TEXT, Node, Page

_Proposal = Proposal[tuple[str, ...]]

_ARTICLE = re.compile(r"Article|Posting|Report|Review|Recipe|HowTo|Publication|Story|Page", re.IGNORECASE)
_ORGANISATIONS = ("Organization", "NewsMediaOrganization", "Corporation")
_METAS = (
    "citation_author",
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "og:article:author",
    "byl",
    "article:author_name",
    "twitter:data1",
)
_AUTHOR_NAME = re.compile(r"author|byline|writer|contributor|zuozhe|作者", re.IGNORECASE)
_NOT_AUTHOR = re.compile(r"editor|photo|avatar|bio|desc|image|img|title|role|job|social|follow|share|date|time", re.IGNORECASE)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:es|a)?|auteurs?|autori|staff|contributors?|profile|by|writers?|redakteur|journalists?)/",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"://|:\s|^[a-z]+(?:\.[a-z]+){2,}$")
_NOT_A_NAME = re.compile(r"[:：，。!?！？]|\d{4}|\d[年月日:]|^\d+$|^(?:发布|发表|更新)")
_PLACE = re.compile(r"(?:New|San|Los|Las|Saint|St|North|South|East|West|Hong|United|Great)\b")  # New Delhi, San Diego
_STROKE = re.compile(r"\s*[|•·–—\t]\s*|\s+-\s+")
_HONORIFIC = re.compile(r"^(?:Dr|Prof|Mr|Mrs|Ms|Sir|Dame)\.?\s+")
_NEAR = 15  # blocks after the headline in which an author's element may stand
_LARGEST = 40  # nodes of an element that holds just a name
_TOGETHER = 6  # nodes between two names of one list
_JOINT = re.compile(r"(?:[,;&、/|]|and|und|et|y|e)?", re.IGNORECASE)
_EDITED = re.compile(
    r"(?:review|edit|updat|fact|check|photo|illustrat|translat|medical|expert|编辑|责编)\w*(?:\s\w+)?\W*(?:by)?\W*$",
    re.IGNORECASE,
)
_LONGEST = 300  # characters of a line that may be a byline
_SURE = 0.85  # the weight from which elements are not asked any more
_TRUSTED = 0.7  # the weight from which a longer list may complete a shorter one
_RUNNING = 3  # first paragraphs that may name their reporter


def read_authors(page: Page, byline: Byline, publisher: str | None = None) -> Read[tuple[str, ...]]:
    """Read who wrote the piece; ``publisher`` is a name that is not a person's."""
    chinese = is_cjk(page.title[:200])
    outlets = {key(name) for name in (publisher, *page.meta.get("og:site_name", ())) if name and len(name) > 2}
    proposals = list(_proposals(page, byline, chinese, outlets))
    if not proposals:
        return Read(value=())
    best = max(proposals, key=lambda proposal: proposal.weight)
    # Another list that says the same and more names those who were left out.
    for other in proposals:
        signed = other.how != "text" or other.where.startswith("byline")  # links may lead to editors too
        if signed and other.weight >= _TRUSTED and _keys(other.value) > _keys(best.value):
            best = other
    return decided("authors", proposals, best, ", ".join)


def _keys(names: Iterable[str]) -> set[str]:
    return {key(_HONORIFIC.sub("", name)) for name in names}


def _without_outlets(names: tuple[str, ...], outlets: set[str]) -> tuple[str, ...]:
    """Leave the medium out; but a blog may bear the name of the person who writes it."""
    people = tuple(name for name in names if not _names_one_of(outlets, name))
    people = people or tuple(name for name in names if " " in name and is_person(name))
    # Beside a full name a single word is a role, a place or a medium.
    full = tuple(name for name in people if " " in name and is_person(name))
    return tuple(name for name in people if name in full or is_cjk(name)) if full else people


def _names_one_of(outlets: set[str], name: str) -> bool:
    """``CNN`` and ``CNN Business`` name the outlet CNN."""
    whole = key(name)
    return (
        whole in outlets
        or any(key(word) in outlets for word in name.split())
        or any(whole.startswith(o) and len(o) > 4 for o in outlets)
    )


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({key(name): name for name in reversed(list(names))}.values())[::-1]


def _proposals(page: Page, byline: Byline, chinese: bool, outlets: set[str]) -> Iterator[_Proposal]:
    """What the places of the page propose, the medium left out."""
    sure = False
    for look in (_signed, _json_ld, _metas, _elements):
        if look is _elements and sure:
            return  # nothing that an element's name suggests would be believed against the others
        for proposal in look(page, byline, chinese):
            if people := _without_outlets(_distinct(proposal.value), outlets):
                sure = sure or proposal.weight >= _SURE
                yield replace(proposal, value=people)


def _signed(page: Page, byline: Byline, chinese: bool) -> Iterator[_Proposal]:
    return _han_lines(page, byline) if chinese else _lines(byline)


def _han_lines(page: Page, byline: Byline) -> Iterator[_Proposal]:
    for line in byline.lines:
        long = len(line.glued) > 120
        if may_sign_han(line.glued) and (found := han_signatures(line.text, running=long)):
            names, raw = found
            weight = {"head": 0.97, "above": 0.7, "body": 0.9, "tail": 0.85}[line.place] - 0.05 * long
            yield Proposal(weight, tuple(names), "text", f"byline ({line.place})", raw)
        elif not long and "기자" in line.glued and (found := hangul_signatures(line.text)):
            weight = {"head": 0.95, "above": 0.5, "body": 0.7, "tail": 0.6}[line.place]
            yield Proposal(weight, tuple(found[0]), "text", f"byline ({line.place})", found[1])
    yield from _beside_date(byline, chinese=True)
    for block in page.blocks[byline.start : byline.start + _RUNNING]:
        if len(block.text) > 60 and (found := han_signatures(block.text[:160], running=True)):
            yield Proposal(0.88, tuple(found[0]), "text", "first paragraphs", found[1])


def _lines(byline: Byline) -> Iterator[_Proposal]:
    expected = False
    for line in byline.lines:
        if len(line.glued) > _LONGEST or not (expected or may_sign(line.glued)):
            expected = False
            continue
        weight = {"head": 0.88, "above": 0.6, "body": 0.5, "tail": 0.45}[line.place]
        if line.place == "head" and line.block.index > byline.start:
            weight -= 0.2 if line.block.tag == "li" else 0.1  # among the first paragraphs it may speak of something else
        if expected and (names := split_names(line.pieces[0])):
            yield Proposal(weight - 0.03, tuple(names), "text", f"byline ({line.place})", line.text)
        expected = is_by(line.text)
        if (found := signatures(line.pieces)) and (line.place in ("head", "above") or " " in found[0][0]):
            yield Proposal(weight, tuple(found[0]), "text", f"byline ({line.place})", found[1])
    yield from _beside_date(byline)


def _beside_date(byline: Byline, chinese: bool = False) -> Iterator[_Proposal]:
    """A name that opens the line of the date, without any ``By``: ``Jane Doe | Staff writer | April 3, 2022``."""
    for line in byline.at("head"):
        if len(line.glued) > 100 or not line.has_digits:
            continue
        for found in find_dates(line.text, zone=None, year=2000):
            name = tidy(_STROKE.split(line.text[: found.start])[0])
            if is_han_name(name) if chinese else " " in name and is_person(name) and not _PLACE.match(name):
                yield Proposal(0.55, (name,), "text", "beside the date", line.text)
            return


def _json_ld(page: Page, _: Byline, chinese: bool) -> Iterator[_Proposal]:
    by_id = {item["@id"]: item for item in page.json_ld if isinstance(item.get("@id"), str)}
    for item in page.json_ld:
        if "author" not in item and "creator" not in item:
            continue
        kind = str(item.get("@type", ""))
        if kind and not _ARTICLE.search(kind):
            continue
        names = [name for name in _people(item.get("author") or item.get("creator"), by_id) if _acceptable(name, chinese)]
        if names:
            weight = 0.8 if chinese else 0.9 if any(map(is_person, names)) else 0.5
            yield Proposal(weight, tuple(names), "json-ld", f"{kind or 'object'}.author", ", ".join(names))


def _people(value: Any, by_id: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The names in the value of ``author``: words, a person, a reference to one, or a list of these."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield from list_of_names(item)
        elif isinstance(item, dict):
            person = item if "name" in item else by_id.get(str(item.get("@id")), item)
            if person.get("@type") in _ORGANISATIONS:
                continue
            name = person.get("name")
            for part in name if isinstance(name, list) else [name]:
                if isinstance(part, str):
                    yield from list_of_names(part)


def _acceptable(name: str, chinese: bool) -> bool:
    """A person, or a pen name: anything that is not an outlet, a desk, a filler or an address."""
    if not 1 < len(name) <= 50 or is_placeholder(name) or is_agency(name) or "/" in name or "@" in name:
        return False
    return is_person(name) or not (is_outlet(name) or _NOT_A_NAME.search(name) or (chinese and len(name) > 16))


def _metas(page: Page, _: Byline, chinese: bool) -> Iterator[_Proposal]:
    for meta in _METAS:
        contents = page.meta.get(meta)
        if not contents:
            continue
        if meta == "citation_author":
            contents = [" ".join(reversed(name.split(", ", 1))) for name in contents]
        elif meta == "twitter:data1" and page.first_meta("twitter:label1") not in ("Written by", "By"):
            continue
        names = [
            name for raw in contents if not _NO_NAME.search(raw) for name in list_of_names(raw) if _acceptable(name, chinese)
        ]
        if chinese:
            names = [name for name in names if is_han_name(name) or not is_cjk(name)]
        if names:
            weight = 0.5 if chinese else 0.76 if any(map(is_person, names)) else 0.48
            yield Proposal(weight, tuple(names), "meta", meta, "; ".join(contents))


def _elements(page: Page, byline: Byline, chinese: bool) -> Iterator[_Proposal]:
    """Elements near the headline that say they hold the author, and links to a page about one."""
    blocks = page.blocks
    if not blocks:
        return
    top = byline.start if byline.headline is None else byline.headline
    low, high = max(0, top - 4), min(len(blocks) - 1, max(min(byline.start, top + 2 * _NEAR), top + _NEAR))
    found: dict[str, list[tuple[str, Node]]] = {"linked": [], "named": []}
    for node in page.nodes[blocks[low].start : blocks[high].end]:
        if not 1 < node.end - node.index <= _LARGEST:
            continue  # a text, a line break, or too much for a name: no need to look at attributes
        kind = _kind_of(node)
        if kind is None or _EDITED.search(_words_before(page, node)):
            continue
        pen_names = kind == "named" and chinese
        for piece in _pieces(page, node):
            people = [name for name in list_of_names(piece) if (pen_names and _acceptable(name, chinese)) or _full(name, kind)]
            found[kind].extend((name, node) for name in people)
            if people or pen_names:
                break  # any words may be a pen name: only the first ones are taken for one
    for kind, weight, where in (("linked", 0.8, "link to an author's page"), ("named", 0.66, "an element named for them")):
        if names := _first_group(page, found[kind]):
            yield Proposal((0.62 if chinese else weight), names, "text", where, ", ".join(names))


def _full(name: str, kind: str) -> bool:
    """A single word is a name only where it leads to the author's page."""
    return is_person(name) and (" " in name or kind == "linked" or is_cjk(name))


def _pieces(page: Page, node: Node) -> Iterator[str]:
    for below in page.subtree(node):
        if below.tag == TEXT and 1 < len(text := below.text.strip()) <= 80:
            yield text


def _first_group(page: Page, found: list[tuple[str, Node]]) -> tuple[str, ...]:
    """The first name, and those that follow it with nothing but a comma or an "and" between."""
    group: list[tuple[str, Node]] = []
    for name, node in found:
        if group:
            end = max(holder.end for _, holder in group)
            between = "".join(other.text for other in page.nodes[end : node.index]).strip()
            if node.index >= end and (node.index - end > _TOGETHER or not _JOINT.fullmatch(between)):
                break
        group.append((name, node))
    return _distinct(name for name, _ in group)


def _words_before(page: Page, node: Node) -> str:
    words = ""
    for other in reversed(page.nodes[max(0, node.index - 8) : node.index]):
        words = f"{other.text} {words}"
        if len(words) > 30:
            break
    return " ".join(words.split())[-30:]


def _kind_of(node: Node) -> str | None:
    attrs = node.attrs
    if node.tag == "a":
        if "author" in (attrs.get("rel") or "") or _AUTHOR_PAGE.search(attrs.get("href") or ""):
            return "linked"
    elif attrs.get("itemprop") in ("author", "creator"):
        return "linked"
    names = f"{attrs.get('class') or ''} {attrs.get('id') or ''}"
    return "named" if names != " " and _names_author(names) else None


@lru_cache(maxsize=1024)
def _names_author(names: str) -> bool:
    return bool(_AUTHOR_NAME.search(names)) and not _NOT_AUTHOR.search(names)
