"""Which language an article is written in: what its letters say, what the page declares, and its commonest words."""

from __future__ import annotations

import re

from newsarchive.article import Evidence
from newsarchive.extract.page import Page

_SAMPLE = 600
_FLUENT = 0.12
"""The share of its commonest words in a text of a language."""
_NOT_LATIN = re.compile("[\u0370-\u1dff\u3041-\ud7af]")
_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
"""The usual language of a script; kana make Chinese characters Japanese."""
_SHARING = {
    "ru": frozenset(("uk", "bg", "sr", "mk", "be", "kk", "mn", "ky", "tg")),
    "ar": frozenset(("fa", "ur", "ps", "ckb")),
    "he": frozenset(("yi",)),
    "hi": frozenset(("mr", "ne")),
}
"""Other languages of the same script, believed when the page declares them."""
_TRADITIONAL = frozenset("這個們來時說對國會為學長開關門間問題實現發進過還後從點話經濟業東車電報導聞黨變華")
_SIMPLIFIED = frozenset("这个们来时说对国会为学长开关门间问题实现发进过还后从点话经济业东车电报导闻党变华") - _TRADITIONAL
_COMMON = {
    "en": "the of and to in that for is on with as was it by he from at be this have are",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch",
    "fr": "de la le et les des en un une du est que dans qui pour par sur au plus pas",
    "es": "de la que el en los y del las un por con una para su es al como más",
    "pt": "de a que o e do da em um para com não uma os no se na por mais as",
    "it": "di che la il e per un in una del è della con non le si da al più gli",
    "nl": "de van het een in en dat is op te voor met zijn niet aan er om ook bij als",
    "pl": "w i na z się do nie to że jest o od po jak za przez dla są ale",
    "sv": "och i att det som en på är av för med till den har de inte om ett men",
    "da": "og i at det er en til på som af for med de den har ikke der et om men",
    "no": "og i det som en på er av for med til at har de ikke den et om men var",
    "tr": "ve bir bu için ile da de olarak çok daha olan gibi sonra kadar ancak olduğu",
    "id": "yang dan di dengan untuk dari ini itu dalam tidak pada akan juga ke oleh",
    "vi": "và của là có trong được cho không một các người với đã này những khi",
    "cs": "a se v na je že o s z do i to k ve pro za by ale jako po",
    "ro": "de și în a la cu o pe care nu din mai că pentru este un au fost",
    "fi": "ja on että ei se hän oli mutta kun myös ovat joka tai niin",
    "hu": "a az és hogy nem is egy ez van meg csak már de volt el",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")
_NO_LETTERS = dict.fromkeys((code for code in range(128) if not chr(code).isalpha()), " ")
_TAG = re.compile(r"^([a-zA-Z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))*$")


def read_language(page: Page, text: str) -> tuple[str, Evidence] | None:
    """The language of the text as BCP 47 (``zh``, ``zh-Hant``, ``en``), with what told it; None where nothing does."""
    declared = _declared(page)
    sample = text[:_SAMPLE]
    written = _by_letters(sample)
    if written is not None:
        spoken = declared if declared is not None and declared in _SHARING.get(written, ()) else written
        return _chinese(sample) if spoken == "zh" else spoken, Evidence("text", "letters", sample[:20])
    lowered = sample.lower()
    words = lowered.translate(_NO_LETTERS).split() if lowered.isascii() else _WORD.findall(lowered)
    if declared is not None and (declared not in _WORDS or _share(words, declared) > _FLUENT):
        return declared, Evidence("meta", "lang", page.language_tag or declared)
    counted = _by_words(words)
    if counted is not None:
        return counted, Evidence("text", "words", sample[:40])
    return (declared, Evidence("meta", "lang", page.language_tag or declared)) if declared else None


def _declared(page: Page) -> str | None:
    names = (page.language_tag, page.first_meta("og:locale", "content-language", "language", "dc.language") or "")
    for name in names:
        found = _TAG.match(name.strip())
        if found:
            language = found[1].lower()
            return {"nb": "no", "nn": "no", "in": "id", "iw": "he"}.get(language, language)
    return None


def _by_letters(sample: str) -> str | None:
    """The language that the script tells, if it is not the Latin one."""
    foreign = 0 if sample.isascii() else len(_NOT_LATIN.findall(sample))
    if not foreign or foreign * 4 < len(sample):
        return None
    counts = {language: len(script.findall(sample)) for language, script in _SCRIPTS}
    if counts["ja"] * 10 > counts["ja"] + counts["zh"]:
        return "ja"
    return max(counts, key=counts.__getitem__)


def _chinese(sample: str) -> str:
    traditional = sum(character in _TRADITIONAL for character in sample)
    simplified = sum(character in _SIMPLIFIED for character in sample)
    return "zh-Hant" if traditional > simplified else "zh"


def _share(words: list[str], language: str) -> float:
    """The share of a language's commonest words among all words."""
    return sum(map(_WORDS[language].__contains__, words)) / max(1, len(words))


def _by_words(words: list[str]) -> str | None:
    """The language whose commonest words stand in the text, if one is well ahead of the others."""
    if len(words) < 20:
        return None
    scores = sorted(((_share(words, language), language) for language in _WORDS), reverse=True)
    (best, language), (second, _) = scores[:2]
    return language if best > _FLUENT and best > 1.2 * second else None
