"""A second opinion: given as blocks of our own page, and asked for in doubt only."""

import pytest

from newsarchive.extract.body.finding import read_body
from newsarchive.extract.body.second_opinion import blocks_of_trafilatura
from newsarchive.extract.page import Block, Page

TEXT = [f"The council voted {n} times on Monday, after a long debate, to build a second bridge." for n in range(6)]
STYLE = f"<style>{'p { margin: 0 } ' * 200}</style>"
"""What pages consist of for the most part."""
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT)
HTML = f"{STYLE}<ul><li><a href=/>Home</a></ul><article><h1>Vote</h1>{PARAGRAPHS}</article><p>Imprint"


def test_it_is_given_as_blocks_of_the_page() -> None:
    page = Page.read(HTML)
    assert [block.text for block in blocks_of_trafilatura(page, HTML)] == TEXT


@pytest.mark.parametrize("html", ["", "<p>x", "\x00"])
def test_there_may_be_none(html: str) -> None:
    assert blocks_of_trafilatura(Page.read(html), html) == []


def test_a_large_page_is_not_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: pytest.fail("asked"))
    html = HTML + " " * 500_000
    assert blocks_of_trafilatura(Page.read(html), html) == []


def test_a_page_of_many_small_elements_is_not_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: pytest.fail("asked"))
    html = HTML + "<b>x</b>" * 1_000
    assert blocks_of_trafilatura(Page.read(html), html) == []


def test_only_the_fast_half_of_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **options: asked.update(options))
    assert blocks_of_trafilatura(Page.read(HTML), HTML) == []
    assert asked["fast"] is True  # the other half are two more extractors, which take as long again


def test_foreign_code_may_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    assert blocks_of_trafilatura(Page.read(HTML), HTML) == []


def test_nobody_is_asked_where_there_is_no_doubt() -> None:
    assert [block.text for block in read_body(Page.read(HTML), lambda: pytest.fail("asked")).blocks] == TEXT


def test_in_doubt_the_better_answer_is_taken() -> None:
    page = Page.read(
        f"<p>A short line, it seems, of text.</p><ul>{''.join(f'<li><a href=/>{line}</a></li>' for line in TEXT)}</ul>"
    )
    theirs: list[Block] = [block for block in page.blocks if block.tag == "li"]
    assert read_body(page, lambda: theirs).text == page.blocks[0].text  # all links: no text either
    theirs = Page.read(HTML).blocks[2:8]
    body = read_body(page, lambda: theirs)
    assert body.text.splitlines() == TEXT
    assert body.candidates[-1].why == "second opinion"
