"""Invented news whose truth is known: pieces that several media carry, and texts that are like others without being copies."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.grouping.drafts import Draft

AGENCIES = ("新华社", "中新社", "财联社", "中新网", "新华财经")
PLACES = (
    "澜州",
    "青屿",
    "临泽",
    "云岭",
    "安溪",
    "沙河",
    "桐川",
    "石浦",
    "东岚",
    "白河",
    "宁湾",
    "长岗",
    "月浦",
    "古田",
    "望江",
    "平陵",
    "海门",
    "曲塘",
    "松阳",
    "岱山",
)
WHO = (
    "市统计局",
    "商务厅",
    "港务集团",
    "农业专家",
    "气象部门",
    "地铁公司",
    "造船厂",
    "水利局",
    "医保局",
    "粮食局",
    "旅游协会",
    "电网公司",
    "高校学者",
    "渔民合作社",
    "法院",
    "消防队",
)
VERBS = (
    "表示",
    "公布",
    "启动",
    "推进",
    "评估",
    "调整",
    "完成",
    "扩大",
    "暂停",
    "核实",
    "研究",
    "恢复",
    "新建",
    "压缩",
    "采购",
    "试行",
    "检修",
    "开放",
    "整合",
    "强调",
    "批准",
    "清理",
    "修订",
    "验收",
)
THINGS = (
    "冬小麦收购",
    "航道疏浚",
    "老旧小区改造",
    "数据中心",
    "储能电站",
    "夜间航班",
    "水库调度",
    "儿童疫苗",
    "冷链物流",
    "出口退税",
    "蔬菜大棚",
    "城际铁路",
    "海上风电",
    "工业机器人",
    "社区食堂",
    "污水处理",
    "学位供给",
    "渔港建设",
    "地下管网",
    "古城保护",
    "森林防火",
    "稀土回收",
    "养老床位",
    "跨境支付",
    "汽车拆解",
    "茶叶拍卖",
)
HOW = (
    "逐步",
    "提前",
    "如期",
    "全面",
    "有序",
    "谨慎",
    "分批",
    "重点",
    "统一",
    "大幅",
    "小幅",
    "公开",
    "依法",
    "首次",
    "再次",
    "联合",
    "持续",
    "适时",
)
WHY = (
    "以应对需求回升",
    "为夏季高峰做准备",
    "因成本上升",
    "在听取意见之后",
    "与邻近地区协同",
    "受天气影响",
    "按照年度计划",
    "考虑到居民出行",
    "由财政承担费用",
    "并邀请第三方监督",
    "预计明年见效",
    "目前进展顺利",
    "仍存在资金缺口",
    "有关细节另行公布",
    "企业普遍欢迎",
    "部分商户提出异议",
)
ENGLISH = (
    "harbour",
    "council",
    "tram",
    "weir",
    "lamp",
    "ferry",
    "quay",
    "grain",
    "bridge",
    "river",
    "storm",
    "winter",
    "morning",
    "market",
    "budget",
    "school",
    "valley",
    "engine",
    "orchard",
    "signal",
    "tunnel",
    "ministry",
    "farmer",
    "captain",
    "court",
    "village",
    "contract",
    "repair",
    "ladder",
    "glass",
    "copper",
    "voter",
    "museum",
    "captain",
    "island",
    "coal",
    "bakery",
)
BACKGROUND = (
    "据了解，近年来当地不断优化营商环境，完善配套设施，各项民生事业稳步发展，群众获得感持续增强，为下一阶段的工作打下了良好基础。"
    "业内人士认为，随着相关政策逐步落地，市场预期将进一步改善，行业集中度有望提升，但仍需关注外部环境变化带来的不确定性。"
)


class Planted:
    """News of building, trade and weather in small towns; the style that the method was made with."""

    def piece(self, chance: random.Random, number: int) -> Draft:
        """A piece; every sixth is a flash, every eighth is English."""
        return _piece(chance, short=number % 6 == 0, english=number % 8 == 3)

    def edited(self, piece: Draft, chance: random.Random) -> Draft:
        """The piece as one medium prints it."""
        return _edited(piece, chance)

    def alone(self, chance: random.Random, pieces: list[Draft]) -> Draft:
        """An ordinary text, or one that was made from a template that many others were made from."""
        return _like(chance, pieces)

    def medium(self, chance: random.Random) -> str:
        """Who prints it."""
        return chance.choice(PLACES) + chance.choice(("日报", "晚报", "在线", "财经"))


def _sentence(chance: random.Random) -> str:
    choose = chance.choice
    figure = f"，涉及{chance.randint(2, 98)}个项目、{chance.randint(11, 990)}万元" if chance.random() < 0.4 else ""
    return f"{choose(PLACES)}{choose(WHO)}{choose(HOW)}{choose(VERBS)}{choose(THINGS)}{figure}，{choose(WHY)}。"


def _english(chance: random.Random) -> str:
    return " ".join(chance.choice(ENGLISH) for _ in range(chance.randint(9, 18))).capitalize() + "."


def _piece(chance: random.Random, *, short: bool = False, english: bool = False) -> Draft:
    sentence = _english if english else _sentence
    title = sentence(chance)[: 60 if english else 24].rstrip("，。.")
    language = "en" if english else "zh"
    if short:
        return Draft(title, (title + ("" if english else "。") + sentence(chance),), chance.choice(AGENCIES), language)
    paragraphs = ("".join(sentence(chance) for _ in range(chance.randint(2, 4))) for _ in range(chance.randint(3, 7)))
    return Draft(title, tuple(paragraphs), chance.choice(AGENCIES), language)


def _edited(piece: Draft, chance: random.Random) -> Draft:
    english = piece.language == "en"
    stop = "." if english else "。"
    paragraphs = [[each + stop for each in paragraph.split(stop) if each] for paragraph in piece.paragraphs]
    if len(paragraphs) > 1:
        for _ in range(chance.randint(0, 2)):
            paragraph = chance.choice(paragraphs)
            if paragraph:
                del paragraph[chance.randrange(len(paragraph))]
    texts = ["".join(paragraph) for paragraph in paragraphs if paragraph]
    if len(texts) > 1 and chance.random() < 0.3:
        added = _english(chance) if english else chance.choice((BACKGROUND, _sentence(chance) + _sentence(chance)))
        texts.insert(chance.randint(1, len(texts)), added)
    if chance.random() < 0.4:
        texts = [_plainer(text) for text in texts]
    texts[0] = _head(piece, chance, english=english) + texts[0]
    tails = (
        ("(Reporting by Jo Doe; Editing by Al Roe)", "")
        if english
        else (f"责任编辑：{chance.choice('张王李赵')}明", "（完）", "来源：网络", "")
    )
    tail = chance.choice(tails)
    title = chance.choice(("", "", "快讯：", "速递｜")) + piece.title
    return Draft(title, (*texts, *([tail] if tail else [])), piece.agency)


def _head(piece: Draft, chance: random.Random, *, english: bool) -> str:
    place, day = chance.choice(PLACES), f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    if english:
        return chance.choice(("LONDON, March 3 (Reuters) - ", "(Reuters) - ", "PARIS (AFP) - ", ""))
    heads: tuple[str, ...] = (
        f"{piece.agency}{place}{day}电（记者 李{chance.choice('明华强')}）",
        f"{chance.choice(AGENCIES)}{day}电，",
        f"【{piece.title}】{piece.agency}{day}讯，",
        f"本报{place}{day}讯 ",
        "",
    )
    return chance.choice(heads)


def _plainer(text: str) -> str:
    return text.translate(str.maketrans({"，": ",", "、": " ", "“": "", "”": "", "：": ":"}))


def _like(chance: random.Random, pieces: list[Draft]) -> Draft:
    kind: Callable[[random.Random], Draft] = chance.choices(
        (_ordinary, _quotes, _weather, _notice, _appointment, _earnings, _with_background), (60, 8, 6, 8, 4, 8, 6)
    )[0]
    if pieces and chance.random() < 0.02:
        return chance.choice((_round_up, _next_month))(chance, pieces)
    return kind(chance)


def _ordinary(chance: random.Random) -> Draft:
    return _piece(chance, short=chance.random() < 0.2, english=chance.random() < 0.1)


def _with_background(chance: random.Random) -> Draft:
    piece = _piece(chance, short=True)
    return Draft(piece.title, (*piece.paragraphs, _sentence(chance), BACKGROUND), piece.agency)


def _quotes(chance: random.Random) -> Draft:
    def move() -> str:
        return (
            f"{chance.choice(('涨', '跌'))}{chance.random() * 3:.2f}%，报{chance.randint(2000, 13000)}.{chance.randint(10, 99)}点"
        )

    title = f"收评：沪指{move()}"
    text = f"截至收盘，沪指{move()}；深成指{move()}；创业板指{move()}。两市成交额{chance.randint(6000, 19000)}亿元，"
    more = f"北向资金净流入{chance.randint(1, 99)}.{chance.randint(1, 9)}亿元。"
    more += f"盘面上，{chance.choice(THINGS)}板块领涨，{chance.choice(THINGS)}板块走弱。"
    return Draft(title, (text + more, "以上内容与数据仅供参考，不构成投资建议，据此操作风险自担。"), "财联社")


def _weather(chance: random.Random) -> Draft:
    place = chance.choice(PLACES)
    sky = chance.choice(("晴", "多云", "小雨", "阴", "阵雨"))
    text = (
        f"{place}气象台发布天气预报，预计今天白天到夜间{sky}，"
        f"最高气温{chance.randint(3, 36)}度，最低气温{chance.randint(-8, 20)}度，"
        "早晚温差较大，请市民注意及时增减衣物，外出时留意道路湿滑，驾车请减速慢行，保持安全车距，老人和儿童应减少户外活动。"
    )
    return Draft(f"{place}今日{sky}", (text,), "中新网")


def _notice(chance: random.Random) -> Draft:
    name, code = (
        chance.choice(PLACES) + chance.choice(["重工", "药业", "股份", "科技", "置业", "航运"]),
        chance.randint(600000, 603999),
    )
    text = (
        "本公司董事会及全体董事保证本公告内容不存在任何虚假记载、误导性陈述或者重大遗漏，并对其内容的真实性、准确性和完整性承担法律责任。"
        f"{name}（{code}）将于近期召开股东大会，审议关于利润分配及聘请会计师事务所的议案，股权登记日及会议地点详见公司披露的会议通知。"
        "股东可以通过现场投票或者网络投票的方式行使表决权，同一表决权出现重复表决的，以第一次投票结果为准。特此公告。"
    )
    anonymous = chance.random() < 0.3
    return Draft(
        f"{name}（{code}）：关于召开股东大会的公告", (text.replace(f"{name}（{code}）", "公司") if anonymous else text,), ""
    )


def _appointment(chance: random.Random) -> Draft:
    person = (
        chance.choice("赵钱孙李周吴郑王冯陈")
        + chance.choice(["建", "志", "文", "海", "春", "立"])
        + chance.choice(["国", "明", "平", "军", "华", "民"])
    )
    place = chance.choice(PLACES)
    text = (
        f"{place}市人民代表大会常务委员会会议经表决，决定任命{person}为{place}市副市长。{person}随后进行了宪法宣誓，并作表态发言，"
        "表示将忠实履行宪法法律赋予的职责，自觉接受人大监督，勤勉尽责，廉洁奉公，努力为人民群众办实事办好事。"
    )
    return Draft(f"{person}任{place}市副市长", (text,), "中新网")


def _earnings(chance: random.Random) -> Draft:
    name = chance.choice(PLACES) + chance.choice(["重工", "药业", "股份", "科技", "置业", "航运"])
    profit, change = f"{chance.randint(1, 90)}.{chance.randint(10, 99)}亿元", f"{chance.randint(2, 80)}.{chance.randint(1, 9)}%"
    text = f"{name}公告，前三季度实现净利润{profit}，同比增长{change}，基本每股收益{chance.random():.2f}元。公司经营情况正常。"
    return Draft(f"{name}：前三季度净利润{profit}，同比增长{change}", (text,), "财联社")


def _round_up(chance: random.Random, pieces: list[Draft]) -> Draft:
    some = chance.sample(pieces, min(5, len(pieces)))
    return Draft("早间新闻一览", tuple("".join(piece.paragraphs)[:160] for piece in some), "")


def _next_month(chance: random.Random, pieces: list[Draft]) -> Draft:
    """The same report with other figures, a few days later: nothing but numbers differ."""
    piece = chance.choice(pieces)

    def other(text: str) -> str:
        return "".join(str((int(each) + chance.randint(1, 9)) % 10) if each.isdecimal() else each for each in text)

    figured = any(each.isdecimal() for paragraph in piece.paragraphs for each in paragraph)
    return Draft(other(piece.title), tuple(map(other, piece.paragraphs)), piece.agency) if figured else _ordinary(chance)
