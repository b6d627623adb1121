"""Names of the news trade: agencies, and what the name of a medium or an institution looks like.

No list of media can be complete, so a name is judged by how it is built: ``…日报``, ``…网``, ``The … Times``,
``…-Zeitung``. Only the news agencies, whose credits stand in papers all over the world, are listed by name.
"""

from __future__ import annotations

import re
from functools import lru_cache

_AGENCIES = """
新华社, 新华网, 新华财经, 新华社客户端, 中新社, 中新网, 中国新闻社, 中国新闻网, 中央社, 中央通訊社, 中通社,
法新社, 路透社, 路透, 美联社, 美聯社, 彭博社, 彭博, 塔斯社, 俄新社, 埃菲社, 德新社, 安莎社, 韩联社, 韓聯社,
朝中社, 越通社, 财联社, 央视新闻, 央视网, 共同社, 共同通信, 共同通信社, 時事通信, 时事社, 연합뉴스, 뉴시스,
뉴스1, Reuters, Thomson Reuters, AP, The Associated Press, Associated Press, AFP, Agence France-Presse,
AFP-JIJI, UPI, dpa, APA, sda, Keystone-SDA, SID, EFE, Agencia EFE, Europa Press, ANSA, Adnkronos, Agi,
LaPresse, Lusa, Agência Brasil, Estadão Conteúdo, Belga, ANP, TT, NTB, Ritzau, STT, PAP, ČTK, MTI, Agerpres,
BTA, TASS, ТАСС, РИА Новости, RIA Novosti, Интерфакс, Interfax, Sputnik, Укринформ, Анадолу, Anadolu Agency,
Anadolu Ajansı, DHA, İHA, PTI, Press Trust of India, ANI, IANS, UNI, Antara, Bernama, VNA, TTXVN, Xinhua,
China News Service, Kyodo, Kyodo News, Jiji, Yonhap, AAP, PA, PA Media, Press Association, The Canadian Press,
Canadian Press, La Presse Canadienne, Bloomberg, Bloomberg News, Dow Jones Newswires, MENA, Petra, SPA, WAM,
APS, MAP, GNA, News Agency of Nigeria, NAN, Inter Press Service, Notimex, Télam, PR Newswire, Business Wire,
GlobeNewswire
"""
AGENCIES = frozenset(name.strip() for name in _AGENCIES.split(","))
"""News agencies by the names their credits use."""
_AGENCY_KEYS = frozenset(name.casefold() for name in AGENCIES)

# What the name of a Chinese, Japanese or Korean medium ends in.
_CJK_MEDIUM = re.compile(
    r"(?:日报|日報|晚报|晚報|早报|早報|晨报|晨報|时报|時報|商报|商報|快报|导报|周报|週報|都市报|证券报|青年报|党报|画报|报社|"
    r"报|報|周刊|週刊|月刊|杂志|雜誌|通讯社|通訊社|社|网|網|网站|在线|在線|热线|电视台|電視台|电视|广播|电台|卫视|衛視|台|频道|"
    r"财经|財經|新闻|新聞|资讯|資訊|快讯|头条|客户端|公众号|微信号|微信|微博|App|APP|app|融媒体?|融媒体中心|新媒体|全媒体|"
    r"传媒|傳媒|媒体|报道|观察|论坛|学习强国|发布|官方|综合|速递|前沿|内参|评论|视点|视频|直播|文摘|导刊|公司|集团|部|部门|中心|委|委员会|"
    r"局|厅|办|办公室|办事处|政府|研究院|研究所|研究会|学院|大学|协会|学会|银行|证券|基金|期货|医院|法院|检察院|公安|警方|交警|"
    r"共青团|团|室|所|处|组|频道|栏目|责编|大厅|出版社|图书馆|博物馆|新聞網|通信|新聞社|放送|テレビ|ニュース|オンライン|編集部|"
    r"编辑部|评论员|评论部|뉴스|신문|일보|방송|미디어|타임즈|통신|경제)(?:记者|编辑|讯)?$"
)
_WORD_MEDIUM = re.compile(
    r"\b(?:news(?:paper|room|wire|desk|letter|team)?|times|post|daily|weekly|herald|tribune|gazette|journal|press|chronicle|"
    r"observer|guardian|independent|telegraph|magazine|review|radio|tv|television|media|broadcasting|network|agency|agencies|"
    r"wire|wires|bureau|desk|staff|team|editors?|editorial|redaktion|redazione|redacción|redação|rédaction|redactie|"
    r"redakcja|redakce|редакция|zeitung|nachrichten|rundfunk|tageblatt|anzeiger|kurier|presse|journal|giornale|corriere|"
    r"gazzetta|diario|periódico|prensa|noticias|notícias|agencia|agência|agenzia|agence|correspondents?|reporters?|writers?|columnists?|"
    r"contributors?|inc|llc|ltd|gmbh|corp|company|group|institute|university|college|school|department|ministry|council|"
    r"committee|association|foundation|society|center|centre|office|church|online|digital|website|blog|channel|"
    r"новости|газета|агентство|haber|haberleri|ajansı|gazetesi|berita|redaksi|báo|thông tấn xã)\b|"
    r"\.(?:com|net|org|info|co|io|ru|de|fr|it|es|uk|cn|jp|kr|in|br|pl|nl|vn|id|tv|news)\b|وكالة|صحيفة|قناة|समाचार|न्यूज़?|टीम",
    re.IGNORECASE,
)
_FILLERS = """
网络 互联网 網絡 未知 佚名 不详 本站 本站原创 原创 本网 转载 网络转载 网络整理 网络综合 来源网络 来自网络 综合
综合整理 其他 其它 匿名 匿名用户 无 空 管理员 系统管理员 小编 编辑 責任編輯 责任编辑 记者 作者 admin
administrator root user webmaster editor author unknown anonymous none null undefined nan default test guest
staff n/a na - web internet website superuser super_admin wpadmin wordpress siteadmin owner publisher moderator
system name spotlight 关注 已关注 分享 收藏 评论 举报 订阅 首发 官方账号 热门 agencies news-agencies
"""
_PLACEHOLDERS = frozenset(_FILLERS.split())


AGENCY_TAIL = re.compile(
    rf"(?:,?\s+|\s?/\s?)({'|'.join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True) if len(name) > 1)})$"
)
"""An agency's name at the end of a signature: ``By JANE DOE Associated Press``."""


def is_placeholder(name: str) -> bool:
    """Words that fill the field without naming anybody: ``admin``, ``网络``, ``佚名``."""
    words = name.strip(" 　:：-").casefold()
    return words in _PLACEHOLDERS or words.replace(" ", "-") in _PLACEHOLDERS or not any(map(str.isalpha, name))


def is_agency(name: str) -> bool:
    """A news agency, by the name that its credits use."""
    return name.strip().casefold() in _AGENCY_KEYS


@lru_cache(maxsize=1024)
def is_outlet(name: str) -> bool:
    """A name built like that of a medium, an agency, a desk or an institution, and not like a person's."""
    return bool(is_agency(name) or _CJK_MEDIUM.search(name.rstrip()) or _WORD_MEDIUM.search(name))
