"""Posts that carry their record give the article back, field by field; what is no record is refused with its reason."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from newsarchive.admission import RefusedError
from newsarchive.article import Article, Evidence, Image
from newsarchive.config.export import Export
from newsarchive.export.profile import find_profile
from newsarchive.export.projection import Projection
from newsarchive.importing.carried import article_of, carries_record
from newsarchive.importing.findings import Defect
from tests.records import START, record

NOT_CARRIED = {"revision", "evidence"}
WHOLE = record(
    1,
    title="他说：\"恢复\" {{ no }} 'x' \\ — # [y]",
    links=("http://m.example.org/1", "http://share.example.org/1?a=b&c=d"),
    other_ids=("NW1", "no"),
    summary="一句话：摘要, yes",
    language="zh",
    updated=START + timedelta(hours=3),
    updated_precision="minute",
    authors=("张三", "Jo Doe"),
    section="rolling",
    body='<p>澜州 {{ x }} 与 {% y %} 与 {{{ z }}}。</p><p>第二段，<a href="http://news.example.org/2">链接</a>。</p>',
    images=(Image("http://img.example.org/1.jpg", "图：港口", "pictures/1.jpg"), Image("http://img.example.org/2.jpg")),
    withdrawn=START + timedelta(days=9),
    capture="urn:uuid:1",
    evidence={
        "published": Evidence("meta", "article:published_time", "2026-11-01 08:01", "zone assumed"),
        "publisher": Evidence("text", "body", "来源：澜州日报"),
        "title": Evidence("json-ld", "headline", "x"),
    },
)
BARE = record(2, published=None, published_precision=None, publisher=None, body="<p>只有一句。</p>")


def post_of(profile, article):
    projection = Projection(Export(profile=profile, to="site"), find_profile(profile), ZoneInfo("Asia/Shanghai"))
    path = projection.path(article, article.id) if article.published else f"undated/{article.id}.html"
    return path, projection.post(article).decode()


def differing(one, other, *, but=()):
    names = {field.name for field in fields(Article)} - NOT_CARRIED - set(but)
    return {name: (getattr(one, name), getattr(other, name)) for name in names if getattr(one, name) != getattr(other, name)}


@pytest.mark.parametrize("profile", ["jekyll", "hugo"])
def test_a_page_gives_its_article_back(profile):
    path, post = post_of(profile, WHOLE)
    assert carries_record(post)
    article, findings = article_of(path, post, {})
    assert differing(article, WHOLE) == {}
    assert dict(article.evidence) == {name: WHOLE.evidence[name] for name in ("published", "publisher")}
    assert findings == []


@pytest.mark.parametrize("article", [WHOLE.replace(body="<p>澜州港恢复通航。</p><p>第二段，<strong>要紧</strong>。</p>"), BARE])
def test_a_note_gives_its_article_back_and_its_text_in_other_marks(article):
    back, findings = article_of("2026/11/x.md", post_of("markdown", article)[1] if article.published else note(article), {})
    assert differing(back, article, but=["body", "digest"]) == {}
    assert "".join(back.body.split()) == "".join(article.body.split())
    assert findings == []


def note(article):
    projection = Projection(Export(profile="markdown", to="site"), find_profile("markdown"), ZoneInfo("Asia/Shanghai"))
    return projection.post(article).decode()


def test_a_text_that_was_altered_by_hand_is_taken_as_it_stands_and_said():
    path, post = post_of("jekyll", WHOLE)
    article, findings = article_of(path, post.replace("第二段", "第三段"), {})
    assert "第三段" in article.body
    assert article.digest != WHOLE.digest
    assert [each.defect for each in findings] == [Defect.ALTERED]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("  definition:", "  source:", "its record is none: source"),
        ('  id: "NW', '  id: "../NW', "cannot be a file name"),
        ("newsarchive:\n", "newsarchive:\n  - a list\nrest:\n", "is no record"),
        ('title: "', "title: [", "its front matter is not YAML"),
        ('title: "', f'nested: {"[" * 20_000}\ntitle: "', "brackets"),
        ('url: "http', 'url: "ftp', "is no web address"),
    ],
)
def test_what_is_no_record_is_refused_with_its_reason(old, new, why):
    path, post = post_of("jekyll", WHOLE)
    assert old in post
    with pytest.raises(RefusedError, match=why):
        article_of(path, post.replace(old, new), {})


def test_a_post_without_a_record_carries_none():
    assert not carries_record(post_of("finews", WHOLE)[1])
    assert not carries_record("---\ntitle: x\n---\nnewsarchive:\n")
    assert not carries_record("")
