"""The words of the held-out style: sport, courts, science, markets and disasters, in two languages."""

from __future__ import annotations

from benchmarks.grouping.grammar import Grammar


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split("/"))


CHINESE: Grammar = {
    "surname": _split("欧阳/诸葛/司徒/贺/薛/沈/阮/卢/韦/蒲/翟/涂/简/龚/游/柯"),
    "given": _split("思远/若兰/承志/雨桐/启明/嘉禾/万里/静宜/伯庸/晓岚/致和/云帆/念慈/立群/书瑶/鸿飞"),
    "person": ("{surname}{given}",),
    "city": _split("鹿门/雁栖/丹霞/荻港/凤鸣/寒山/碧江/双溪/龙泉湾/黑石/银杏/白鹭/铁岭关/槐荫/鹤浦/乌镇口"),
    "body": _split(
        "中级人民法院/野生动物保护站/天文台/体育局/第三医院/消费者委员会/考古研究所/海事局/证监分局/"
        "职业技术学院/地震台/图书馆/疾控中心/应急管理局/交响乐团/林业大学/青年足球俱乐部/知识产权局"
    ),
    "matter": _split(
        "跨省盗掘古墓案/候鸟迁徙路线调查/深空射电观测/青少年近视筛查/校车安全标准/网络借贷纠纷/"
        "钢琴国际比赛/沙漠公路马拉松/山洪预警演练/罕见病用药目录/二手房交易规则/古籍修复工程/直播带货退货/"
        "高原湖泊禁渔/自动驾驶路测/基因测序实验室/老字号商标/冰川消融监测/女子排球联赛/无人机配送试点/电动自行车充电/城市湿地公园"
    ),
    "did": _split(
        "通报了/否认了/正式受理/叫停/重新审查/牵头发起/公开征集意见后通过/连夜处置/向社会披露/拒绝评论/"
        "延期举行/首次证实/无罪判决后又复核/追加投资用于/邀请专家论证/因故取消"
    ),
    "result": _split(
        "比赛以三比二结束/涉案人员已被移送审查/样本仍在进一步化验/观众退票可在两周内办理/相关论文刊登在国际期刊上/"
        "受影响的住户已经妥善安置/上诉期内尚未收到异议/设备来自本地一家民营企业/志愿者连续值守了整整一夜/"
        "道路预计周末才能放行/这是同类项目里规模最大的一个/主办方没有解释原因/价格比上一季便宜了不少"
    ),
    "feeling": _split("出乎意料/合情合理/来得太晚/值得推广/代价太高/仍需时间检验/让人松了一口气/不能就此打住"),
    "age": ("<19-91>岁的",),
    "amount": ("<2-9>.<1-9>万", "<12-98>万", "<100-990>", "<2-9>.<1-9>亿", "<1-9>,<100-999>"),
    "unit": _split("人次/元/平方米/公里/件/份样本/户家庭/吨"),
    "sentence": (
        "{city}{body}{did}{matter}，{result}。",
        "“这件事{feeling}，”{age}{person}对记者说，“我们会一直关注{matter}。”",
        "截至昨晚，{matter}已经累计投入{amount}{unit}，其中{city}占了将近一半。",
        "在{city}，{body}负责人{person}承认，{matter}的进度受到了影响，原因是{result}。",
        "与往年不同的是，{matter}今年改由{body}组织，{person}出任总顾问。",
        "{person}早年在{city}{body}工作，后来转而研究{matter}，前后花了<3-29>年。",
        "按照最新方案，{amount}{unit}将分三批投向{city}和{city}两地的{matter}。",
        "记者走访发现，{city}的居民对{matter}看法不一：有人觉得{feeling}，也有人担心{result}。",
        "对此，{body}在书面答复中称，{result}，后续情况将由{person}统一对外说明。",
        "{result}。知情人士透露，{city}方面已经准备了{amount}{unit}的预案。",
        "一份流传的会议纪要显示，{body}曾两度讨论{matter}，每次都是{person}投了反对票。",
        "不过，{city}{body}的{person}提出，{matter}牵涉面广，{feeling}。",
    ),
    "headline": (
        "{city}{matter}有了新说法",
        "{body}：{matter}{feeling}",
        "{matter}背后：{person}的<2-19>年",
        "{city}{body}{did}{matter}",
        "{person}谈{matter}：{feeling}",
        "聚焦｜{city}{matter}，{result}",
        "{matter}投入{amount}{unit}，{city}先行",
    ),
    "other_headline": (
        "这座城市为何盯上{matter}",
        "今天，{city}人都在说这件事",
        "事关{matter}，最新回应来了",
        "{person}这番话，听懂了吗",
        "{feeling}！{matter}细节公布",
    ),
    "flash": (
        "{city}{body}{did}{matter}，涉及{amount}{unit}，{person}到场，{result}。",
        "{body}{person}今晨在{city}宣布，{matter}自下月起收费<3-98>元，{result}。",
    ),
    "boilerplate": (
        "欢迎下载本报客户端，随时随地看新闻。",
        "本文版权归原作者所有，如有侵权请联系我们删除。",
        "更多精彩内容，请关注我们的微信公众号和视频号，每天早晨七点准时推送，与百万读者一起了解身边事、天下事。",
        "爆料热线全天二十四小时开通，一经采用即付稿酬；您也可以通过手机应用的读者栏目直接上传照片和视频。",
        "风险提示：市场有风险，投资需谨慎。本文不构成个人投资建议，也未考虑个别用户特殊的投资目标、财务状况或需要。",
        "{city}位于丘陵与平原之间，常住人口百余万，是周边几个县市的交通枢纽，近年来以清洁的空气和便利的高铁吸引了不少外来游客。",
    ),
    "quake": (
        "{city}发生<3-6>.<0-9>级地震|据地震台网正式测定，<1-28>日<0-23>时<10-59>分在{city}（北纬<20-45>.<10-99>度，东经<75-125>.<10-99>度）"
        "发生<3-6>.<0-9>级地震，震源深度<5-30>千米。",
    ),
    "repo": (
        "央行开展<20-990>亿元逆回购操作|为维护银行体系流动性合理充裕，今日央行以利率招标方式开展了<20-990>亿元7天期逆回购操作，"
        "中标利率与此前持平。当日有<20-990>亿元逆回购到期，据此计算净投放<20-990>亿元。",
    ),
    "match": (
        "{city}队{person}主场取胜|北京时间今晨，联赛进行了一场焦点对决。{city}队坐镇主场迎战{city}队，上半场双方互有攻守，均无建树。"
        "下半场易边再战，第<50-89>分钟{person}接应队友传中头球破门，打入全场唯一进球。此后客队大举压上，仍然未能扳平比分。",
    ),
    "wanted": (
        "{person}被终身禁驾|{city}交警部门日前集中曝光一批终身禁驾人员。其中，{person}（男，<19-71>岁）因醉酒驾驶机动车发生事故后逃逸，"
        "被依法追究刑事责任，机动车驾驶证吊销且终生不得重新取得。交警提醒广大驾驶人，珍爱生命，文明出行，切勿心存侥幸。",
    ),
    "vacancy": (
        "{body}公开招聘公告|因工作需要，{city}{body}面向社会公开招聘工作人员<2-40>名。应聘者须遵纪守法，品行端正，身体健康，"
        "具有岗位所需的学历和专业技能。报名采取网上方式进行，资格审查贯穿全过程，笔试、面试的时间和地点另行通知，请留意官方网站。",
    ),
}

ENGLISH: Grammar = {
    "first": _split("Marta/Oren/Priya/Lucas/Ingrid/Tomas/Aisha/Bram/Celia/Dmitri/Noor/Hugo/Wanjiru/Keiko"),
    "last": _split("Halloran/Osei/Lindqvist/Marchetti/Petrov/Okafor/Thorne/Vasquez/Nakagawa/Dufour/Abernathy/Kaplan"),
    "person": ("{first} {last}",),
    "town": _split("Ashdown/Port Ellery/Kestrel Bay/Northfold/Saint Brannoc/Wexmoor/Lower Tarn/Calder/Elmsgate/Vireo Falls"),
    "body": _split(
        "the appeals court/the fisheries board/a parliamentary committee/the regional hospital trust/the state "
        "observatory/the teachers' union/the competition watchdog/the coast guard/the county planning office/"
        "a private equity group"
    ),
    "matter": _split(
        "the merger of two dairy cooperatives/a vaccine trial for cattle/the disputed offshore licence/a rail strike/"
        "the collapse of a pension fund/a bribery inquiry/the new visa rules/a glacier survey/the stadium lease/an antitrust "
        "complaint/a water-sharing treaty/the drone delivery pilot/the recall of electric scooters/a satellite launch"
    ),
    "did": _split(
        "rejected/postponed/quietly approved/reopened/criticised/appealed against/promised to review/voted down/put on hold"
    ),
    "detail": _split(
        "after a hearing that lasted well past midnight/despite warnings from two of its own advisers/because "
        "the figures had not "
        "been audited/in a decision that surprised investors/while protesters waited outside/without giving a "
        "timetable/following "
        "weeks of talks with lenders/under pressure from neighbouring states"
    ),
    "view": _split(
        "overdue/reckless/a fair compromise/hard to enforce/a step backwards/too little and too late/entirely predictable"
    ),
    "amount": ("<2-9>.<1-9> million", "<11-98> million", "<1-9>,<100-999>", "<110-990>", "<2-9>.<1-9> billion"),
    "sentence": (
        "{body} {did} {matter} {detail}.",
        '"It is {view}," said {person}, who has followed {matter} for <2-28> years.',
        "In {town}, where {matter} began, {amount} people are thought to be affected.",
        "{person} told reporters that {body} had spent {amount} dollars on {matter} {detail}.",
        "A spokesman for {body} declined to say whether {person} would stay on.",
        "Residents of {town} and {town} called the outcome {view}, and asked {body} to explain.",
        "Documents seen by lawyers show that {person} warned of {matter} as early as <2009-2025>.",
        "Analysts had expected {body} to settle; instead it {did} {matter} {detail}.",
        "The dispute, which centres on {matter}, is the longest that {town} has known.",
    ),
    "headline": (
        "{town} officials say {matter} is {view}",
        "{person} under fire as {matter} drags on",
        "Why {matter} matters to {town}",
        "{amount} hit as {town} waits on {matter}",
    ),
    "other_headline": ("What we know so far about {matter}", "{town} braces for more", "Explained: {matter}"),
    "flash": ("{body} {did} {matter} {detail}, {person} said in {town} on Tuesday, adding that {amount} people were affected.",),
    "boilerplate": (
        "Sign up for our morning newsletter and never miss a story.",
        "Our standards: read about how we report, and tell us if we got something wrong.",
        "This story was produced by the wire service and has not been edited by our staff, except for the headline.",
        "Get unlimited access for less than the price of a coffee a week. Subscribers support independent local journalism, and "
        "receive our weekend magazine, crosswords and puzzles in the app at no extra cost.",
    ),
    "earnings": (
        "{last} Holdings profit rises <2-40> percent|{last} Holdings reported quarterly net income of <11-990> "
        "million dollars, or "
        "<1-9>.<10-99> a share, compared with <11-990> million dollars a year earlier. Revenue rose <2-40> percent. The company "
        "reaffirmed its outlook for the full year and declared a regular dividend payable next month to shareholders of record.",
    ),
    "forecast": (
        "{town} weather|Mostly cloudy in {town} with a <10-90> percent chance of rain. Highs near <40-95>, lows "
        "around <10-60>. Winds "
        "from the west at <3-30> miles an hour, with gusts expected on higher ground. A wind advisory may be issued overnight.",
    ),
    "obituary": (
        "{person}, <70-99>|{person} of {town} passed away peacefully at home, surrounded by family, at the age "
        "of <70-99>. A service of "
        "remembrance will be held on Saturday morning at the parish church, followed by a reception in the "
        "hall. In lieu of flowers, "
        "the family asks for donations to the local hospice.",
    ),
}
