"""Pages read by site rules: what a rule finds counts, what it misses is reported, and every built-in rule has its pages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from newsarchive.extract.extraction import Extraction
from newsarchive.extract.markup.content import Content
from newsarchive.extract.rules.ruled import apply_rules
from newsarchive.extract.rules.rules import Rule, built_in, load_rules

PAGES = Path(__file__).parent / "pages"
CASES = sorted(PAGES.glob("*/*.html"))


@pytest.mark.parametrize("page", CASES, ids=lambda page: f"{page.parent.name} {page.stem}")
def test_a_built_in_rule_reads_a_page_of_its_time(page: Path) -> None:
    expected = yaml.safe_load(page.with_suffix(".yaml").read_text(encoding="utf-8"))
    rules = [rule for rule in built_in() if rule.name == page.parent.name]
    got = apply_rules(
        Extraction(), page.read_text(encoding="utf-8"), rules, url=expected.pop("url"), fetched=expected.pop("fetched")
    )
    assert got.rule == page.parent.name
    assert list(got.rule_misses) == expected.pop("misses", [])
    assert [image.url for image in got.images] == expected.pop("images", [])
    for name, value in expected.items():
        read = getattr(got, name)
        assert (list(read) if isinstance(read, tuple) else read) == value, name
        assert getattr(read, "tzinfo", None) is None or read.utcoffset() == value.utcoffset()
        if not name.endswith("_precision") and name != "text":
            assert got.evidence[name].how == "rule"


def test_every_version_of_every_built_in_rule_has_a_page() -> None:
    tested = {(page.parent.name, _version_of(page)) for page in CASES}
    assert tested == {(rule.name, version.since) for rule in built_in() for version in rule.versions}


def _version_of(page: Path) -> date:
    (rule,) = (rule for rule in built_in() if rule.name == page.parent.name)
    version = rule.version_on(date.fromisoformat(page.stem))
    assert version
    return version.since


RULE = """
hosts: [n.example, "*.n.example"]
path: /news/
timezone: Asia/Shanghai
keep_classes: [note]
versions:
  - from: 2010-01-01
    body: .old
  - from: 2020-01-01
    body: [".new", {css: .newer}]
    title: h2
    published: {css: .when, attribute: title, pattern: 'on (.*)'}
    authors: .who
    drop: [.ad]
"""
PAGE = (
    '<h1>Wrong</h1><h2>Right</h2><i class=when title="on 2026-01-05 08:30">x</i><b class=who>李明、王芳</b>'
    '<div class=new><p class="note x">正文。</p><p class=ad>广告</p><script>x()</script></div>'
)


def rules(tmp_path: Path) -> tuple[Rule, ...]:
    (tmp_path / "n.yaml").write_text(RULE, encoding="utf-8")
    return load_rules(tmp_path)


def read(
    found: tuple[Rule, ...], page: str = PAGE, fetched: datetime | None = None, url: str = "http://n.example/news/1"
) -> Extraction:
    general = Extraction(
        title="general", text="general text", content=Content.of("<p>general text</p>"), publisher="general", junk="listing: 20"
    )
    return apply_rules(general, page, found, url=url, fetched=fetched)


def test_what_the_rule_finds_replaces_what_was_read_in_general(tmp_path: Path) -> None:
    got = read(rules(tmp_path))
    assert (got.title, got.text, got.html) == ("Right", "正文。", '<p class="note">正文。</p>')
    assert got.markdown == "正文。"
    assert got.authors == ("李明", "王芳")
    assert got.published and got.published.isoformat() == "2026-01-05T08:30:00+08:00"
    assert got.publisher == "general", "what the rule does not name stays"
    assert got.junk is None, "where the rule finds a body, there is an article"
    assert got.rule_misses == ()
    assert got.evidence["title"].where == "n from 2020-01-01: h2"


def test_a_body_that_is_a_notice_is_junk_even_by_a_rule(tmp_path: Path) -> None:
    got = read(rules(tmp_path), "<h2>x</h2><div class=new><p>该文章已删除</p></div>")
    assert got.junk == "not found: 文章已删除"


def test_a_capture_is_read_by_the_rule_of_its_time(tmp_path: Path) -> None:
    page = "<div class=old>早年的正文。</div><div class=new>新版的正文。</div>"
    found = rules(tmp_path)
    assert read(found, page, datetime(2015, 1, 1, tzinfo=UTC)).text == "早年的正文。"
    assert read(found, page, datetime(2020, 1, 1, tzinfo=UTC)).text == "新版的正文。"
    assert read(found, page).text == "新版的正文。"
    assert read(found, page, datetime(2009, 12, 31, tzinfo=UTC)).text == "general text", "before the first version"


def test_a_rule_that_does_not_match_any_more_is_reported_and_changes_nothing(tmp_path: Path) -> None:
    got = read(rules(tmp_path), "<h2>Right</h2><div class=changed>正文。</div>")
    assert (got.title, got.text, got.junk) == ("general", "general text", "listing: 20")
    assert got.rule == "n"
    assert got.rule_misses == ("body: .new, .newer finds nothing",)


def test_a_single_field_that_is_not_found_is_reported(tmp_path: Path) -> None:
    got = read(rules(tmp_path), "<i class=when title='on someday'></i><div class=newer>正文。</div>")
    assert got.text == "正文。"
    assert got.title == "general"
    assert got.published is None
    assert set(got.rule_misses) == {"title: h2 finds nothing", "authors: .who finds nothing", "published: 'someday' is no date"}
