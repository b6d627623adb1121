"""Who a piece comes from: the medium after 来源, an agency's credit, the publisher a page declares.

A page says it in many places, and they rank by how much they are about *this piece*: a label beside the headline or
under the text, a meta element of the site's own, an outlet's name beside the date, the dateline of the first paragraph,
and only then the publisher in JSON-LD and the name of the site, which is merely where the piece is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from newsarchive.article import Evidence
from newsarchive.extract.dates.reading import find_dates
from newsarchive.extract.dates.relative import RELATIVE
from newsarchive.extract.fields.byline import Byline, Line
from newsarchive.extract.fields.credits import OURSELVES, attribution, dateline, may_credit, reported
from newsarchive.extract.fields.names import is_han_name, is_person
from newsarchive.extract.fields.outlets import AGENCY_TAIL, is_agency, is_outlet, is_placeholder
from newsarchive.extract.fields.reading import Proposal, Read, decided
from newsarchive.extract.fields.words import clean, is_cjk, key
from newsarchive.extract.page import Page

__all__ = ["attribution", "names_only_the_site", "read_publisher"]

_Proposal = Proposal[str]

_METAS = (
    "contentsource",
    "article:source",
    "og:article:source",
    "articlesource",
    "newssource",
    "mediaid",
    "source",
    "original-source",
    "original_source",
    "syndication-source",
    "dc.source",
    "copyright_source",
)
_LD_WEIGHTS = {"isBasedOn": 0.66, "sourceOrganization": 0.64, "publisher": 0.38, "provider": 0.3}
_META_WEIGHTS = {
    "dc.publisher": 0.34,
    "dcterms.publisher": 0.34,
    "citation_publisher": 0.34,
    "publisher": 0.34,
    "article:publisher": 0.34,
    "og:site_name": 0.3,
    "application-name": 0.25,
    "al:ios:app_name": 0.24,
    "al:android:app_name": 0.23,
}
_META_AUTHORS = ("author", "og:article:author", "article:author", "twitter:creator")
_NAMES_IMAGE = re.compile(r"image|img|photo|pic|caption|video", re.IGNORECASE)
_NAMES_SOURCE = re.compile(r"(?:^|[\s_-])(?:source|laiyuan|ly|media-?name|news-?source|from)(?:$|[\s_-])|source", re.IGNORECASE)
_ONLY_LABEL = re.compile(r"\s*(?:信息|文章|新闻|稿件|消息)?(?:来源|來源)\s?[:：]?\s*")
_NAMES_AUTHOR = re.compile(r"author|writer", re.IGNORECASE)
_SOURCE_LABEL = re.compile(r"^(?:信息|文章|新闻|稿件)?(?:来源|來源|稿源|出处)\s{0,3}[:：]?\s*|\s*(?:原创稿?|转载)$")
_NOISE_WORDS = re.compile(
    r"^(?:原创|首发|转载|举报|关注|已关注|分享到?|收藏|评论|跟贴|阅读|浏览|点击|字号|大|中|小|超大|标准|打印|作者|编辑|发布|发表|更多|"
    r"我有话说|收藏本文|优质|优质原创作者|官方账号|订阅|参与|手机看|听|播放|\W*|[\d\W万亿]*(?:人|次|条|评论|阅读|参与)?)$"
)
_APART = re.compile(r"[·|｜\u3000\t\[\]【】()（）]|\s{2,}")
_SENTENCE = re.compile(r"^\s*[，,。；]|[，。！？!?]")
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_BY_NAME_FOR = re.compile(r"(?:By|by|BY)\s[^,|\d]{4,60},\s+(?:for\s)?([A-Z][\w.&' ]{1,30}?)\s*(?:$|[|·•–—]|\d|Published|Updated)")
_REPORTER_OF = re.compile(
    r"(?<![\u3400-\u9fff])([\u3400-\u9fff]{1,8}(?:报|網|网|社|新闻|财经|周刊|杂志|卫视|电视台))"
    r"(?:首席|特约|实习|见习|全媒体|资深)*记者[\s:：/]?(?=[\s\u3000]*[\u3400-\u9fff]{2})(?!从|在|了|向|对|获|日|昨|今)"
)
_TITLE_PARTS = re.compile(r"\s+[-–—|·]\s+|\s*(?:[|｜_]|--+|——)\s*|-(?=[^-]*$)")
_BY = frozenset({"By", "by", "BY"})
_SHORT_LINE = 60
_LONGEST_LINE = 120
_WHOLE_PIECE = re.compile(r"文章|本文|稿|转自|转载")
_CREDIT = re.compile(r"[:：|｜]|源")
_LONGEST = 30


def read_publisher(page: Page, byline: Byline) -> Read[str]:
    """Read which medium the piece is from."""
    proposals = list(_proposals(page, byline))
    if not proposals:
        return Read()
    return decided("publisher", proposals, max(proposals, key=lambda proposal: proposal.weight))


def names_only_the_site(evidence: Evidence) -> bool:
    """Whether a publisher was read where a page merely says on which site it is shown."""
    head = evidence.how == "meta" and (evidence.where in _META_WEIGHTS or evidence.where == "<title>")
    return head or (evidence.how == "json-ld" and evidence.where in ("publisher", "provider"))


def _proposals(page: Page, byline: Byline) -> Iterator[_Proposal]:
    yield from _labelled(byline)
    yield from _named(page, byline)
    yield from _metas(page)
    yield from _beside_date(page, byline) if _is_cjk_page(page, byline) else _agency_lines(byline)
    yield from _beside_name(byline)
    yield from _opening(page, byline)
    yield from _json_ld(page)
    yield from _head(page)


def _labelled(byline: Byline) -> Iterator[_Proposal]:
    """``来源：…`` around the headline; under the text and in it, the label counts for a little less."""
    for line, below in zip_longest(byline.lines, byline.lines[1:]):
        if not may_credit(line.glued):
            continue
        found = attribution(line.text)
        if found is None and below is not None and _ONLY_LABEL.fullmatch(line.text):
            found = attribution(f"{line.text.rstrip(' :：')}：{below.text[:60]}")  # the name is in the next block
        if found is None:
            continue
        long = len(line.text) > 200
        if not is_cjk(found[1]) and not is_outlet(found[0]):
            continue  # "Source:" in an alphabet is as often that of a figure
        weight = {"head": 0.97, "above": 0.9, "tail": 0.86, "body": 0.72}[line.place] - 0.2 * long
        if not _CREDIT.search(found[1]):
            weight -= 0.25  # 本文来自… is as often the boast of the site as a credit
        elif _WHOLE_PIECE.search(found[1]):
            weight += 0.03 if line.place in ("head", "above") else 0.1
        if line.block.links * 2 > len(line.text) and line.place == "tail":
            weight -= 0.3
        yield Proposal(weight, clean(found[0]), "text", f"byline ({line.place})", found[1])


def _named(page: Page, byline: Byline) -> Iterator[_Proposal]:
    """An element near the headline whose class says that it is the source."""
    for line in byline.at("above", "head"):
        if len(line.glued) > _LONGEST_LINE:
            continue
        for piece, names_of_piece in _marked_pieces(page, line, line.names):
            found = attribution(piece)
            medium = found[0] if found else clean(_SOURCE_LABEL.sub("", _strip_dates(piece)))
            if _could_be_medium(medium) and (is_cjk(medium) or is_outlet(medium)):
                yield Proposal(0.8, medium, "text", f"class {names_of_piece.strip()[:40]}", piece)


def _marked_pieces(page: Page, line: Line, names: str) -> Iterator[tuple[str, str]]:
    for node in page.nodes[line.block.start : line.block.end]:
        attrs = node.attrs
        if attrs and node.tag in {"span", "a", "em", "i", "b", "cite"}:
            own = f"{attrs.get('class') or ''} {attrs.get('id') or ''}"
            if own != " " and _is_source(own):
                yield page.text_of(node), own
    if len(line.pieces) == 1 and names != " " and _is_source(names):
        yield line.text, names


@lru_cache(maxsize=1024)
def _is_source(names: str) -> bool:
    return bool(_NAMES_SOURCE.search(names)) and not _NAMES_IMAGE.search(names)


def _metas(page: Page) -> Iterator[_Proposal]:
    for name in _METAS:
        for raw in page.meta.get(name, ())[:1]:
            found = attribution(raw)
            medium = clean(_SOURCE_LABEL.sub("", found[0] if found else raw))
            if _could_be_medium(medium) and "/" not in medium:
                yield Proposal(0.85, medium, "meta", name, raw)


def _agency_lines(byline: Byline) -> Iterator[_Proposal]:
    """In an alphabet a name beside the date is a person's, unless it is an agency's."""
    for line in byline.at("head", "above"):
        for piece in line.pieces if len(line.glued) < _SHORT_LINE else ():
            if is_agency(name := piece.strip(" |·•–—,()")):
                yield Proposal(0.6, name, "text", "byline", line.text)


def _beside_date(page: Page, byline: Byline) -> Iterator[_Proposal]:
    """A name that stands alone in the line of the date, or next to it: ``2022年04月13日 08:18 江城日报``."""
    head = byline.at("head", "above")
    own = {key(part) for part in _TITLE_PARTS.split(page.title[:200])[1:]} | {key(n) for n in page.meta.get("og:site_name", ())}
    signed = {key(name) for meta in _META_AUTHORS for name in page.meta.get(meta, ())}
    dated = next((i for i, line in enumerate(head) if line.has_digits and len(line.text) < 160 and _has_date(line.text)), None)
    if dated is None:
        dated = next((i for i, line in enumerate(head) if line.place == "head"), None)
    if dated is None:
        return
    at = head[dated].block.index
    for line in head[max(0, dated - 1) : dated + 2]:
        if abs(line.block.index - at) > 1 or len(line.text) > 80:
            continue
        if _NAMES_AUTHOR.search(line.names):
            continue
        for piece in _names_in(line):
            outlet = is_outlet(piece)
            weight = 0.85 if is_agency(piece) else 0.75 if outlet else 0.5 if is_cjk(piece) else 0.45
            if line.block.index != at:
                weight -= 0.05 if outlet else 0.4
            if key(piece) in own:
                weight -= 0.15  # the site itself, which may say in the text whose piece it shows
            person = key(piece) in signed or is_han_name(piece) or (" " in piece and is_person(piece))
            if weight > 0.3 and (outlet or not (person or _KANA_OR_HANGUL.search(page.title[:200]))):
                yield Proposal(weight, piece, "text", "beside the date", line.text)


def _beside_name(byline: Byline) -> Iterator[_Proposal]:
    """The medium that a reporter is of: ``江城日报记者 张三``, ``By Jane Doe, Reuters``."""
    for line in byline.at("head", "body"):
        if "记者" in line.glued[:100] and (found := _REPORTER_OF.search(line.text[:100])):
            if found[1] in OURSELVES:
                continue
            yield Proposal(0.55, found[1], "text", "beside the author", found[0])
        elif line.glued[:2] in _BY and (found := _BY_NAME_FOR.match(line.text)) and (is_outlet(found[1]) or found[1].isupper()):
            yield Proposal(0.68, found[1].strip().removesuffix(" Staff"), "text", "beside the author", line.text)
        elif line.glued[:2] in _BY and len(line.glued) < _LONGEST_LINE and (found := AGENCY_TAIL.search(line.text)):
            yield Proposal(0.66, found[1], "text", "beside the author", line.text)


def _is_cjk_page(page: Page, byline: Byline) -> bool:
    first = page.blocks[byline.start].text if byline.start < len(page.blocks) else ""
    return is_cjk(page.title[:200]) or is_cjk(first[:200])


def _has_date(text: str) -> bool:
    return next(find_dates(text, zone=None, year=2000), None) is not None


def _names_in(line: Line) -> Iterator[str]:
    """The pieces of a byline that could be names: no dates, no counters, no buttons."""
    labelled = False
    for piece in line.pieces:
        if labelled:
            labelled = False  # the value of a label that says it is something else
            continue
        for part in _APART.split(_strip_dates(piece)):
            if _SENTENCE.search(part) or "来源" in part:
                continue
            if part.rstrip().endswith((":", "：")):
                labelled = "原创" not in part
                continue
            words = clean(_SOURCE_LABEL.sub("", part.strip(" []【】()（）"))).strip(" :：·-—|/,，。()（）[]【】")
            if " " in words and is_cjk(words):
                words = _of_reporter(words)
            if words.endswith("报道") and is_outlet(words.removesuffix("报道")):
                words = words.removesuffix("报道")  # 江城网报道 is by 江城网; 江城经济报道 is a paper
            if words and _could_be_medium(words) and not _NOISE_WORDS.match(words) and not re.search(r"[:：]", words):
                yield words


def _of_reporter(words: str) -> str:
    """The medium of ``江城日报 记者 张三``; nothing of ``本报记者 张三``; other words as they are."""
    first = words.split(" ", 1)[0]
    if is_outlet(first) and not first.endswith("记者"):
        return first
    return "" if "记者" in words or "報導" in words else words


def _strip_dates(text: str) -> str:
    spans = [(found.start, found.end) for found in find_dates(text, zone=None, year=2000)]
    for start, end in reversed(spans):
        text = f"{text[:start]}\t{text[end:]}"
    return RELATIVE.sub("\t", text)


def _opening(page: Page, byline: Byline) -> Iterator[_Proposal]:
    """The dateline of the first paragraphs, and whom they say they follow."""
    paragraphs = [block.text for block in page.blocks[byline.start : byline.start + 3]]
    for text in (*(line.glued for line in byline.at("head")), *paragraphs):
        if found := dateline(text):
            yield Proposal(0.7, found[0], "text", "dateline", found[1])
            break
    for text in paragraphs[:1]:
        if found := reported(text):
            yield Proposal(0.4, clean(found[0]), "text", "first paragraph", found[1])


def _json_ld(page: Page) -> Iterator[_Proposal]:
    """What JSON-LD names as publisher, and an agency that it names as author."""
    by_id = {item["@id"]: item for item in page.json_ld if isinstance(item.get("@id"), str)}
    for item in page.json_ld:
        for medium in filter(is_agency, _organisations(item.get("author"))):
            yield Proposal(0.6, medium, "json-ld", "author", medium)
        for name, weight in _LD_WEIGHTS.items():
            value = item.get(name)
            if isinstance(value, dict) and "name" not in value:
                value = by_id.get(str(value.get("@id")), value)
            for medium in _organisations(value):
                yield Proposal(weight, medium.split(" | ")[0], "json-ld", name, medium)
                break


def _head(page: Page) -> Iterator[_Proposal]:
    """What the head names as publisher, down to the name of the site."""
    for name, weight in _META_WEIGHTS.items():
        for raw in page.meta.get(name, ())[:1]:
            if "/" not in raw and key(raw):
                # Some sites string their topics to their name.
                yield Proposal(weight, clean(raw).split(" | ")[0].lstrip("@"), "meta", name, raw)
    for name in _META_AUTHORS[:3]:
        for raw in page.meta.get(name, ())[:1]:
            medium = clean(raw)
            if is_agency(medium) or (is_cjk(medium) and is_outlet(medium) and _could_be_medium(medium)):
                yield Proposal(0.6 if is_agency(medium) else 0.42, medium, "meta", name, raw)
    title = page.title[:200].strip()
    site = _TITLE_PARTS.split(title)[-1].strip()
    if site != title and is_outlet(site) and _could_be_medium(site):
        yield Proposal(0.2, site, "meta", "<title>", title)


def _organisations(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and name.strip() and not urlsplit(name.strip()).scheme:
            yield clean(name)


def _could_be_medium(words: str) -> bool:
    return len(key(words)) > 1 and len(words) <= _LONGEST and not is_placeholder(words)
