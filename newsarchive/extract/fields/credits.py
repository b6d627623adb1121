"""Credits in running words: ``（文章来源：某某日报）``, ``新华社北京4月13日电``, ``LONDON (Reuters) -``."""

from __future__ import annotations

import re

from newsarchive.extract.fields.outlets import AGENCIES, is_outlet, is_placeholder

# 图片来源 and 数据来源 credit a picture or a table, 收入来源 is a topic: the word stands alone or after one of a few.
_ALONE = r"(?<![\u3400-\u9fff])"
_HAN_LABEL = re.compile(
    rf"(?:{_ALONE}|(?<=电)|(?<=讯))(?:本?文章|本文|本稿|稿件|稿|新闻|新聞|消息|信息|内容|資訊|文)?(?:来源|來源)(?:于|於|自|网站)?"
    r"\s{0,3}[:：|｜]\s{0,4}"
    r"|稿源\s{0,3}[:：]\s{0,4}"
    rf"|{_ALONE}出处\s{{0,3}}[:：]\s{{0,4}}"
    rf"|{_ALONE}(?:本文|文章|稿件)(?:来源|來源)[于於自]\s{{0,3}}(?=[《“「\u3400-\u9fffA-Za-z])"
    rf"|{_ALONE}(?:来源|來源)[于於自]?\s{{1,3}}(?=[\u3400-\u9fff《])"
    rf"|{_ALONE}(?:本?文章|本文|原文|原载)?(?:转载自|转自|轉自|摘自|原载于|首发于|来自)\s{{0,2}}[:：]?\s{{0,2}}(?=[《“「\u3400-\u9fffA-Za-z])"
    r"|(?:出典|情報元|提供元|配信元|출처)\s?[:：]\s{0,4}"
)
_WORD_LABEL = re.compile(
    r"(?<![^\W_])(?:Source|Quelle|Fuente|Fonte|Bron|Källa|Kilde|Źródło|Zdroj|Forrás|Источник|Джерело|Kaynak|Sumber|Nguồn|"
    r"المصدر|स्रोत)\s?[:：]\s{0,4}",
    re.IGNORECASE,
)
_HAN_CLUES = (
    "来源",
    "來源",
    "稿源",
    "出处",
    "转自",
    "转载自",
    "轉自",
    "摘自",
    "原载",
    "首发",
    "来自",
    "出典",
    "情報元",
    "提供元",
    "配信元",
    "출처",
)
# Where the name of a medium ends: brackets, stops, the next label, a date, a counter.
_END = re.compile(
    r"[\n\r\t|｜)）\]】〕」。；;，,!！?？<>#]|\s{2,}|\u3000|"
    r"\s*(?:作者|记者|文[:：/]|编辑|責編|责编|责任编辑|責任編輯|发布时间|发表时间|发布日期|发稿|时间[:：]|日期[:：]|更新|点击|浏览|阅读|评论|"
    r"字号|字体|分享|原标题|本文|审核|校对|摄影|通讯员|点赞|收藏|打印|关注|我要|人气|查看|编译|版权|[（(\[【]|"
    r"\d{4}\s?[-年/.]\s?\d{1,2}|\d{1,2}月\d{1,2}日|\d{1,2}-\d{1,2}\s|\d{1,2}:\d{2})"
    r"|\s+(?=\d)|(?<=[\u3400-\u9fff》])\s+(?=[\u3400-\u9fff])"
)
_LONGEST = 40
_LINE = 200
_CHANNEL = re.compile(r"^(?:微信)?(?:公众号|公号|订阅号|微信号?|微博)(?:[:：]|(?=[“「《]))\s?")
_QUOTES = "《》〈〉“”\"'「」『』‘’ 　:：·-—_/、*"


def may_credit(text: str) -> bool:
    """Whether it is worth while to look for a label in the text."""
    return _label_in(text) is not None


def _label_in(text: str) -> re.Pattern[str] | None:
    """The pattern that may find a label in the text; this is asked of every line, and nearly always answered with None."""
    if not text.isascii() and any(clue in text for clue in _HAN_CLUES):
        return _HAN_LABEL
    return _WORD_LABEL if ":" in text and _WORD_LABEL.search(text) else None


def attribution(text: str) -> tuple[str, str] | None:
    """The medium that running words credit under a label, and the words as they stood; None where there is none.

    >>> attribution("（文章来源：人民邮电报）")
    ('人民邮电报', '文章来源：人民邮电报')
    """
    pattern = _label_in(text)
    if pattern is None:
        return None
    if len(text) > _LINE:
        text = text[-_LINE:]  # a paragraph closes with its credit
    for label in pattern.finditer(text):
        rest = text[label.end() : label.end() + 2 * _LONGEST].lstrip()
        if not rest or _END.match(rest):
            continue  # the label is there, its value is not
        stop = _END.search(rest, 1)
        words = rest[: stop.start()] if stop else rest
        medium = _CHANNEL.sub("", words).strip(_QUOTES)
        if not medium or len(words) > _LONGEST or is_placeholder(medium):
            continue
        explicit = label[0].rstrip().endswith((":", "：", "|", "｜"))
        if not explicit and not (is_outlet(medium) or medium != words):
            continue
        return medium, (label[0] + words).strip(" （(【[\n\t\u3000")
    return None


_PLACE_DAY = r"(?:[\u3400-\u9fff·]{0,12}?)(?:\d{4}年)?\d{1,2}月\d{1,2}日"
_CJK_DATELINE = re.compile(
    r"^[\s（(【\[▲]*(?:据)?([\u3400-\u9fffA-Za-z]{1,15}?(?:社|网|報|报|财经|新闻|客户端|在线|台|局|汇|e公司|APP))"
    rf"(?:{_PLACE_DAY}\s?(?:电|讯|訊|電|消息|报道|報道|[丨|｜])|\s?(?:讯|訊|消息)(?=[\s（(，,:：\u3000】])|获悉)"
)
_CJK_PLACELINE = re.compile(rf"^[\s（(【\[▲]*{_PLACE_DAY}\s?(?:电|讯|訊|電|消息)")
OURSELVES = frozenset({"本报", "本報", "本网", "本社", "本台", "我社", "我台", "我网", "全网", "据报", "日报", "晚报", "电视台"})
"""What a medium calls itself: no name that a reader elsewhere would know."""
_REPORTED = re.compile(
    r"据\s?[《“]?([\u3400-\u9fffA-Za-z ·]{2,16}?)[》”]?(?:网站|客户端|微信公众号|官网|官微)?"
    r"(?:\d{1,2}月\d{1,2}日|\d{1,2}日|昨日|今日|最新)?(?:援引[^，。]{1,12})?(?:报道|消息|報道)(?=[，,：:。\s称])"
)
_NO_CJK = re.compile(r"[^\u3040-\u9fff\uac00-\ud7af]+")
_ALPHABETIC = sorted(filter(_NO_CJK.fullmatch, AGENCIES), key=len, reverse=True)
_IN_BRACKETS = "|".join(map(re.escape, _ALPHABETIC))
# Without brackets only names that are no common word or short abbreviation: "MAP - where to go" is no credit.
_BEFORE_DASH = "|".join(re.escape(name) for name in _ALPHABETIC if len(name) > 4 or name in {"AFP", "dpa", "ANSA", "TASS"})
_DATELINE_MARK = re.compile(r"[(\[–—]|- ")
_LATIN_DATELINE = re.compile(
    rf"^.{{0,60}}?[(\[]({_IN_BRACKETS})(?:[/,][^)\]]{{0,30}})?[)\]]\s*(?:[-–—.:]|$)"
    rf"|^.{{0,40}}?(?<!\w)({_BEFORE_DASH})\s?[–—-]\s"
)


def dateline(paragraph: str) -> tuple[str, str] | None:
    """The agency or paper that a paragraph opens with, and the words: ``新华社北京4月13日电``, ``PARIS (AFP) -``."""
    head = paragraph[:120]
    if (found := _CJK_DATELINE.match(head)) and found[1] not in OURSELVES:
        return found[1].removesuffix("APP"), found[0].strip()
    if _DATELINE_MARK.search(head) and (found := _LATIN_DATELINE.match(head)):
        return found[1] or found[2], found[0].strip()
    return None


def past_dateline(paragraph: str) -> str:
    """The paragraph without the agency, the place and the day that it opens with, whoever they are."""
    head = paragraph[:120]
    found = _CJK_DATELINE.match(head) or _CJK_PLACELINE.match(head)
    if found is None and _DATELINE_MARK.search(head):
        found = _LATIN_DATELINE.match(head)
    return paragraph[found.end() :] if found else paragraph


def reported(paragraph: str) -> tuple[str, str] | None:
    """The medium that a paragraph says it follows, and the words: ``据《某某日报》报道``."""
    head = paragraph[:160]
    if "据" in head and (found := _REPORTED.search(head)) and is_outlet(found[1]):
        return found[1], found[0]
    return None
