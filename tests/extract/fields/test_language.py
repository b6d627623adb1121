"""The language of an article."""

import pytest

from newsarchive.extract.fields.language import read_language
from newsarchive.extract.page import Page

ENGLISH = "The council voted on Monday to build a second bridge over the river, and it was said that this is the last of them."
GERMAN = "Der Rat hat am Montag für eine zweite Brücke über den Fluss gestimmt, und das ist nicht die letzte in der Stadt."


def language(text: str, html: str = "") -> str | None:
    found = read_language(Page.read(html), text)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        ("市议会周一经过长时间辩论，投票决定在河上修建第二座大桥。", "zh"),
        ("市議會週一經過長時間辯論，投票決定在河上修建第二座大橋。", "zh-Hant"),
        ("市議会は月曜日、川に二つ目の橋を架けることを決めた。", "ja"),
        ("시의회는 월요일 강에 두 번째 다리를 놓기로 결정했다.", "ko"),
        ("Совет в понедельник проголосовал за второй мост через реку.", "ru"),
        ("12:30", None),
        ("", None),
    ],
)
def test_the_text_says_it(text: str, expected: str | None) -> None:
    assert language(text) == expected


@pytest.mark.parametrize(
    ("html", "text", "expected"),
    [
        ("<html lang=de-AT>", "Ja.", "de"),
        ("<html lang=uk>", "Рада в понеділок проголосувала за другий міст через річку.", "uk"),
        ("<html lang=sw>", "Baraza lilipiga kura siku ya Jumatatu kujenga daraja la pili.", "sw"),
        ('<meta property="og:locale" content="pt_BR">', "Sim.", "pt"),
        ("<html lang=en>", GERMAN, "de"),
        ("<html lang=en>", "市议会周一投票决定在河上修建第二座大桥。", "zh"),
        ("<html lang='<%= lang %>'>", ENGLISH, "en"),
    ],
)
def test_what_the_page_declares_is_believed_unless_the_text_says_otherwise(html: str, text: str, expected: str) -> None:
    assert language(text, html) == expected


def test_the_evidence_names_where_it_was_read() -> None:
    found = read_language(Page.read("<html lang=de-AT>"), "Ja.")
    assert found is not None
    assert (found[1].how, found[1].raw) == ("meta", "de-AT")
