"""Who signs a line in an alphabet: ``By Jane Doe and John Roe, Reuters``, ``Von Max Muster``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsarchive.extract.fields.names import is_person
from newsarchive.extract.fields.outlets import AGENCY_TAIL, is_agency, is_outlet
from newsarchive.extract.fields.words import clean

_WORDS_BY = (
    r"(?:written|words|story|text|article|reporting|reported|posted|published|contributed|created|review)\s+by|by|von|por|par|di|"
    r"door|av|af|oleh|przez|skrevet av|geschreven door|scritto da|escrito por|rédigé par|publi[ée] par|publicado por"
)
_LABELS = r"authors?|autor(?:es|a|in)?|auteurs?|autore|autori|автор|авторы|текст|yazar|tác giả|penulis|redacción|text|textes?"
_BY = re.compile(rf"^\W{{0,3}}(?:(?:{_WORDS_BY})(?:\s*[:：]\s*|\s+)|(?:{_LABELS})\s*[:：]\s*)(?=[^\W\d_@])", re.IGNORECASE)
_MAY_BE_BY = re.compile(rf"^\W{{0,3}}(?:{_WORDS_BY}|{_LABELS})", re.IGNORECASE)
_BY_ALONE = re.compile(
    r"^\W*(?:(?:written|words|article|story)\s+by|by|authors?|von|por|par|di|door|автор|autor(?:es|a)?|auteur|text)\W*$",
    re.IGNORECASE,
)
_MOST = 8  # names in one list
_AND = re.compile(
    r"\s*(?:[,;/&|、；]|\s(?:and|und|et|y|e|og|och|en|with|mit|avec|con|com|и|و)\s)\s*(?:(?:and|und|et)\s+)?", re.IGNORECASE
)
_CUT = re.compile(
    r"\s*(?:[|•·–—\n\t(\[]|\s-\s|\d|\b(?:published|updated|posted|last|on|for|in|at|from|reviewed|edited|fact|medically|min|"
    r"contributor|special|photographs?|photos?|illustrat\w+|veröffentlicht|aktualisiert|publié|publicado|pubblicato|il|le|el|am)\b)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:[,;&]|and\b|und\b|et\b|y\b|e\b)", re.IGNORECASE)
_JOINT = re.compile(r"[,;&]|and|und|et|y|e", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:[,;&]|\b(?:and|und|et|y|e))$", re.IGNORECASE)
_PEN = re.compile(r"[a-z][\w.-]{2,19}")
_LEAD = re.compile(r"^(?:by|von|por|par|di|written by|author|автор|作者|记者|文)\s*[:：]?\s+", re.IGNORECASE)
_TITLE = (
    r"(?:Ph\.?\s?D|M\.?D|R\.?D\.?N?|R\.?N|C\.?F\.?[PA]|C\.?P\.?A|M\.?B\.?A|M\.?P\.?H|M\.?S\.?W?|M\.?A|M\.?Ed|J\.?D|Esq|Ed\.?D|Psy\.?D|"
    r"LCSW|LMFT|D\.?V\.?M|D\.?D\.?S|FAND|CSCS|FACP|D\.?O|N\.?P|Jr|Sr|II|III)\.?\*?"
)
_DEGREE = re.compile(_TITLE)
_ADDRESS = re.compile(r"\s*\[?[\w.+-]+(?:@|\s?\[at\]\s?)[\w.-]+\]?$|\s*\[email\s?protected\].*$")


def may_sign(text: str) -> bool:
    """Whether a line begins with ``By`` or the like; its pieces may stand side by side without a space."""
    return _MAY_BE_BY.match(text) is not None


def signatures(pieces: Sequence[str]) -> tuple[list[str], str] | None:
    """The people after ``By`` (in many languages) in a line given as its pieces of text, and the words."""
    whole = " ".join(pieces)
    if not (found := _BY.match(whole)):
        return None
    names: list[str] = []
    at, open_list = 0, True
    for piece in pieces:
        words = piece[max(0, found.end() - at) :].strip()
        at += len(piece) + 1
        if at <= found.end() or not words:
            continue
        if not open_list and not _JOINED.match(words):
            break
        if _JOINT.fullmatch(words):
            open_list = True
            continue
        more = split_names(words.lstrip(" ,;&"))
        if not more and not _JOINED.match(words):
            break
        names += more
        # The next piece goes on with the list only after a comma or an "and", and not after a role.
        open_list = bool(_GOES_ON.search(words)) and len(more) == len(_AND.split(words.strip(" ,;&")))
    if not names and len(whole) < 30 and _PEN.fullmatch(words := whole[found.end() :].strip()) and not is_outlet(words):
        names = [words]
    return (names, whole[:80]) if names else None


def is_by(text: str) -> bool:
    """A line that holds nothing but ``By``: the names stand in the next one."""
    return len(text) < 20 and bool(_BY_ALONE.match(text))


def split_names(text: str) -> list[str]:
    """The people at the beginning of a list of names; an outlet, a role or a date ends it."""
    text = clean(text)
    start = len(lead[0]) if (lead := _LEAD.match(text)) else 0
    cut = _CUT.search(text, start + 1)
    names: list[str] = []
    for item in list_of_names(text[start : cut.start() if cut else None]):
        name = AGENCY_TAIL.sub("", item)
        if not is_person(name) or is_agency(name):
            break
        names.append(name)
        if len(names) == _MOST:
            break
    return names


def list_of_names(text: str) -> list[str]:
    """The items of a list of names, whatever they are; a degree stays with the name that bears it."""
    names: list[str] = []
    for part in _AND.split(text):
        words = part.strip()
        if names and _DEGREE.fullmatch(words):
            names[-1] += f", {words.rstrip('*')}"
        elif name := tidy(words):
            names.append(name)
    return names


def tidy(name: str) -> str:
    """A name without ``By``, addresses and handles."""
    name = _ADDRESS.sub("", _LEAD.sub("", clean(name))).strip(" ,;:|·•-–—/@*").removesuffix(".")
    return "" if name.startswith("http") or "@" in name else name
