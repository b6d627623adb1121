"""Everything but the body, read in one call."""

from __future__ import annotations

from newsarchive.extract.fields.metadata import read_metadata
from newsarchive.extract.page import Page

HTML = """<html lang=zh><head><title>某市大桥今日正式通车_某某门户</title></head><body><h1>某市大桥今日正式通车</h1>
<div>2022-04-13 08:18 来源：江城晚报 作者：张三</div>
<p>这是一段正文，说的是某市的大桥，说了很久，也说得很细。这是一段正文，说的是某市的大桥，说了很久，也说得很细。</p></body></html>"""


def test_every_field_with_its_evidence() -> None:
    told = read_metadata(Page.read(HTML))
    assert told.title.value == "某市大桥今日正式通车"
    assert told.publisher.value == "江城晚报"
    assert told.authors.value == ("张三",)
    assert told.published.value is not None
    assert set(told.evidence) == {"title", "published", "publisher", "authors"}
    assert set(told.confidence) == set(told.evidence)
    assert all(0 < value <= 1 for value in told.confidence.values())
    assert {candidate.field for candidate in told.candidates if candidate.chosen} == set(told.evidence)


def test_an_empty_page_says_nothing() -> None:
    told = read_metadata(Page.read(""))
    assert not told.evidence
    assert not told.authors.value
