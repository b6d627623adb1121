"""Turn the bytes of a page into text, and say why they were read that way.

Servers and pages lie about their encoding, and a page read in the wrong one is lost for good. So a declaration
counts as one piece of evidence, and what the bytes look like when they are read that way as another. The usual case,
UTF-8 that is valid, is decided without looking at any declaration: bytes of another encoding do not pass for UTF-8 by
accident, save a handful of characters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from newsarchive.extract.frequent import FREQUENT

SAMPLE = 6_000
"""How many characters beyond ASCII are looked at; more change no decision."""
CONVINCING = 0.2
"""The share of frequent characters above which a reading is taken to be the right one; the right one of a news page
reaches 0.35 to 0.7, a wrong one stays below 0.1."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page, the encoding it was read in, and the reason for that choice."""

    text: str
    encoding: str
    why: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """One trial: the text that an encoding gives, and how plausible it looks."""

    text: str
    encoding: str
    score: float


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What browsers do: read the narrow old standard as the superset that the pages are really written in.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "euc_kr": "cp949",
}
# Labels seen on pages that Python does not know by that name.
_LABELS = {
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "x-euc-jp": "euc_jp",
    "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949",
    "windows-949": "cp949",
    "x-x-big5": "big5hkscs",
    "windows-874": "cp874",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "unicode": "utf-16",
}
_KNOWN = re.compile(r"utf-(?:8|16|32)|gb18030|hz|big5hkscs|cp(?:874|932|949|866|125\d)|euc_jp|iso2022_|johab|iso8859-|koi8-")
_EAST_ASIAN = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
_SINGLE_BYTE = [f"cp{page}" for page in range(1250, 1259)] + ["koi8_r", "iso8859_2", "iso8859_5", "iso8859_7", "cp874"]

_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
_IN_META = re.compile(
    rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w.:+-]+)"
    rb"|<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:+-]+)",
    re.IGNORECASE,
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_MADE_OF_TWO = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf])+")
_MULTI = re.compile(rb"[\x80-\xff]")
_IMPLAUSIBLE = re.compile("[\x80-\x9f\ue000-\uf8ff\ufffd]")


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Read the bytes of a page as text.

    ``content_type`` is the header the page came with, if any. Never fails: what cannot be read in the chosen encoding
    becomes U+FFFD.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(encoding, "replace"), encoding, "byte order mark")
    if body.isascii():
        return _ascii(body)
    if b"\x00" in body[:1024] and (wide := _utf16(body)):
        return wide
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(body, declared(body, content_type))
    if _MADE_OF_TWO.fullmatch(b"".join(_MULTI.findall(body[:4096]))) and len(text) + 40 > len(body):
        return _few_pairs(body, text, declared(body, content_type))
    return Decoded(text, "utf-8", "valid UTF-8")


def declared(body: bytes, content_type: str | None) -> tuple[tuple[str, str], ...]:
    """The encodings that the header and the page claim, as (encoding, who says so), the header's first."""
    claims = []
    if content_type and (found := _IN_HEADER.search(content_type)) and (name := encoding_named(found[1])):
        claims.append((name, "header"))
    if (inside := _IN_META.search(body, 0, 16_384)) and (
        name := encoding_named((inside[1] or inside[2]).decode("ascii", "replace"))
    ):
        # A page that could be searched for ASCII is not in UTF-16, whatever it says.
        claims.append(("utf-8" if name.startswith(("utf-16", "utf-32")) else name, "meta"))
    return tuple(claims)


def encoding_named(label: str) -> str | None:
    """Python's name for the encoding that a label on the web means; ``None`` for a label that means none."""
    label = label.strip().lower()
    name = _LABELS.get(label)
    if name is None:
        try:
            name = codecs.lookup(label).name
        except (LookupError, ValueError):  # ValueError: a label with a NUL in it
            return None
    name = _SUPERSETS.get(name, name)
    return name if _KNOWN.match(name) else None


def _ascii(body: bytes) -> Decoded:
    """ASCII says everything itself, save for the encodings that hide in it behind escape sequences."""
    if b"\x1b" in body and b"\x1b$" in body:  # a single byte is found, or not, in no time
        return Decoded(body.decode("iso2022_jp", "replace"), "iso2022_jp", "escape sequences")
    if b"~" in body and b"~{" in body and ("hz", "meta") in declared(body, None):
        return Decoded(body.decode("hz", "replace"), "hz", "meta, escape sequences")
    return Decoded(body.decode("ascii"), "utf-8", "plain ASCII")


def _utf16(body: bytes) -> Decoded | None:
    """UTF-16 without its mark: in the markup every second byte is zero, and of the others hardly any (一 has one)."""
    head = body[:1024]
    for odd, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[odd::2].count(0)
        if zeros > len(head) / 10 and zeros > 8 * head[1 - odd :: 2].count(0):
            return Decoded(body.decode(encoding, "replace"), encoding, "every second byte of the markup is zero")
    return None


def _few_pairs(body: bytes, text: str, claims: tuple[tuple[str, str], ...]) -> Decoded:
    """A few characters of two bytes each are valid UTF-8 and may be GBK as well: 一 is one."""
    for encoding, _ in claims:
        if encoding in _EAST_ASIAN:
            as_claimed = _read(body, encoding)
            if as_claimed.score > CONVINCING:
                return Decoded(as_claimed.text, encoding, f"{_who(encoding, claims)}, and the text reads well")
    return Decoded(text, "utf-8", "valid UTF-8")


def _legacy(body: bytes, claims: tuple[tuple[str, str], ...]) -> Decoded:
    """Choose among the encodings that are not valid UTF-8 by what the text looks like in each."""
    damaged = body.decode("utf-8", "replace")
    broken = damaged.count("\ufffd")
    whole = sum(map(len, _BEYOND_ASCII.findall(damaged))) - broken
    if whole > 10 * broken:
        return Decoded(damaged, "utf-8", f"UTF-8 with {broken} damaged places among {whole} characters")
    names = [name for name, _ in claims if name != "utf-8"]
    readings = [_read(body, name) for name in dict.fromkeys(names)]
    for reading in readings:  # the fast way: what is claimed, and looks it
        if reading.score > CONVINCING:
            return Decoded(reading.text, reading.encoding, f"{_who(reading.encoding, claims)}, and the text reads well")
    readings += [_read(body, name) for name in _EAST_ASIAN if name not in names]
    best = max(readings, key=lambda reading: reading.score)
    if best.score > CONVINCING:
        return Decoded(best.text, best.encoding, _overruled(best.encoding, claims))
    return _single_byte(body, readings[: len(names)], claims)


def _single_byte(body: bytes, claimed: list[_Reading], claims: tuple[tuple[str, str], ...]) -> Decoded:
    """No East Asian reading convinces: what was claimed if it can be, else what charset-normalizer makes of it."""
    for reading in claimed:
        if reading.score >= 0 and reading.encoding not in _EAST_ASIAN:
            why = f"{_who(reading.encoding, claims)}, and nothing speaks against it"
            return Decoded(reading.text, reading.encoding, why)
    guess = from_bytes(_words(body), cp_isolation=_SINGLE_BYTE, preemptive_behaviour=False).best()
    encoding = encoding_named(guess.encoding) if guess else None
    if encoding is None:
        return Decoded(body.decode("cp1252", "replace"), "cp1252", "nothing claimed, nothing recognised")
    return Decoded(body.decode(encoding, "replace"), encoding, _overruled(encoding, claims))


# What is not closed goes on to the end, so that no place is looked at twice.
_MARKUP = re.compile(rb"<(?:script|style)\b(?:.*?</(?:script|style)\s{0,9}>|.*)|<[^<>]*>", re.IGNORECASE | re.DOTALL)


def _words(body: bytes) -> bytes:
    """The lines with bytes beyond ASCII, without the markup: what a guess of the language needs."""
    lines = _MARKUP.sub(b" ", body[:400_000]).splitlines()
    return b"\n".join(line for line in lines if not line.isascii())[:SAMPLE]


def _read(body: bytes, encoding: str) -> _Reading:
    """Decode, and score from 1 (only frequent characters) down; below 0 the reading is wrong."""
    text = body.decode(encoding, "replace")
    sample = ""
    for run in _BEYOND_ASCII.finditer(text):
        sample += run[0]
        if len(sample) > SAMPLE:
            break
    if not sample:
        return _Reading(text, encoding, -1.0)
    frequent = FREQUENT.get(encoding, frozenset())
    hits = sum(character in frequent for character in sample)
    return _Reading(text, encoding, (hits - 4 * len(_IMPLAUSIBLE.findall(sample))) / len(sample))


def _who(encoding: str, claims: tuple[tuple[str, str], ...]) -> str:
    return " and ".join(source for name, source in claims if name == encoding) + f" says {encoding}"


def _overruled(encoding: str, claims: tuple[tuple[str, str], ...]) -> str:
    lies = ", ".join(f"{source} says {name}" for name, source in claims if name != encoding)
    return f"the text reads well as {encoding}" + (f", though {lies}" if lies else "")
