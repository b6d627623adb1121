"""Who signs a line in Chinese or Korean: ``（记者 张三 李四）``, ``文/王五``, ``김하늘 기자``."""

from __future__ import annotations

import re

from newsarchive.extract.fields.names import is_han_name
from newsarchive.extract.fields.outlets import is_outlet, is_placeholder

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
_HANGUL_REPORTER = re.compile(
    r"(?<![\uac00-\ud7af])([\uac00-\ud7af]{2,4})\s?(?:[\uac00-\ud7af]{2}\s?)?(?:기자|특파원)(?![\uac00-\ud7af])"
)
# 江城日报 张三 李四 北京报道: between the medium and the place.
_REPORTED_FROM = re.compile(
    r"[\u3400-\u9fff\d]{2,12}[\s\u3000]+((?:[\u3400-\u9fff]{2,4}[\s\u3000、]+){1,5})[\u3400-\u9fff]{2,4}报道"
)
_MARKS = ("报道", "记者", "記者", "作者", "通讯员", "文", "采", "採訪", "撰", "评论员", "实习生")
_LONG_NAME = 6
_PEN_NAME = 16
_MOST = 8


def hangul_signatures(text: str) -> tuple[list[str], str] | None:
    """The reporters that a Korean line names: ``김하늘 기자``."""
    names = [found[1] for found in _HANGUL_REPORTER.finditer(text)]
    return (names, text[:80]) if names else None


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
    if not running and (reported := _REPORTED_FROM.fullmatch(text.strip())):
        names = [token for token in _tokens(reported[1]) if is_han_name(token)]
        return (names, text) if names else None
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
        if names and is_han_name(name) and not is_han_name(names[-1]) and len(names[-1]) > _LONG_NAME:
            names.clear()  # what stood before the name was what its bearer is
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
