"""The words that the news trade puts around an article, in the languages of the news, and that are not the article.

Kept in one place and apart from the reasoning: a new language is a few more words here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache


def _lowered(pattern: re.Pattern[str]) -> Callable[[str], re.Match[str] | None]:
    """What matches the beginning of a line as the pattern does, whatever the case.

    Nearly every line is none of these: and where case means something, an alternative is passed over in a tenth of the time.
    """
    exact = re.compile(pattern.pattern)
    if set(pattern.pattern) & set("ıİſK"):  # what the case of ASCII letters leads to as well
        return pattern.match
    return lambda line: exact.match(line.lower()) if line.isascii() else pattern.match(line)


def _any(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


# What opens a list of other things to read, or another section of the page.
_ELSEWHERE = _any(
    r"(?:related|recommended|trending|popular|latest|top|suggested|featured|recent|our latest|editor.?s?'? picks?)\W*"
    r"(?:stories|story|articles?|posts?|news|coverage|content|links?|reading|topics?|videos?|headlines|for you|now|"
    r"on [\w.]+|in [\w ]+)?",
    r"(?:you (?:may|might) (?:also )?(?:like|be interested).*)",
    r"(?:more|also)(?: \w+){0,4} (?:from|on|in|by|about|great|like)\b.{0,40}",
    r"more (?:stories|news|articles?|coverage|to read|great .{0,30})",
    r"(?:what to )?(?:read|watch) next",
    r"don.?t miss(?: (?:it|this|these|out))?",
    r"most (?:read|popular|viewed|shared|commented|recent)(?: .{0,20})?",
    r"(?:see|read|watch|listen) (?:also|more|next|now)",
    r"also (?:read|see|on [\w.]+|in (?:the )?news)",
    r"(?:leave|post|add|write) (?:a |your )?(?:comment|reply|response)s?",
    r"(?:\d+ )?(?:comments?|replies|responses|reviews)(?: \(?\d+\)?)?",
    r"(?:join|view|start|show) (?:the |all )?(?:discussion|conversation|comments)(?: \(?\d+\)?)?",
    r"about (?:the )?(?:authors?|reviewers?|writers?|contributors?)|disclaimers?",
    r"(?:share|tell us|tweet|spread).{0,30}",
    r"(?:sign up|subscribe|newsletters?).{0,60}",
    r"(?:filed under|tagged|tags|topics|categories|keywords)\b.{0,80}",
    r"lesen sie auch.{0,20}|mehr (?:zum thema|von|aus|über).{0,30}|das könnte sie.{0,30}|weitere (?:artikel|themen).{0,20}|"
    r"kommentare",
    r"(?:à lire|lire|voir) aussi.{0,20}|sur le même (?:sujet|thème)|articles? (?:liés|similaires|associés)|commentaires",
    r"(?:le[ea]|ve[jr]a?|te puede interesar|más|mais|leia) (?:también|tambem|também|mais|noticias|notícias).{0,20}",
    r"noticias relacionadas|notícias relacionadas|artículos relacionados|comentarios|comentários|relacionad[oa]s",
    r"leggi anche.{0,20}|articoli correlati|potrebbe interessarti.{0,20}|commenti",
    r"lees ook.{0,20}|læs også.{0,20}|les også.{0,20}|läs (?:också|mer).{0,20}|lue myös.{0,20}|czytaj (?:też|także|"
    r"więcej).{0,20}|zobacz (?:też|także).{0,20}",
    r"читайте также.{0,20}|по теме|материалы по теме|другие новости|комментарии.{0,10}|отзывы|похожие.{0,20}|смотрите также",
    r"читайте також.{0,20}|ilgili haberler|baca juga.{0,20}|berita terkait|komentar|xem thêm|tin liên quan|bình luận",
    r"(?:相关|相關|推荐|推薦|延伸|热门|熱門|更多|精彩|猜你|往期|今日|最新|大家都在|其他人也在|編輯|编辑)"
    r"(?:阅读|閱讀|新闻|新聞|文章|报道|報導|内容|资讯|資訊|推荐|推薦|链接|連結|专题|話題|话题|喜欢|喜歡|回顾|回顧|热点|精选|看|搜|视频|图片|活动|评论|消息|導讀|导读)?.{0,4}",
    r"(?:网友|网民|用户|我要|发表|全部|最新|热门|精彩)?(?:评论|評論|留言|跟帖)(?:区|列表|\s*[\(（]?\d*[\)）]?)?",
    r"(?:上一篇|下一篇|上一条|下一条|热点排行|点击排行|阅读排行|排行榜|热搜榜|分享到|分享|扫一扫.{0,20}|返回.{0,8})",
    r"(?:関連記事|関連ニュース|おすすめ記事|あわせて読みたい.{0,10}|人気記事|ランキング|コメント|タグ|シェアする.{0,4})",
    r"(?:관련기사|관련 기사|많이 본 뉴스|댓글|추천기사)",
)

_ELSEWHERE_LINE = re.compile(rf"\W*{_ELSEWHERE}\W*$", re.IGNORECASE)

_POINTER = re.compile(
    r"^\W*(?:read (?:more|next|also|the full|our|this)|see (?:also|more)|also (?:read|see|on|watch)|related\b|more (?:on|"
    r"from|about|here)\b|watch\s*:|"
    r"listen\s*:|don.?t miss|click here|get .{0,40} by clicking|recommended|you may also|up next|source\s*:|via\s*:|"
    r"buy (?:now|it)|check out|shop |"
    r"lesen sie|mehr:|mehr zum|à lire|lire (?:aussi|la suite)|lea |leia |lee |leggi|veja |ver también|lees |læs |les |läs |"
    r"lue |czytaj|zobacz|"
    r"читайте|подробнее|смотрите|читати|baca |xem |devamı|"
    r"(?:相关|延伸|推荐|更多|点击|點擊|查看|阅读|閱讀|详见|详情|往期|关注|原文)|関連|続きを読む|関連記事)",
    re.IGNORECASE,
)

_CHAFF = re.compile(
    r"^\W*(?:"
    r"\[[a-z_-]+ [^\]]*=[^\]]*\].{0,80}|advertis?e?ments?|advert|ad|sponsored(?: content)?|publicidad|publicidade|anzeige|"
    r"werbung|iklan|reklama?|publicité|"
    r"pubblicità|реклама|"
    r"广告|廣告|広告|caption|close|copy link|copied|print|email|e-mail|share|shares?|tweet|save|like|menu|search|loading\W*|"
    r"play(?: video)?|"
    r"video player is loading|back to (?:gallery|top)|next|prev(?:ious)?|next prev|view (?:all|gallery)(?: \(\d+\))?|"
    r"show more|see full gallery|"
    r"read more|continue reading|learn more|load more|view more|more|hide|toggle.{0,20}|skip (?:to|ad).{0,20}|"
    r"open in (?:a )?new (?:tab|window)|"
    r"enlarge(?: image)?|image \d+ of \d+|\d+ ?/ ?\d+|\d+ of \d+|slide \d+.{0,20}|this slideshow requires javascript|"
    r"story continues.{0,30}|article continues.{0,30}|continue(?:d|s)? (?:reading )?below.{0,30}|"
    r"(?:an error (?:has )?occurred|something went wrong).{0,60}|comments are closed|"
    r"print article|order reprints|text size|font size.{0,20}|a a|reuse this content|reprints?|"
    r"to view this video.{0,120}|javascript is (?:required|disabled).{0,80}|"
    r"举报|反馈|收藏|点赞|打印|字体.{0,10}|字号.{0,10}|大中小|分享.{0,20}|关闭|复制链接|微信|微博|更多|查看原图|查看全文|展开.{0,4}|点击.{0,12}|"
    r"原标题[:：].{0,80}|标签[:：]?.{0,60}|关键词[:：].{0,60}|来源[:：].{0,30}|稿源[:：].{0,30}|"
    r"责任?编辑[:：].{0,20}|責任編輯[:：].{0,20}|编辑[:：].{0,20}|责编[:：].{0,20}|校对[:：].{0,20}|审核[:：].{0,20}|"
    r"(?:文章)?来源[:：].{0,30}|声明[:：].{0,300}|(?:免责|特别|平台|版权)(?:声明|提示)[:：].{0,400}"
    r")\W*$",
    re.IGNORECASE,
)

_CREDIT = re.compile(
    r"\W*(?:image|images|photo|photos|photograph|photography|picture|pictures|foto|fotos|bild|screenshot|illustration|video)s?"
    r"(?: (?:copyright|credits?|source|caption|by|via|from|courtesy of|of)\b|\s*[:：/©]).{0,120}$|\s*(?:©|\(c\)\s).{0,120}$|"
    r"\W*(?:getty images|afp|reuters|ap|shutterstock|istock|unsplash|图源.{0,20}|图片来源.{0,20}|图/.{0,20}|图为.{0,60}|"
    r"资料图.{0,30})\W*$",
    re.IGNORECASE,
)

_IMPRINT = re.compile(
    r"^\W*(?:"
    r"(?:published|updated|posted|last (?:updated|modified)|first published|date|created|modified|publicado|actualizado|"
    r"veröffentlicht|aktualisiert|publié|"
    r"mis à jour|pubblicato|опубликовано|обновлено|发布时间|发表时间|更新时间|发布于|发表于|发稿时间|日期|时间|時間|公開日|"
    r"更新日)\s*[:：]?\s*(?=.{0,40}\d).{0,80}|"
    r"(?:by|von|por|par|di|da|автор|作者|记者|記者|文|撰文|采写)\s*[:：/ ]\s*\S.{0,60}|"
    r"(?:estimated )?(?:reading time|read time|tempo de leitura|lesezeit|время чтения|阅读时间)\b.{0,30}|\d+ min(?:ute)?s? read|"
    r"(?:\w+,? )?\d{1,2}[./ -]\w{2,10}[./ -]\d{2,4}.{0,30}|(?:\w+,? )?\w{3,10}\.? \d{1,2},? \d{4}.{0,30}|"
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?.{0,40}"
    r")$",
    re.IGNORECASE,
)

_SIGNOFF = re.compile(
    r"^\W*(?:"
    r"(?:additional |further )?(?:reporting|writing|editing|edited|compiled|report|produced|translated) (?:by|for)\b.{0,200}|"
    r"\(?(?:additional )?reporting (?:by|from)\b.{0,300}|"
    r"(?:email|e-mail|write to|contact|reach|follow)\b.{0,60}(?:@|twitter|facebook|instagram|at ).{0,120}|"
    r"follow .{0,80}(?:twitter|facebook|instagram|youtube|linkedin|telegram).{0,80}|"
    r"(?:subscribe|sign up|sign-up|get the latest|join our|download (?:our|the) .{0,20}app|support .{0,30}journalism|"
    r"stay up to date|enjoyed this)\b.{0,200}|"
    r"(?:copyright|all rights reserved|©|\(c\) ?\d{4}|this (?:material|document|article|story|copy|content) (?:may not|"
    r"is subject|was (?:originally )?(?:published|produced)|is for|is (?:published|republished|part)|originally)).{0,400}|"
    r"\S+@\S+\.\w+|like this (?:story|article)\?.{0,60}|"
    r"(?:about the author\W*)?(?-i:[A-Z][\w.'’-]+ ){1,3}(?:\([^)]*\) )?is (?:an? |the |currently |adjunct |assistant |"
    r"associate |now )*(?:[\w-]+ ){0,4}"
    r"(?:writer|editor|reporter|journalist|correspondent|professor|author|founder|columnist|contributor|blogger|"
    r"freelancer)\b.{0,700}|"
    r"(?:本文|本作品|本站|本网|文章|稿件|内容|转载|未经|凡本网|以上内容|更多精彩|欢迎关注|扫描|扫码|长按|关注).{0,60}(?:转载|版权|授权|出处|公众号|二维码|观点|立场|不代表|关注|侵权|删除|来源|原创|"
    r"下载).{0,120}"
    r")\W*$",
    re.IGNORECASE,
)

# What stands further inside of such a line takes long to look for: it is done where a part of it is found, and one
# without the letters that have more than two forms (i, k, s).
_SIGNOFF_INSIDE = re.compile(
    r"^\W*(?:"
    r".{0,300}\bcontributed (?:reporting )?(?:to|from|reporting)\b.{0,80}|"
    r".{0,80}\b(?:can|may) be reached (?:at|by|via)\b.{0,100}"
    r")\W*$",
    re.IGNORECASE,
)
_SIGNOFF_HAN_WORDS = ("观点仅代表", "不代表本", "仅供参考", "投资建议", "授权", "请勿转载", "版权归", "侵权")
_SIGNOFF_INSIDE_HAN = re.compile(
    r"^\W*.{0,40}(?:观点仅代表|不代表本|仅供参考|投资建议|未经.{0,10}授权|请勿转载|版权归|侵权).{0,120}\W*$"
)

_DATE = re.compile(
    r"\d{1,2}\.? (?:de )?\w{3,10}\.? (?:de )?\d{4}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d\s*(?:分钟|分鐘|小时|小時|天|日|週|周)前|"
    r"\b\d+ (?:min|minute|hour|day|week|month)s? ago|\b\w{3,9}\.? \d{1,2},? \d{4}|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")

_CREDIT_BEHIND = re.compile(
    r"[(（\[](?:image|photo|picture|credit|foto|ap photo|getty|图|圖)s?\s*[:：/][^)）\]]{0,80}[)）\]]\W*$", re.IGNORECASE
)

_FURNITURE = 160
"""Lines up to this length may stand on every page of a site; what they are is kept in mind."""
_credit = _lowered(_CREDIT)
_imprint = _lowered(_IMPRINT)
_chaff = _lowered(_CHAFF)
_known_chaff = lru_cache(maxsize=1024)(_chaff)
_elsewhere = lru_cache(maxsize=1024)(_lowered(_ELSEWHERE_LINE))


def opens_elsewhere(line: str) -> bool:
    """Whether a line opens something that is not the article: "Related stories", "相关阅读", "Comments (3)"."""
    return len(line) < 120 and _elsewhere(line) is not None


def is_pointer(line: str) -> bool:
    """Whether a line that is mostly a link only points to another page: "Read more: ..."."""
    return len(line) < 300 and _POINTER.match(line) is not None


def is_chaff(line: str) -> bool:
    """Whether a line is machinery of the page: a button, a marker, a label."""
    return len(line) <= 400 and (_known_chaff if len(line) < _FURNITURE else _chaff)(line) is not None


def is_credit(line: str) -> bool:
    """Whether a line names who made a picture."""
    if len(line) > 220:
        return False
    return _credit(line) is not None or (line[-1] in ")）]" and _CREDIT_BEHIND.search(line) is not None)


def is_imprint(line: str) -> bool:
    """Whether a line says when, or by whom: to be believed around the text, not inside."""
    return len(line) < 120 and _is_imprint(line)


def is_signoff(line: str) -> bool:
    """Whether a line comes after the text: who helped, whom to follow, what may not be copied."""
    return (_is_signoff if len(line) < _FURNITURE else _is_signoff.__wrapped__)(line)


def names_date(line: str) -> bool:
    """Whether a date stands in a line."""
    return _DIGIT.search(line) is not None and _DATE.search(line) is not None


@lru_cache(maxsize=1024)
def _is_imprint(line: str) -> bool:
    """Either it says so, or it is a date and hardly anything else."""
    if _imprint(line):
        return True
    return _DIGIT.search(line) is not None and len(_DATE.sub("", line)) < min(30, len(line))


@lru_cache(maxsize=1024)
def _is_signoff(line: str) -> bool:
    if _SIGNOFF.match(line):
        return True
    lowered = line.lower()
    if ("buted" in lowered or "be reached" in lowered) and _SIGNOFF_INSIDE.match(line):
        return True
    if line.isascii() or not any(words in line for words in _SIGNOFF_HAN_WORDS):
        return False
    return _SIGNOFF_INSIDE_HAN.match(line) is not None
