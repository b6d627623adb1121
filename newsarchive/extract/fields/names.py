"""What the name of a person looks like, in Chinese and in alphabets."""

from __future__ import annotations

import re

from newsarchive.extract.fields.outlets import is_outlet, is_placeholder

_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷"
    "施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳"
    "盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕"
    "晋苑邬臧畅宫嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井"
    "练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥保和蔺逄楼阚鹿幸麻裘门闻巴贝海束蒲祖惠农"
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鍾薑範譚鄒陸龍萬錢湯喬賴龔龐蘭顏嚴溫蘆魯韋畢聶叢莊齊紀關"
    "項單歐饒竇遲印佘逯贠问敬亓仝寇昝支凤殳佴晁师员候南那历厉茅戎庾宓羿郗苍双尧丰牧浦泽"
)
_DOUBLE = """
欧阳 司马 上官 诸葛 夏侯 东方 尉迟 皇甫 令狐 宇文 慕容 司徒 端木 公孙 长孙 西门 南宫 独孤 轩辕 歐陽 司馬 諸葛
东郭 呼延 淳于 单于 申屠 澹台
"""
_COMPOUND = frozenset(_DOUBLE.split())
_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
_MINORITY_NAME = re.compile(r"[\u3400-\u9fff]{2,8}(?:[·•・][\u3400-\u9fff]{1,8}){1,3}")
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_WORD = r"[^\W\d_][\w.'’`\-]*"
_WORD_NAME = re.compile(rf"{_WORD}(?:\s+{_WORD}){{0,6}}(?:,\s+[A-Z][\w.]{{1,4}}){{0,4}}")  # degrees and "Jr." after commas
_SMALL_WORDS = """
de da do dos das del della di der den des van von zu zum la le los las el al bin bint ibn ben y e i und and ter
ten af av
"""
_PARTICLES = frozenset(_SMALL_WORDS.split())
_INTERFACE = """
director manager founder co-founder ceo cto president chief analyst specialist strategist consultant expert
senior associate assistant executive marketing seo officer coach biography bio profile spotlight website
homepage archive archives stories posts page overview details summary the our your my by for from with about
more read share follow follows subscribe sign login log home menu search news latest updated published posted
view all comments comment min minutes january february march april june july august september october november
december monday tuesday wednesday thursday friday saturday sunday photo photos image video story article guide
best how what why when where this that here contact advertisement sponsored written reviewed edited
fact-checked guest photography illustration show hide click learn email facebook twitter instagram linkedin
reddit whatsapp today yesterday ago estimated reading time table contents publié publiée publicado publicada
pubblicato gepubliceerd veröffentlicht aktualisiert publicerad publisert udgivet опубликовано обновлено
yayınlanma güncelleme diterbitkan stand actualizado atualizado aggiornato jour breaking live updates opinion
analysis editorial exclusive world politics business sports sport culture science health technology travel
"""
_NOT_NAMES = frozenset(_INTERFACE.split())


_COMMON_WORDS = """
单位 方面 时候 时间 高级 安全 于是 任何 明确 平台 马上 万元 周末 周一 周二 周三 周四 周五 周六 周日 强调 安排
全面 全国 常务 金融 应该 成为 和平 白天 黄金 时报 文章 支持 严格 许多 管理 高度 石油 水利 成立 解放 那么 江苏
江西 河北 河南 海南 云南 安徽 温州 金华 宁波 沈阳 济南 东莞 连日 连续 向上 干部 何时 项目 方案 计划 和讯 凤凰
高清 万物 明天 时事 白宫 英国 法国 德国 韩国 别人
"""
_NOT_HAN_NAMES = frozenset(_COMMON_WORDS.split())


def is_han_name(name: str) -> bool:
    """A Chinese name: a surname (some have two characters) and one or two more; or one with a middle dot."""
    if _MINORITY_NAME.fullmatch(name):
        return True
    if not _HAN_NAME.fullmatch(name) or name in _NOT_HAN_NAMES:
        return False
    return (
        (name[:2] in _COMPOUND and len(name) > 2)
        or (name[0] in _SURNAMES and len(name) <= 3)
        or (len(name) == 4 and name[:2] in _COMPOUND)
    )


def is_person(name: str) -> bool:
    """A name built like a person's, and not like that of a medium, a desk or a button."""
    name = name.strip()
    if not name or len(name) > 60 or is_placeholder(name) or is_outlet(name):
        return False
    if any("\u3400" <= letter <= "\u9fff" for letter in name) or _KANA_OR_HANGUL.search(name):
        return is_han_name(name) or bool(_KANA_OR_HANGUL.search(name) and len(name) <= 12)
    return is_alphabetic_name(name)


def is_alphabetic_name(name: str) -> bool:
    """A name in an alphabet: a few words, the weighty ones in capitals, none of them a word of the interface."""
    if not _WORD_NAME.fullmatch(name) or any(map(str.isdigit, name)):
        return False
    words = re.split(r"[\s,]+", name)
    weighty = [word for word in words if word.lower() not in _PARTICLES]
    if not 0 < len(weighty) <= 5 or any(word.lower().strip(".") in _NOT_NAMES for word in weighty):
        return False
    cased = [word for word in weighty if word[0].upper() != word[0].lower()]
    return all(word[0].isupper() for word in cased)
