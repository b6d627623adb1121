"""Who signs a line: ``（记者 张三 李四）``, ``文/王五``, ``By Jane Doe and John Roe, Reuters``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsarchive.extract.names import is_han_name, is_person
from newsarchive.extract.outlets import is_agency, is_outlet, is_placeholder
from newsarchive.extract.words import clean

# ---- Chinese

_ROLE = (
    r"(?:首席|特约|特派|实习|见习|全媒体|融媒体?|资深|高级|驻[\u3400-\u9fff]{2,5}|总台|本报|本网|本刊|本社)*"
    r"(?:记者|記者|通讯员|實習生|实习生|评论员|撰稿人|作者)"
)
# A label with a colon (or a stroke) may be followed by any name, a pen name too.
_SIGNED = re.compile(
    r"(?:(?:本文|原文|文章)?作者|撰文|采写|採訪|撰稿|采访|采写记者|文字(?:记者)?|(?<![\u3400-\u9fff图])文|(?<=图)文|记者|記者|通讯员)"
    r"\s{0,3}[:：/／｜|丨]\s{0,3}"
)
# Without one only what is built like a name counts, and only where a name ends as names in credits do.
_REPORTER = re.compile(_ROLE + r"[\s\u3000:：]{0,3}(?=[\u3400-\u9fff])")
_SEPARATOR = re.compile(r"[\s\u3000、,，;；/／&＆]+")
_NEXT_ROLE = re.compile(
    r"责任编辑|責任編輯|责编|编辑|編輯|校对|校對|审核|审校|监制|制图|设计|摄影|攝影|图片?|视频|统筹|策划|编译|翻译|来源|來源|出品|值班|排版|"
    r"发布|发表|时间|日期|点击|阅读|浏览|字号|更新|返回|编制|主编|监审|[（(）)】\]。！!？?|｜丨:：]|\d"
)
_AFTER_NAME = re.compile(r"[\s\u3000、,，;；）)】\]。:：|｜/]|$|报道|報道|摄|文|编|发自|通讯员|实习|[ixX]?电|\d")
_HAN_SHORT = re.compile(r"[\u3400-\u9fff]{2,3}")
_CLOSING = ("）", ")", "】", "]")
_ROLE_WORD = re.compile(rf"^(?:[\u3400-\u9fff]{{0,8}}?{_ROLE}|特约|实习生|见习)")
_MARKS = ("记者", "記者", "作者", "通讯员", "文", "采", "採訪", "撰", "评论员", "实习生")
_PEN_NAME = 16
_MOST = 8


def may_sign_han(text: str) -> bool:
    """Whether it is worth while to look for a Chinese signature in the text."""
    return any(mark in text for mark in _MARKS)


def han_signatures(text: str, *, running: bool = False) -> tuple[list[str], str] | None:
    """The people that a Chinese line is signed by, and the words; ``running`` is for a paragraph rather than a byline."""
    if not may_sign_han(text):
        return None
    if not running:
        for label in _SIGNED.finditer(text):
            names = _names_after_label(text[label.end() : label.end() + 80])
            if names:
                return names, text[label.start() : label.end() + 40].strip()
    for role in _REPORTER.finditer(text):
        names = _names_after_role(text[role.end() : role.end() + 80])
        if names:
            return names, text[role.start() : role.end() + 40].strip()
    return None


def _tokens(text: str) -> list[str]:
    """Words of a credit; a two-character name that is spread over its column (``王 静``) is put together."""
    tokens = [token for token in _SEPARATOR.split(text.strip()) if token]
    joined: list[str] = []
    for token in tokens:
        if joined and len(token) == 1 and len(joined[-1]) == 1:
            joined[-1] += token
        else:
            joined.append(token)
    return joined


def _names_after_label(rest: str) -> list[str]:
    stop = _NEXT_ROLE.search(rest)
    names: list[str] = []
    for token in _tokens(rest[: stop.start()] if stop else rest):
        name = _ROLE_WORD.sub("", token).strip("《》“”\"' ")
        if not name:
            continue
        if is_outlet(name) or is_placeholder(name) or len(name) > _PEN_NAME or len(name) < 2:
            if names:
                break
            continue
        if names and is_han_name(names[-1]) and not is_han_name(name):
            break
        names.append(name)
        if len(names) == _MOST:
            break
    return names


def _names_after_role(rest: str) -> list[str]:
    """Names that follow ``记者`` without a colon: everything up to the first that is not built like one."""
    stop = _NEXT_ROLE.search(rest)
    whole = rest[: stop.start()] if stop else rest
    names: list[str] = []
    for token in _tokens(whole):
        name = _ROLE_WORD.sub("", token)
        if not name:
            continue
        in_list = names and _HAN_SHORT.fullmatch(name) and stop is not None and stop[0] in _CLOSING
        if not is_han_name(name) and not in_list:
            # 记者张三报道: the verb sticks to the name.
            for length in (3, 2):
                head = name[:length]
                if is_han_name(head) and _AFTER_NAME.match(name[length:]):
                    names.append(head)
                    break
            break
        names.append(name)
    ended = not stop or not whole.strip() or _AFTER_NAME.match(rest[stop.start() :])
    return names if ended else []


# ---- alphabets

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
    for name in list_of_names(text[start : cut.start() if cut else None]):
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
