"""The characters that news is mostly made of, by language: a text read in the wrong encoding has hardly any of them."""

from __future__ import annotations

_PUNCTUATION = "，。、：；！？（）《》“”‘’「」『』【】—…·　％"
_SIMPLIFIED = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先"
    "回则任取据处府报市场记股金融银行企业投资交易美元亿万央视网络责编辑"
)
_TRADITIONAL = (
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經"
    "十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形"
    "相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展"
    "總統台灣香港報導記者新聞市場美國億萬將被據處府網責編輯"
)
_JAPANESE = (
    "あいうえおかがきぎくぐけげこごさざしじすずせぜそぞただちっつてでとどなにぬねのはばひびふへべほまみむめもゃやゅゆょよらりるれろわをん"
    "アイウエオカガキギクグケコゴサザシジスズセソタダチッツテデトドナニネノハバパヒビピフブプヘベペホボポマミムメモャュョラリルレロワン"
    "ー日本人年月大国会中東京新聞市場株円社長政府経済発表首相者的一二三時分間前後上下出入行見事件"
)
_KOREAN = (
    "이다의는에을를가하고한은기지사로도서대인정자리시해일부과들전국어제수나라보상장성원으있만조아것동주경위여안공연구면그신오스관미었했"
    "된회방세게소비통당선발표중화계적내용최민무업문재생금교진까지할년월북남기자뉴스"
)

FREQUENT: dict[str, frozenset[str]] = {
    "gb18030": frozenset(_PUNCTUATION + _SIMPLIFIED),
    "hz": frozenset(_PUNCTUATION + _SIMPLIFIED),
    "big5hkscs": frozenset(_PUNCTUATION + _TRADITIONAL),
    "cp932": frozenset(_PUNCTUATION + _JAPANESE),
    "euc_jp": frozenset(_PUNCTUATION + _JAPANESE),
    "iso2022_jp": frozenset(_PUNCTUATION + _JAPANESE),
    "cp949": frozenset(_PUNCTUATION + _KOREAN),
}
"""By Python's name of the encoding."""
