"""A second way to invent news, kept out of the making of the method: other words, shapes, lengths, scripts and edits."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache

from opencc import OpenCC

from benchmarks.grouping.drafts import Draft
from benchmarks.grouping.grammar import Grammar, spoken
from benchmarks.grouping.heldout_words import CHINESE, ENGLISH

_TEMPLATES = {"zh": ("quake", "repo", "match", "wanted", "vacancy"), "en": ("earnings", "forecast", "obituary")}
_NUMBER = re.compile(r"(\d+)(?:\.(\d))?万")
_MILLION = re.compile(r"(\d+)(?:\.(\d))? million")
_THOUSANDS = re.compile(r"\b(\d),(\d{3})\b")


class HeldOut:
    """Sport, courts, science and markets, in simplified and traditional Chinese and in English."""

    def piece(self, chance: random.Random, number: int) -> Draft:
        """A piece; every fifth is a flash, every seventh runs to many pages, a third is English, a fifth traditional."""
        language = ("zh", "zh", "en", "zh", "hant", "en", "zh", "hant", "zh", "en")[number % 10]
        length = 0 if number % 5 == 1 else chance.randint(14, 40) if number % 7 == 2 else chance.randint(3, 8)
        return _story(chance, language, length)

    def edited(self, piece: Draft, chance: random.Random) -> Draft:
        """The piece as one medium prints it."""
        grammar = _grammar(piece.language)
        paragraphs = list(piece.paragraphs)
        long = len(paragraphs) > 2
        if long:
            _cut(paragraphs, chance)
        if long and chance.random() < 0.25:
            paragraphs.insert(chance.randrange(1, len(paragraphs) + 1), paragraphs.pop(chance.randrange(1, len(paragraphs))))
        if chance.random() < 0.25:
            paragraphs = [_other_numbers(each, piece.language) for each in paragraphs]
        if chance.random() < 0.25:
            paragraphs = [_other_marks(each, piece.language) for each in paragraphs]
        paragraphs[0] = _head(piece, chance) + paragraphs[0]
        if chance.random() < 0.35:
            paragraphs.append(_said(grammar, "{boilerplate}", piece.language, chance))
        if long and chance.random() < 0.1:
            paragraphs.insert(chance.randrange(1, len(paragraphs)), _said(grammar, "{boilerplate}", piece.language, chance))
        edited = replace(piece, title=_title(piece, chance), paragraphs=tuple(paragraphs))
        return _in_other_script(edited) if chance.random() < 0.12 else edited

    def alone(self, chance: random.Random, pieces: list[Draft]) -> Draft:
        """An ordinary text; or one from a template; or one that has much of a planted piece and is another story."""
        language = chance.choices(("zh", "hant", "en"), (55, 15, 30))[0]
        kind = chance.random()
        if pieces and kind < 0.02:
            return _follow_up(chance.choice(pieces), chance)
        if pieces and kind < 0.03:
            return _digest(pieces, chance)
        if pieces and kind < 0.04:
            return _other_toll(chance.choice(pieces), chance)
        if kind < 0.4:
            form = chance.choice(_TEMPLATES["en" if language == "en" else "zh"])
            title, _, text = _said(_grammar(language), f"{{{form}}}", language, chance).partition("|")
            return Draft(title, (text,), language=language)
        length = 0 if kind < 0.5 else chance.randint(12, 30) if kind > 0.97 else chance.randint(2, 8)
        return _story(chance, language, length)

    def medium(self, chance: random.Random) -> str:
        """Who prints it."""
        return chance.choice(CHINESE["city"]) + chance.choice(("早报", "商报", "广播网", "周刊"))


def _grammar(language: str) -> Grammar:
    return ENGLISH if language == "en" else CHINESE


def _said(grammar: Grammar, text: str, language: str, chance: random.Random) -> str:
    said = spoken(grammar, text, chance)
    if language == "en":
        return said[0].upper() + said[1:]
    return _converter("s2hk").convert(said) if language == "hant" else said


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(f"{name}.json")


def _story(chance: random.Random, language: str, length: int) -> Draft:
    """A piece of so many paragraphs; none: a flash."""
    grammar = _grammar(language)
    title = _said(grammar, "{headline}", language, chance)
    if not length:
        return Draft(title, (_said(grammar, "{flash}", language, chance),), language=language)
    space = " " if language == "en" else ""
    paragraphs = (
        space.join(_said(grammar, "{sentence}", language, chance) for _ in range(chance.randint(1, 4))) for _ in range(length)
    )
    return Draft(title, tuple(paragraphs), language=language)


def _cut(paragraphs: list[str], chance: random.Random) -> None:
    """Cut the tail off, or a sentence out, or both, or nothing."""
    if chance.random() < 0.35:
        del paragraphs[max(2, round(len(paragraphs) * chance.uniform(0.6, 1))) :]
    for _ in range(chance.choice((0, 0, 1, 2))):
        place = chance.randrange(len(paragraphs))
        sentences = re.findall(r".+?(?:[。.](?=[^\d”]|$)|$)", paragraphs[place])
        if len(sentences) > 1:
            del sentences[chance.randrange(len(sentences))]
            paragraphs[place] = "".join(sentences).strip()


def _title(piece: Draft, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.12 and len("".join(piece.paragraphs)) > (1500 if piece.language == "en" else 400):
        return _said(_grammar(piece.language), "{other_headline}", piece.language, chance)
    if piece.language == "en":
        return chance.choice(("", "", "", "UPDATE 1-", "Breaking: ")) + piece.title
    return chance.choice(("{}", "{}", "{}", "【要闻】{}", "【{}】", "{}（图）", "突发 | {}", "[快讯]{}")).format(piece.title)


def _head(piece: Draft, chance: random.Random) -> str:
    day, place = f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日", chance.choice(CHINESE["city"])
    if piece.language == "en":
        return chance.choice(("", "", "KESTREL BAY, June 3 (AP) -- ", "WEXMOOR (Reuters) - ", "By Jo Park | "))
    heads = (
        "",
        "",
        f"中新网{place}{day}电 （记者 {chance.choice(CHINESE['surname'])}青）",
        f"新华社{place}{day}电 ",
        f"【{piece.title}】",
        f"（本报记者 {chance.choice(CHINESE['surname'])}青）",
    )
    return chance.choice(heads)


def _other_numbers(text: str, language: str) -> str:
    """The same numbers in another form: 1.2万 and 12000, 1.2 million and 1,200,000, 1,200 and 1200."""
    text = _THOUSANDS.sub(r"\1\2", text)
    if language == "en":
        return _MILLION.sub(lambda found: f"{found[1]},{found[2] or 0}00,000", text)
    return _NUMBER.sub(lambda found: f"{found[1]}{found[2] or 0}000", text)


def _other_marks(text: str, language: str) -> str:
    if language == "en":
        return text.replace('"', "'").replace(";", ",")
    return text.translate(str.maketrans({"“": "「", "”": "」", "，": "、", "：": "，"}))


def _in_other_script(draft: Draft) -> Draft:
    if draft.language == "en":
        return draft
    convert = _converter("t2s" if draft.language == "hant" else "s2tw").convert
    return replace(draft, title=convert(draft.title), paragraphs=tuple(map(convert, draft.paragraphs)))


def _follow_up(piece: Draft, chance: random.Random) -> Draft:
    """The next day's story, with some of the first one below as its background."""
    news = _story(chance, piece.language, chance.randint(2, 5))
    background = piece.paragraphs[1 : 1 + max(1, len(news.paragraphs) // 2)]
    return replace(news, paragraphs=(*news.paragraphs, *background))


def _digest(pieces: list[Draft], chance: random.Random) -> Draft:
    some = chance.sample(pieces, min(chance.randint(4, 7), len(pieces)))
    title = chance.choice(("今日要闻", "一周回顾", "Morning headlines", "What to read this weekend"))
    return Draft(title, tuple(piece.paragraphs[0] for piece in some), language="zh")


def _other_toll(piece: Draft, chance: random.Random) -> Draft:
    """The same report with every number another one; a story of its own, where there is no number."""

    def other(text: str) -> str:
        return "".join(str((int(each) + chance.randint(1, 8)) % 9 + 1) if each in "123456789" else each for each in text)

    draft = replace(piece, title=other(piece.title), paragraphs=tuple(map(other, piece.paragraphs)))
    return draft if draft != piece else _story(chance, piece.language, 3)
